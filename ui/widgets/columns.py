"""Widgets side by side in columns of one width, as many as there is room for; at a large type they become fewer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.basics import clear


class Columns(QWidget):
    """At most `most` columns, each at least `least` pixels wide (before the zoom) and never narrower than its words."""

    def __init__(self, most: int, least: int = 0, spacing: int = 8) -> None:
        super().__init__()
        self._most, self._least = most, least
        self._shown: Sequence[QWidget] = ()
        self._count = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(spacing)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """These in place of those before, which go."""
        clear(self.grid)
        self._shown, self._count = widgets, 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """One column is enough: else what stands here would hold the page wide for ever."""
        widest = max((one.minimumSizeHint().width() for one in self._shown), default=0)
        return QSize(widest, self.grid.totalMinimumSize().height())

    def _lay_out(self) -> None:
        count = self._fitting()
        if count == self._count:
            return
        self._count = count
        for one in self._shown:
            self.grid.removeWidget(one)
        for place, one in enumerate(self._shown):
            self.grid.addWidget(one, place // count, place % count)
        for column in range(self._most):
            self.grid.setColumnStretch(column, int(column < count))
        self.updateGeometry()

    def _fitting(self) -> int:
        needed = max([theme.px(self._least), *(one.minimumSizeHint().width() for one in self._shown)])
        gap = self.grid.spacing()
        return max(1, min(self._most, (self.width() + gap) // max(needed + gap, 1)))
