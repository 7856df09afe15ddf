"""Two questions of the editor: the words of a new phrase, and which differences of a returned file are taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from app.translation.phrasebook import situations
from app.translation.wording import plain_faults
from ui.widgets.basics import label
from ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from app.translation.exchange import Difference

Told = Callable[[Sequence[str]], Sequence[str]]
_SIDES = {"staff": "職員が言う", "visitor": "お客さまが言う", "both": "どちらも言う"}
_COLUMNS = ("日本語", "いまの訳", "新しい訳", "調べた結果")


class NewPhraseDialog(Dialog):
    """Situation, side, Japanese, plain Japanese with readings."""

    def __init__(self, situation: str, told: Told, parent: QWidget | None) -> None:
        super().__init__("定型文を足す", "足す", parent)
        self._told = told
        self.situation, self.side = QComboBox(), QComboBox()
        self.situation.addItems([one.name_ja for one in situations().values()])
        self.situation.setCurrentIndex(list(situations()).index(situation))
        self.side.addItems(list(_SIDES.values()))
        self.ja, self.plain = QLineEdit(), QLineEdit()
        self.plain.setPlaceholderText("例 住所《じゅうしょ》を 書《か》いてください。")
        self.wrong = label("", "small", wrap=True)
        self.wrong.setProperty("tone", "bad")
        for name, one in (
            ("場面", self.situation), ("だれが言うか", self.side), ("日本語", self.ja),
            ("やさしい日本語（漢字の後ろに《よみ》）", self.plain),
        ):  # fmt: skip
            one.setAccessibleName(name)
            self.column.addWidget(label(name, "quiet"))
            self.column.addWidget(one)
        self.column.addWidget(self.wrong)
        self.finish()

    @property
    def values(self) -> dict[str, str]:
        return {
            "situation": list(situations())[self.situation.currentIndex()],
            "side": list(_SIDES)[self.side.currentIndex()],
            "text": self.ja.text().strip(),
            "plain": self.plain.text().strip(),
        }

    def accept(self) -> None:
        """Only words that may stand in the phrasebook."""
        values = self.values
        wrong = self._told(plain_faults(values["plain"], values["text"]))
        self.wrong.setText("\n".join(wrong))
        if not wrong:
            super().accept()


class DifferencesDialog(Dialog):
    """Every text that would change, the faulty ones named and left out."""

    def __init__(self, found: Sequence[Difference], told: Told, font: QFont, parent: QWidget | None) -> None:
        """`font` is the language's."""
        super().__init__("取り込む前に、変わるところを確かめる", "選んだ訳を取り込む", parent)
        self._found = found
        self.resize(1060, 560)
        right = sum(not one.faults for one in found)
        self.column.addWidget(
            label(
                f"{len(found)}件が変わります。{len(found) - right}件は直すところがあるため、取り込めません。",
                "lead",
                wrap=True,
            )
        )
        self.table = QTableWidget(len(found), len(_COLUMNS))
        self.table.setAccessibleName("変わる訳")
        self.table.setHorizontalHeaderLabels(list(_COLUMNS))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for line, one in enumerate(found):
            said = "\n".join(told(one.faults)) or "問題はありません"
            for column, text in enumerate((one.ja or one.phrase, one.before, one.after, said)):
                cell = _cell(text, tick=column == 0, right=not one.faults)
                cell.setFont(font if column in (1, 2) else self.table.font())
                self.table.setItem(line, column, cell)
        self.table.resizeRowsToContents()
        self.column.addWidget(self.table, 1)
        self.finish()
        self.yes.setEnabled(right > 0)

    @property
    def taken(self) -> list[Difference]:
        """Those that are ticked."""
        lines = ((one, self.table.item(line, 0)) for line, one in enumerate(self._found))
        return [one for one, cell in lines if cell and not one.faults and cell.checkState() is Qt.CheckState.Checked]


def _cell(text: str, *, tick: bool, right: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setToolTip(text)
    usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    cell.setFlags(usable | Qt.ItemFlag.ItemIsUserCheckable if tick and right else usable)
    if tick:
        cell.setCheckState(Qt.CheckState.Checked if right else Qt.CheckState.Unchecked)
    return cell
