"""One field of a printed sheet, to be changed on this sheet alone."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.sheet import Place
from ui.widgets.basics import label

_APART = "、"


class FieldEditor(QDialog):
    """A line to write in, or the words of the field to choose from; `text` is what shall stand there."""

    def __init__(self, place: Place, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("この欄を直す")
        self.setMinimumWidth(460)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(place.label or "欄", "heading"))
        self.line = QLineEdit(text)
        self.line.setAccessibleName(place.label or "欄")
        self.choices: list[QCheckBox | QRadioButton] = []
        if place.options:
            self._offer(place, text.split(_APART))
        else:
            self._column.addWidget(self.line)
        self._column.addWidget(label("この書類のこの欄だけが変わります。元の入力は変わりません。", "quiet", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("直す")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("やめる")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)

    def _offer(self, place: Place, chosen: list[str]) -> None:
        group = QButtonGroup(self)
        group.setExclusive(not place.many)
        for word in place.options:
            choice = QCheckBox(word) if place.many else QRadioButton(word)
            choice.setAccessibleName(word)
            choice.setChecked(word in chosen)
            group.addButton(choice)
            self._column.addWidget(choice)
            self.choices.append(choice)

    @property
    def text(self) -> str:
        if self.choices:
            return _APART.join(choice.text() for choice in self.choices if choice.isChecked())
        return self.line.text()
