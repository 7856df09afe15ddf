"""確かめる保存: what the server would not have, and what two counters have changed; a clerk settles it here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.errors import KnownError
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.pages.ward import TwoSidesPage, WaitingPage
from ui.shell import Shell

if TYPE_CHECKING:
    from uuid import UUID

    from app.journeys.many_counters import ManyCounters, Status
    from app.journeys.two_sides import Path
    from models.told import Told


class WardArea(Area):
    """The page of what waits is its home; two sides of one record lie behind it."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.page, self.sides = WaitingPage(), TwoSidesPage()
        self.page.retry_wanted.connect(self._retry)
        self.page.sides_wanted.connect(self._look)
        self.sides.settled.connect(self._settle)
        self._record: UUID | None = None

    @property
    def _counters(self) -> ManyCounters:
        """The window's own, which knows what is in hand."""
        from ui.window import Window

        assert isinstance(self.frame, Window)  # noqa: S101 there is one frame
        assert self.frame.ward is not None  # noqa: S101 the door is there with the server alone
        return self.frame.ward.counters

    def begin(self) -> None:
        self.show(self.page)
        self.services.database.run(self._counters.status, self._listed, self.frame.say)

    def _listed(self, status: Status) -> None:
        self.page.show_status(status)

    def _retry(self) -> None:
        self.services.database.run(self._counters.retry, self._tried, self.frame.say)

    def _tried(self, _done: None) -> None:
        self.page.tell("もう一度送ります。")
        self.begin()

    def _look(self, record: UUID) -> None:
        self._record = record
        self.services.database.run(partial(self._counters.sides, record), self._show_sides, self.frame.say)

    def _show_sides(self, sides: tuple[Told, ...]) -> None:
        self.sides.show_sides(sides[0], sides[1])
        self.show(self.sides)

    def _settle(self, theirs: Told, of_theirs: list[Path]) -> None:
        if self._record is not None:
            do = partial(self._counters.settle, self._record, theirs, of_theirs)
            self.services.database.run(do, self._done, self._not_settled, Waiting("保存しています"))

    def _not_settled(self, error: Exception) -> None:
        """What was chosen does not fit together, or has been saved elsewhere meanwhile: nothing is changed."""
        if not isinstance(error, KnownError):
            self.begin()
        self.frame.say(error)

    def _done(self, _done: None) -> None:
        self.begin()

    def go_back(self) -> None:
        if self.frame.page() is self.page:
            super().go_back()
        else:
            self.begin()

    def leave(self) -> None:
        self.sides.forget()
        self._record = None
