"""A tick whose words may take several lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.widgets.basics import label


class Tick(QWidget):
    """A box with words beside it; a touch on the words ticks it too."""

    def __init__(self, text: str, *, name: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(text, "small", wrap=True), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        self.box.toggle()
        event.accept()
