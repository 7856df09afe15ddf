"""A column of widgets that fills its view, and scrolls where the view is too small for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class FittingScroll(QScrollArea):
    """What it holds goes into its `column`. Words that wrap get the height that they need at the view's width."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """A change inside may need more room."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inside:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As large as the view, and never smaller than what the column needs."""
        room = self.viewport().size()
        width = max(room.width(), self.column.minimumSize().width())
        self._inside.resize(width, max(room.height(), self.column.totalMinimumHeightForWidth(width)))
