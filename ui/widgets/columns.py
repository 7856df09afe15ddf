"""Widgets side by side in columns of one width, as many as there is room for; at a large type they become fewer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.basics import clear


class Columns(QWidget):
    """At most `most` columns, each at least `least` pixels wide (before the zoom) and never narrower than its words.

    `top`: what is lower than its row stands at the row's top instead of filling it.
    """

    def __init__(self, most: int, least: int = 0, spacing: int = 8, *, top: bool = False) -> None:
        super().__init__()
        self.most = most
        self._least = least
        self._alignment = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0)
        self._widgets: Sequence[QWidget] = ()
        self._placed: tuple[int, Sequence[QWidget]] = (0, ())
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(spacing)

    @property
    def count(self) -> int:
        """How many columns there are now."""
        return self._placed[0]

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """These in place of those before, which go. A hidden one takes no place."""
        clear(self.grid)
        self._widgets, self._placed = widgets, (0, ())
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self.lay_out()

    def event(self, event: QEvent) -> bool:
        """Other words, another type, one that is hidden: each asks for other columns."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.lay_out()
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """All of them side by side: with less there are fewer columns, which would never ask for more again."""
        count = max(1, min(self.most, sum(not one.isHidden() for one in self._widgets)))
        gap = self.grid.spacing()
        return QSize(count * (self._needed() + gap) - gap, self.grid.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """One column is enough: else what stands here would hold the page wide for ever."""
        return QSize(self._widest(), self.grid.totalMinimumSize().height())

    def lay_out(self) -> None:
        """Place what is shown anew, where that changes anything."""
        shown = [one for one in self._widgets if not one.isHidden()]
        count = self._fitting()
        if (count, shown) == self._placed:
            return
        self._placed = count, shown
        for one in self._widgets:
            self.grid.removeWidget(one)
            one.setParent(self)
        for place, one in enumerate(shown):
            self.grid.addWidget(one, place // count, place % count, self._alignment)
        for column in range(max(self.most, self.grid.columnCount())):
            self.grid.setColumnStretch(column, int(column < count))
        self.updateGeometry()

    def _widest(self) -> int:
        return max((one.minimumSizeHint().width() for one in self._widgets if not one.isHidden()), default=0)

    def _fitting(self) -> int:
        gap = self.grid.spacing()
        return max(1, min(self.most, (self.width() + gap) // max(self._needed() + gap, 1)))

    def _needed(self) -> int:
        """Of one column, in pixels."""
        return max(theme.px(self._least), self._widest())


def columns(widgets: Sequence[QWidget], most: int = 3, least: int = 170) -> Columns:
    """Fields of one question: wide apart, close below one another."""
    one = Columns(most, least, spacing=16, top=True)
    one.grid.setVerticalSpacing(10)
    one.show_widgets(widgets)
    return one
