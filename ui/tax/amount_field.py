"""An amount of yen in the words of whoever types: understood while typing, written with separators when left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.amounts import in_words, read_amount, written
from ui.widgets.basics import label
from ui.widgets.fields import Field

_PLAIN = frozenset("0123456789,-")


class AmountField(Field):
    """`value` is the yen, None where nothing stands, or the text itself where it cannot be read: nothing is lost.

    Up to `usual` yen nothing is said; beyond it the clerk is asked to look again. `loss` lets it be negative.
    """

    edited = Signal()

    def __init__(self, name: str, *, usual: int = 0, loss: bool = False) -> None:
        super().__init__()
        self._usual, self._loss = usual, loss
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._settle)
        self.below = label("", "quiet", wrap=True)
        self.below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.edit)
        column.addWidget(self.below)
        self.setFocusProxy(self.edit)

    def value(self) -> int | str | None:
        text = self.edit.text().strip()
        if not text:
            return None
        amount = read_amount(text)
        return self.edit.text() if amount is None else amount

    def show_value(self, value: int | str | None) -> None:
        self.edit.setText(written(value) if isinstance(value, int) else value or "")
        self._explain()

    def _typed(self) -> None:
        self._explain()
        self.edited.emit()

    def _settle(self) -> None:
        """With separators, once it is left."""
        amount = read_amount(self.edit.text())
        if amount is not None:
            self.edit.setText(written(amount))
        self._explain()
        self.changed.emit()

    # -- what is said below --------------------------------------------------------------------------------------

    def _explain(self) -> None:
        text = self.edit.text().strip()
        amount = read_amount(text) if text else None
        wrong = self._fault(text, amount)
        doubt = "" if wrong or amount is None else self._doubt(amount)
        plain = not text or amount is None or set(text) <= _PLAIN
        said = wrong or doubt or ("" if plain or amount is None else f"= {written(amount)}円")
        self.below.setText(said)
        self.below.setVisible(bool(said))
        self.below.setProperty("tone", "bad" if wrong else "warn" if doubt else "")
        self.edit.setProperty("wrong", bool(wrong))
        for one in (self.below, self.edit):
            one.style().polish(one)

    def _fault(self, text: str, amount: int | None) -> str:
        if text and amount is None:
            return "金額として読めません。例 1,234,567　123万4千"
        if amount is not None and amount < 0 and not self._loss:
            return "0円以上で入れてください。"
        return ""

    def _doubt(self, amount: int) -> str:
        """A digit too many is the usual slip: 55,000,000 for 5,500,000."""
        if not self._usual or abs(amount) <= self._usual:
            return ""
        shorter = abs(amount) // 10
        if abs(amount) % 10 == 0 and shorter <= self._usual:
            return f"{in_words(amount)}で合っていますか。桁が1つ多ければ {written(shorter)}円です。"
        return f"{in_words(amount)}で合っていますか。"
