"""One field of a printed sheet, to be changed on this sheet alone."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from models.sheet import Place
from ui.widgets.basics import label
from ui.widgets.dialog import Dialog

_APART = "、"


class FieldEditor(Dialog):
    """A line to write in, or the words of the field to choose from; `text` is what shall stand there."""

    def __init__(self, place: Place, text: str, parent: QWidget | None = None) -> None:
        super().__init__("この欄を直す", "直す", parent)
        self.column.addWidget(label(place.label or "欄", "heading"))
        self.line = QLineEdit(text)
        self.line.setAccessibleName(place.label or "欄")
        self.choices: list[QCheckBox | QRadioButton] = []
        if place.options:
            self._offer(place, text.split(_APART))
        else:
            self.column.addWidget(self.line)
        self.column.addWidget(label("この書類のこの欄だけが変わります。元の入力は変わりません。", "quiet", wrap=True))
        self.finish()

    def _offer(self, place: Place, chosen: list[str]) -> None:
        group = QButtonGroup(self)
        group.setExclusive(not place.many)
        for word in place.options:
            choice = QCheckBox(word) if place.many else QRadioButton(word)
            choice.setAccessibleName(word)
            choice.setChecked(word in chosen)
            group.addButton(choice)
            self.column.addWidget(choice)
            self.choices.append(choice)

    @property
    def text(self) -> str:
        if self.choices:
            return _APART.join(choice.text() for choice in self.choices if choice.isChecked())
        return self.line.text()
