"""Something that opens below its own heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import button

_OPEN, _SHUT = "▾", "▸"


class Fold(QWidget):
    """A heading that is a button; what is below it is seen while it is open. The `head` may be put elsewhere."""

    def __init__(self, title: str, inside: QWidget, *, name: str = "", opened: bool = False) -> None:
        super().__init__()
        self._title, self._inside = title, inside
        self.head = button(title, name=name)
        self.head.setProperty("fold", True)
        self.head.setCheckable(True)
        self.head.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)
        self.head.setChecked(opened)
        self._turn(opened)

    def _turn(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.head.setText(f"{_OPEN if opened else _SHUT} {self._title}")
