"""What every step's page can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.basics import Banner, label

if TYPE_CHECKING:
    from models.case import Case
    from ui.work import Work


class Page(QScrollArea):
    """Shows the work, gives back the case as the page has changed it. `next_wanted` asks for the next step.

    What a page holds goes into its `column`. It fills the window; where the window is too small for it (a small screen,
    a large type) the page scrolls, and nothing is cut off.
    """

    next_wanted = Signal()
    title = ""
    lead = ""
    help = ""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.title)
        self._inside = inside = QWidget()
        self.banner = Banner()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(28, 14, 28, 14)
        self.column.setSpacing(12)
        self.column.addWidget(label(self.title, "title", wrap=True))
        if self.lead:
            self.column.addWidget(label(self.lead, "lead", wrap=True))
        self.column.addWidget(self.banner)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def show_work(self, work: Work) -> None:
        """Show what there is. Called whenever the page comes up, and when the work has changed."""

    def case(self, case: Case) -> Case:
        """The case with this page's entries."""
        return case

    def leave(self) -> None:
        """The page goes away: stop what moves, wipe what is secret."""

    # -- size ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """A change inside may need more room."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inside:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As large as the view, and never smaller than what the page needs."""
        room = self.viewport().size()
        width = max(room.width(), self.column.minimumSize().width())
        self._inside.resize(width, max(room.height(), self.column.totalMinimumHeightForWidth(width)))
