"""The counter's window: the start page, the areas behind their doors, the keys. Builds every service once."""

from __future__ import annotations

import sys
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox

from app.access.guard import may
from app.settings import ZOOMS
from ui.area import Area, Services, system_microphone
from ui.areas import DOORS, KEEPING, RECEPTION, SETTINGS, WARD
from ui.card_desk import CardDesk
from ui.japanese import speak_japanese
from ui.lanes import Lane
from ui.pages.start import StartPage
from ui.preferences import Preferences
from ui.shell import Shell
from ui.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from app.access.session import Session
    from app.journeys.counter import Counter
    from app.paths import DataFolder
    from app.storage.receptions import Receptions
    from models.reception import ReceptionSummary
    from models.records import Found
    from ui.access.keeper import Keeper
    from ui.voice.microphone import Microphone
    from ui.ward import WardLink


def run(*, demo: bool, data: DataFolder) -> int:
    """Open the window and stay until it is closed."""
    from app import log
    from app.access.practice import practice_seat
    from app.access.session import Seat
    from app.crash_output import keep_stack
    from app.journeys.counter import Counter

    log.configure()
    keep_stack(data)
    application = QApplication(sys.argv[:1])
    speak_japanese(application)
    preferences = Preferences(data.settings)
    preferences.dress()
    seat = practice_seat("窓口1") if demo else Seat()
    counter = Counter(partial(_open_store, data), "窓口1", data.forms, practice=demo, seat=seat)
    window = Window(counter, preferences, demo=demo, data=data)
    window.resize(1280, 720)
    window.show()
    code = application.exec()
    counter.close()
    return code


def _open_store(data: DataFolder) -> Receptions:
    """In the database's lane, while the window already stands."""
    from app.storage.receptions import Receptions

    return Receptions.open(data)


class Window(Shell):
    """One area is open at a time, or none: then the start page stands."""

    def __init__(
        self,
        counter: Counter,
        preferences: Preferences | None = None,
        *,
        demo: bool = False,
        data: DataFolder | None = None,
        microphone: Callable[[], Microphone] | None = None,
    ) -> None:
        super().__init__(demo=demo)
        self._counter = counter
        self._areas: dict[str, Area] = {}
        self._open: Area | None = None
        preferences = preferences or Preferences()
        self._services = Services(
            counter,
            CardDesk(counter, self, practice=demo),
            Lane("database", self),
            Lane("paper", self),
            Lane("talk", self),
            preferences,
            microphone or partial(system_microphone, preferences),
            data,
        )
        self._connect_keys()
        for lane in (self._services.card.lane, self._services.database, self._services.paper, self._services.talk):
            self.busy.follow(lane)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._services.preferences.follow_system)
        self._services.card.readers_seen.connect(self.show_readers)
        if counter.seat.session is None:
            self.keeper.show()
        else:
            self._show_start()
        self.show_session(counter.seat.session)
        self._awake = False
        self._upkeep = Upkeep(self, data, counter) if data is not None and not demo else None
        self._newest: Sequence[ReceptionSummary] = ()
        self.server_changed.connect(self._meet_server)

    def _meet_server(self) -> None:
        """As the settings have it now."""
        before = vars(self).pop("ward", None)
        if before:
            before.close()
            self.show_server("", "")
        if self.ward:
            self.ward.begin()

    @cached_property
    def ward(self) -> WardLink | None:
        """The ward's server, made once the window stands and only where this counter has joined one."""
        if self._upkeep is None or self._services.data is None or not self._services.preferences.settings.server.host:
            return None
        from ui.ward import ward_of

        ward = ward_of(self, self._services.data, self._services.preferences, self._counter)
        ward.changed.connect(self._show_states)
        ward.elsewhere.connect(self._show_others)
        ward.attention_wanted.connect(self._look_at_saves)
        self.record_saved.connect(ward.saved)
        self.busy.follow(ward.lane)
        return ward

    @cached_property
    def start_page(self) -> StartPage:
        """The doors of whoever is signed in; made anew for the next one."""
        page = StartPage(self._counter.seat.session)
        page.door_wanted.connect(self.enter)
        page.open_wanted.connect(self._resume)
        page.find_wanted.connect(self._find)
        return page

    @cached_property
    def keeper(self) -> Keeper:
        """Signing in and the lock: not there where the program itself has signed somebody in."""
        from ui.access.keeper import Keeper

        keeper = Keeper(self, self._services)
        keeper.entered.connect(self._entered)
        keeper.left.connect(self._left)
        self.lock.clicked.connect(partial(keeper.lock, "asked"))
        self.sign_out.clicked.connect(keeper.sign_out)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(partial(keeper.lock, "asked"))
        return keeper

    def _look_at_saves(self) -> None:
        """What somebody has to look at, for whoever may see records; what is in hand is kept first."""
        if may("many_counters.ManyCounters.sides", self._counter.seat.session):
            self._leave()
            self.enter(WARD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """The first picture comes before everything that takes time."""
        super().paintEvent(event)
        if not self._awake:
            self._awake = True
            QTimer.singleShot(0, self._wake)

    def _wake(self) -> None:
        """The window stands: look at the readers, open the store, make room for its list."""
        self._services.card.watch(self.say)
        if self._counter.seat.session is None:
            self.keeper.begin()
        else:
            self._list_receptions()
            self.start_page.furnish()
        if self._upkeep:
            self._upkeep.begin()
        if self.ward:
            self.ward.begin()

    def _connect_keys(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.help.clicked.connect(self._help)
        self.next_visitor.clicked.connect(self.start)
        self.ask.clicked.connect(self._ask_visitor)
        self.settings.clicked.connect(partial(self.enter, SETTINGS))
        keys: dict[str, Callable[[], None]] = {
            "F1": self._help,
            "F11": self._ask_visitor,
            "F12": self.start,
            "Esc": self._go_back,
            "Ctrl+F": self._search,
            "Ctrl++": partial(self._zoom, 1),
            "Ctrl+;": partial(self._zoom, 1),  # the same key without Shift on a Japanese keyboard
            "Ctrl+-": partial(self._zoom, -1),
            "Ctrl+0": partial(self._zoom, -len(ZOOMS)),
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)
        for door in DOORS:  # on the start page alone: elsewhere the same key may be the page's own
            opening = QShortcut(QKeySequence(door.key), self.start_page)
            opening.activated.connect(partial(self._enter_from_start, door.id))

    # -- who is signed in ----------------------------------------------------------------------------------------

    def _entered(self, session: Session) -> None:
        self._close_doors()
        self.show_session(session)
        self._show_start()
        self._list_receptions()
        self.start_page.furnish()
        self._remind()

    def _remind(self) -> None:
        """Who keeps this counter is told what to look at."""
        if KEEPING in self.start_page.doors and self._services.data is not None:
            from ui.keeping.reminder import remind

            remind(self._services, self._reminded)

    def _reminded(self, text: str) -> None:
        """Unless whoever was to be told has signed out meanwhile."""
        if "start_page" in vars(self):
            self.start_page.remind(KEEPING, text)

    def _left(self) -> None:
        """Everything is kept, and nothing of the visitor or of the colleague's doors stays."""
        self._leave()
        self.clipboard.forget()
        self.saved.setText("")
        self.show_session(None)
        self._close_doors()

    def _close_doors(self) -> None:
        """The next one has other doors."""
        page = vars(self).pop("start_page", None)
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()

    def pause(self) -> None:
        if self._open is not None:
            self._open.pause()

    # -- areas ---------------------------------------------------------------------------------------------------

    def area(self, identity: str) -> Area:
        """An area by its door's id, made when it is first wanted."""
        if identity not in self._areas:
            door = next(door for door in DOORS if door.id == identity)
            self._areas[identity] = door.make(self, self._services)
            self._areas[identity].home_wanted.connect(self.start)
            self._areas[identity].reception_wanted.connect(self._resume)
        return self._areas[identity]

    def enter(self, identity: str) -> None:
        self._open = self.area(identity)
        self._open.begin()

    def _enter_from_start(self, identity: str) -> None:
        """A door's key opens it from the start page alone: in the middle of a visitor it does nothing."""
        if self._open is not None or self._counter.seat.session is None:
            return
        door = self.start_page.doors.get(identity)
        if identity == SETTINGS or (door is not None and door.isEnabled()):
            self.enter(identity)

    def _resume(self, identity: UUID) -> None:
        """From the server's hand first, where there is one."""
        here = partial(self._resume_here, identity)
        if self.ward:
            self.ward.take(identity, here, partial(self.enter, WARD))
        else:
            here()

    def _resume_here(self, identity: UUID) -> None:
        if self._open is not None:
            self._open.leave()
        self._open = self.area(RECEPTION)
        self._open.resume(identity)

    def start(self) -> None:
        """次の方へ: everything of the last visitor leaves the window and the clipboard."""
        if self._counter.seat.session is None:
            return
        self._leave()
        self.clipboard.forget()
        self._show_start()
        self._list_receptions()

    def _show_start(self) -> None:
        self.saved.setText("")
        self.show_page(self.start_page, back=False)
        self.start_page.new.setFocus()

    def _list_receptions(self) -> None:
        if self.start_page.has_records:
            self._services.database.run(self._counter.all, self._show_receptions, self._store_failed)
            if self.ward:
                self.ward.list_others()

    def _show_receptions(self, receptions: Sequence[ReceptionSummary]) -> None:
        """Unless whoever asked has signed out meanwhile."""
        self._newest = receptions
        if "start_page" in vars(self):
            self._show_states()
            self.start_page.show_receptions(receptions)

    def _show_others(self, others: Sequence[ReceptionSummary]) -> None:
        """What the other counters have, among ours."""
        if self.ward and "start_page" in vars(self) and self.start_page.has_records:
            self.start_page.show_receptions(self.ward.among(self._newest, others))

    def _show_states(self) -> None:
        """Each line, and the page of what is done, says whether the server has it."""
        if self.ward and (page := self.page()):
            page.show_states(self.ward.state_of)
        if self.ward and "start_page" in vars(self) and self.start_page.has_records:
            self.start_page.records.show_where(self.ward.where)

    def _find(self, typed: str) -> None:
        from app.journeys.records import RecordDesk
        from ui.record_words import asked

        do = partial(RecordDesk(self._counter).find, asked(typed))
        self._services.database.run(do, partial(self._show_found, typed), self.say)

    def _show_found(self, typed: str, found: Found) -> None:
        if "start_page" in vars(self):
            self.start_page.records.show_found(typed, found.lines)

    def _leave(self) -> None:
        if "start_page" in vars(self):
            self.start_page.leave()
        if self._open is not None:
            self._open.leave()
        self._open = None
        ward = vars(self).get("ward")
        if ward:
            ward.let_go()

    def _go_back(self) -> None:
        if self._open is not None:
            self._open.go_back()

    def _go_on(self) -> None:
        if self._open is not None:
            self._open.go_on()

    def _ask_visitor(self) -> None:
        if self._open is not None:
            self._open.ask_visitor()

    def _search(self) -> None:
        if self._open is not None:
            self._open.search()
        elif self._counter.seat.session is not None and self.start_page.has_records:
            self.start_page.records.search.setFocus()

    def _zoom(self, steps: int) -> None:
        """At once and everywhere, also in the middle of a visitor."""
        preferences = self._services.preferences
        preferences.change(self._services.database, self.say, zoom=preferences.zoomed(steps))

    # -- words and end -------------------------------------------------------------------------------------------

    def _store_failed(self, error: Exception) -> None:
        """Without a store nothing may be begun: what is typed could not be kept."""
        self.start_page.allow(open_doors=False)
        self.say(error)

    def _help(self) -> None:
        page = self.page()
        if page is not None and page.help:
            QMessageBox.information(self, "使い方", page.help)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        """Save, then end every lane: nothing runs on behind a closed window."""
        ward = vars(self).get("ward")
        if ward and not ward.may_close():
            event.ignore()
            return
        self._leave()
        if "keeper" in vars(self):
            self.keeper.close()
        self._services.card.close()
        self._services.database.close()
        if ward:
            ward.close()
        self._services.paper.close()
        self._services.talk.close()
        if self._upkeep:
            self._upkeep.close()
        super().closeEvent(event)
