"""What the counter is used for, one area each: what every area can do, and what it may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.journeys.counter import Counter
    from app.paths import DataFolder
    from ui.card_desk import CardDesk
    from ui.lanes import Lane
    from ui.pages.page import Page
    from ui.preferences import Preferences
    from ui.shell import Shell
    from ui.voice.microphone import Microphone


def system_microphone(preferences: Preferences) -> Microphone:
    """The system's that the counter has chosen, imported when somebody may speak."""
    from ui.voice.microphone import SystemMicrophone

    return SystemMicrophone(wanted=lambda: preferences.settings.microphone)


@dataclass(frozen=True)
class Services:
    """Everything that the window has built for its areas: the journeys, the card, and the lanes to call them in.

    Without a data folder (`data`) there are no models, and nothing of a talk is counted.
    """

    counter: Counter
    card: CardDesk
    database: Lane
    paper: Lane
    talk: Lane
    preferences: Preferences
    microphone: Callable[[], Microphone]
    data: DataFolder | None = None

    @property
    def folder(self) -> DataFolder:
        """The counter's data folder; for a window without one (for trying) the demonstration's."""
        from app.paths import DataFolder

        return self.data or DataFolder.chosen(demo=True)


class Area(QObject):
    """Shows its pages in the frame; the frame's keys reach it while it is open. `home_wanted` asks for the start page,
    `reception_wanted` for the reception of an id.

    Made when it is first opened. An area of one page overrides `begin` alone.
    """

    home_wanted = Signal()
    reception_wanted = Signal(object)

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame)
        self.frame = frame
        self.services = services

    def begin(self) -> None:
        """Open with nothing in hand."""

    def resume(self, identity: UUID) -> None:
        """Open with the kept work of this id."""
        del identity
        self.begin()

    def go_back(self) -> None:
        """One step back; before the first one: home."""
        self.home_wanted.emit()

    def go_on(self) -> None:
        """One step on, where there are steps."""

    def search(self) -> None:
        """Ctrl+F: to where one searches, where there is such a place."""

    def ask_visitor(self) -> None:
        """Show what is asked here in the visitor's language, where anything is."""

    def leave(self) -> None:
        """The visitor goes or the window closes: keep what there is, stop what runs, forget every personal datum."""

    def pause(self) -> None:
        """The screen is about to be locked: keep what is typed, and leave everything where it is."""

    def show(self, page: Page, *, onward: bool = False) -> None:
        """A page without steps."""
        self.frame.show_page(page, onward=onward)
