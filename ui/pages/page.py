"""What every step's page can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from ui.widgets.basics import Banner, label
from ui.widgets.fitting import FittingScroll

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from models.asked import Asked
    from models.case import Case
    from ui.work import Work


class Page(FittingScroll):
    """Shows the work, gives back the case as the page has changed it. `next_wanted` asks for the next step.

    What a page holds goes into its `column`. It fills the window; where the window is too small for it (a small screen,
    a large type) the page scrolls, and nothing is cut off.
    """

    next_wanted = Signal()
    asks = False
    """Whether anything here can be asked in the visitor's language."""
    title = ""
    lead = ""
    help = ""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.title)
        self.banner = Banner()
        self.column.setContentsMargins(28, 14, 28, 14)
        self.column.setSpacing(12)
        self.heading = label(self.title, "title", wrap=True)
        self.column.addWidget(self.heading)
        self.guidance = label(self.lead, "lead", wrap=True)
        if self.lead:
            self.column.addWidget(self.guidance)
        self.column.addWidget(self.banner)

    def show_work(self, work: Work) -> None:
        """Show what there is. Called whenever the page comes up, and when the work has changed."""

    def show_states(self, state_of: Callable[[UUID], str]) -> None:
        """Where what it shows is kept, at one of many counters."""

    def case(self, case: Case) -> Case:
        """The case with this page's entries."""
        return case

    def asked(self) -> Asked | None:
        """What is asked of the visitor just here; None: the step as a whole."""

    def speak(self, language: str) -> None:
        """The visitor's language has been chosen: where the page has a place for it, it stands there."""

    def take_answer(self, key: str, answer: Any) -> None:
        """The visitor's answer to what was asked, as if staff had entered it."""

    def leave(self) -> None:
        """The page goes away: stop what moves, wipe what is secret."""
