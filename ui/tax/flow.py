"""Answers side by side in equal columns: as many as fit, down to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme

_MOST = 3
_BETWEEN = 16  # pixels
_NARROWEST = 170  # pixels at 100 %


class Flow(QWidget):
    def __init__(self, widgets: Sequence[QWidget], most: int = _MOST) -> None:
        super().__init__()
        self._widgets = widgets
        self._most = most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN)
        self._grid.setVerticalSpacing(10)
        self._arrange(1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """As narrow as one column is."""
        return QSize(self._width_of(1), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._reflow()

    def event(self, event: QEvent) -> bool:
        """Another size of type asks for other widths."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._reflow()
        return super().event(event)

    def _reflow(self) -> None:
        wanted = range(self._most, 0, -1)
        self._arrange(next((columns for columns in wanted if self._width_of(columns) <= self.width()), 1))

    def _width_of(self, columns: int) -> int:
        """What so many equal columns need, in pixels."""
        widest = max((one.minimumSizeHint().width() for one in self._widgets), default=0)
        return columns * (max(theme.px(_NARROWEST), widest) + _BETWEEN) - _BETWEEN

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, one in enumerate(self._widgets):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
        for index in range(self._most):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
