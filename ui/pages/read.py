"""Step 1: the card on the reader, and the secret on our own pad. Shows the table of states, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.card.reading import (
    BUSY,
    ENTRY,
    NOTICE_AFTER,
    ROUTES,
    ReadingEvent,
    ReadingState,
    event_of,
    event_of_tries,
    next_state,
    seen,
)
from app.errors import KnownError
from app.sentences import explained
from models.card import CardKind, CardReading, Readers, SecretKind
from ui.pages.page import Page
from ui.pages.read_looks import ASKING, CARD_NAMES, LOCKED_LICENCE, LOOKS, OTHER_CARDS, ROUTE_TEXTS, UNKNOWN_CARD, Side
from ui.widgets.basics import button, card, clear, label
from ui.widgets.card_picture import CardPicture
from ui.widgets.pin_pad import PinPad
from ui.widgets.practice_cards import PracticeCards
from ui.words import words
from ui.work import Work

_RETRY_MS = 1000
_WHILE_BUSY = (ReadingEvent.SERVICE_GONE, ReadingEvent.READER_GONE, ReadingEvent.CARD_GONE)


class ReadPage(Page):
    """`read_wanted`: kind, what hands the secret over, last try on purpose, reader. `look_wanted`: kind, reader."""

    asks = True
    title = "カードの読み取り"
    lead = "マイナンバーカードか在留カードをリーダーに置いてください。カードがないときは「次へ」で手入力に進めます。"
    help = "カードは財布から出し、リーダーの中央に置いて、終わるまで動かさないでください。"
    read_wanted = Signal(object, object, bool, str)
    look_wanted = Signal(object, str)
    stop_wanted = Signal()
    reader_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.state = ReadingState.WAITING
        self._kind = SecretKind.PIN
        self._card, self._reader, self._chosen = CardKind.NONE, "", ""
        self._readers: Readers = ()
        self._tries: int | None = None
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self._card_side(), 3)
        line.addWidget(self._entry_side(), 2)
        self.column.addLayout(line, 1)
        self._slow, self._retry = QTimer(self), QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(partial(self.happen, ReadingEvent.TAKES_LONG))
        self._retry.timeout.connect(self._look)
        self._show()

    # -- building ------------------------------------------------------------------------------------------------

    def _card_side(self) -> QWidget:
        frame, column = card()
        self._picture = CardPicture()
        self._heading, self._detail = label("", "heading", wrap=True), label("", "lead", wrap=True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName("読み取り中")
        self.stop = button("読み取りをやめる")
        self.stop.clicked.connect(self.stop_wanted)
        self.practice = PracticeCards()
        for text in (self._heading, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._picture, 1)
        for widget in (self._heading, self._detail, self._busy):
            column.addWidget(widget)
        column.addWidget(self.stop, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.practice)
        return frame

    def _entry_side(self) -> QWidget:
        frame, column = card()
        self._side = QStackedWidget()
        self._pad_side, self._ways_side = self._make_pad(), QWidget()
        self._ways = QVBoxLayout(self._ways_side)
        self._ways.setSpacing(12)
        self._side.addWidget(self._pad_side)
        self._side.addWidget(self._ways_side)
        column.addWidget(self._side)
        return frame

    def _make_pad(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._routes = QHBoxLayout()
        self._left = label("")
        self._left.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pad = PinPad()
        self.pad.complete.connect(self._complete)
        self.last_try = button("最後の1回を使う（間違えるとロック）")
        self.last_try.setCheckable(True)
        self.last_try.toggled.connect(lambda _on: self._show_entry())
        column.addLayout(self._routes)
        column.addWidget(self._left)
        column.addWidget(self.last_try)
        column.addWidget(self.pad, 1)
        return inside

    # -- what happens --------------------------------------------------------------------------------------------

    def happen(self, event: ReadingEvent) -> None:
        """Go where the table says; what changes with the state is shown."""
        before, self.state = self.state, next_state(self.state, event)
        if self.state is before and event is not ReadingEvent.ROUTE_CHOSEN:
            return
        if self.state is ReadingState.ASKING and event is not ReadingEvent.STOPPED:
            self._begin_entry()
        elif self.state not in BUSY:
            self.pad.wipe()
        self.last_try.setChecked(False)
        self._time()
        self._show()

    def show_work(self, work: Work) -> None:
        """A new visitor, or back again: nothing of what was before stands here."""
        del work
        self.banner.say("")
        self.state, self._kind = ReadingState.WAITING, SecretKind.PIN
        self._show()
        self.show_readers(self._readers)
        self.pad.setFocus()

    def show_readers(self, readers: Readers) -> None:
        """What the watch tells."""
        self._readers = readers
        busy = self.state in BUSY
        event, about = seen(readers, self._reader if busy else self._chosen)
        if busy and event not in _WHILE_BUSY:
            return
        if event is ReadingEvent.CARD_NEW:
            self.banner.say("")
        if event in (ReadingEvent.CARD_NEW, ReadingEvent.CARD_GONE) and self.state is not ReadingState.MOVED:
            self._kind = SecretKind.PIN  # another person's card begins with the usual way
        if about is not None:
            self._card, self._reader = about.card, about.name
        routes = ROUTES.get(self._card, ())
        if routes and self._kind not in routes:
            self._kind = routes[0]
        self.happen(event)

    def show_known(self, reading: CardReading) -> None:
        """The free data, before the secret: the tries that are left."""
        if self.state is ReadingState.IN_USE:
            self.happen(ReadingEvent.CARD_IN)
        if self.state is ReadingState.ASKING:
            self._tries = reading.tries_left
            self._show_entry()
            if event := event_of_tries(reading.tries_left):
                self.happen(event)

    def show_look_failed(self, error: Exception) -> None:
        """What the look at the free data met; whether the card has left is the watch's to say."""
        event = event_of(error) if isinstance(error, KnownError) else None
        if event and self.state is ReadingState.ASKING:
            self.happen(event)

    def show_reading(self) -> None:
        self.banner.say("")
        self.happen(ReadingEvent.SECRET_GIVEN)

    def show_progress(self, reading: CardReading) -> None:
        """The person as soon as the card has told, while its signature is still being checked."""
        if reading.person and reading.person.name and self.state in BUSY:
            self._detail.setText(f"{reading.person.name} さん　署名を確かめています。カードを動かさないでください。")

    def show_read(self, reading: CardReading) -> None:
        self.happen(ReadingEvent.READ)
        if self.state is ReadingState.DONE:
            self._detail.setText(explained(f"integrity.{reading.proof}", "ja"))
        self.banner.say("　".join(reading.warnings))

    def show_error(self, error: Exception) -> None:
        known = error if isinstance(error, KnownError) else None
        left = known.facts.get("tries_left") if known else None
        self._tries = left if isinstance(left, int) else None
        self.happen((event_of(known) if known else None) or ReadingEvent.STOPPED)
        last = self.state is ReadingState.LAST_TRY  # its heading says all, and the pad needs the room
        self.banner.say("" if last else words(error))

    def leave(self) -> None:
        self.pad.wipe()
        self._picture.show_motion(LOOKS[ReadingState.NO_READER].motion)
        self._slow.stop()
        self._retry.stop()

    # -- what the clerk does -------------------------------------------------------------------------------------

    def ask(self, kind: SecretKind) -> None:
        """Read by this secret."""
        self._kind = kind
        self.banner.say("")
        self.happen(ReadingEvent.ROUTE_CHOSEN)

    def prefer(self, reader: str) -> None:
        """Read from this reader while it is plugged in; an empty name means any."""
        if reader != self._chosen:
            self._chosen = reader
            self.show_readers(self._readers)

    def _complete(self) -> None:
        if self.state in ENTRY:
            self.read_wanted.emit(self._kind, self.pad.take, self.last_try.isChecked(), self._reader)
        else:
            self.pad.wipe()

    def _begin_entry(self) -> None:
        self._tries = None
        self.pad.ask(self._kind, ROUTE_TEXTS[self._kind].hint)
        self.pad.setFocus()
        self._look()

    def _look(self) -> None:
        self.look_wanted.emit(self._kind, self._reader)

    # -- showing -------------------------------------------------------------------------------------------------

    def _time(self) -> None:
        if self.state is ReadingState.READING:
            self._slow.start(round(NOTICE_AFTER * 1000))
        elif self.state not in BUSY:
            self._slow.stop()
        self._retry.start(_RETRY_MS) if self.state is ReadingState.IN_USE else self._retry.stop()

    def _show(self) -> None:
        look = LOOKS[self.state]
        self._say(*self._words_of_card(look.heading, look.detail), look.tone)
        self._picture.show_motion(look.motion)
        self._busy.setVisible(self.state in BUSY)
        self.stop.setVisible(self.state in BUSY)
        self._side.setCurrentWidget(self._pad_side if look.side is Side.PAD else self._ways_side)
        if look.side is Side.WAYS:
            self._show_ways()
        self._show_entry()

    def _words_of_card(self, heading: str, detail: str) -> tuple[str, str]:
        if self.state is ReadingState.ASKING:
            return f"{CARD_NAMES[self._card]}があります", ASKING.get(self._card, detail)
        if self.state is ReadingState.LOCKED and self._card is CardKind.DRIVER_LICENCE:
            return heading, LOCKED_LICENCE
        if self.state is ReadingState.OTHER_CARD:
            return f"{CARD_NAMES[self._card]}です", OTHER_CARDS.get(self._card, UNKNOWN_CARD)
        if self.state is ReadingState.WAITING and any(one.name == self._chosen for one in self._readers or ()):
            return heading, f"{detail}\n読み取るリーダー: {self._chosen}"
        return heading, detail

    def _show_entry(self) -> None:
        """Routes, tries left, and whether the pad takes anything: on the last try only after a deliberate yes."""
        last = self.state is ReadingState.LAST_TRY
        self.last_try.setVisible(last)
        self.pad.setEnabled(self.state in ENTRY and (not last or self.last_try.isChecked()))
        if last and self.last_try.isChecked():
            self.pad.setFocus()
        self._left.setText("" if self._tries is None else f"入力できるのはあと{self._tries}回です")
        self._left.setVisible(self._tries is not None and self.state in ENTRY and not last)  # the heading says it
        clear(self._routes)
        for kind in ROUTES.get(self._card, (SecretKind.PIN, SecretKind.NUMBER_B)):
            choice = button(ROUTE_TEXTS[kind].name)
            choice.setCheckable(True)
            choice.setChecked(kind is self._kind)
            choice.setEnabled(self.state in ENTRY)
            choice.clicked.connect(partial(self._choose_route, kind))
            self._routes.addWidget(choice)

    def _choose_route(self, kind: SecretKind, _checked: bool) -> None:
        self.ask(kind)

    def _show_ways(self) -> None:
        """The other ways as large buttons: other secrets, other readers, typing by hand."""
        clear(self._ways)
        self._ways.addStretch()
        self._ways.addWidget(label("ほかの方法", "heading"))
        if self.state is ReadingState.SEVERAL_CARDS:
            for reader in self._readers or ():
                if reader.card is not CardKind.NONE:
                    self._way(
                        f"{reader.name}\n{CARD_NAMES[reader.card]}", partial(self.reader_chosen.emit, reader.name)
                    )
        if self.state is ReadingState.LOCKED:
            for kind in ROUTES.get(self._card, ()):
                if kind is not self._kind:
                    self._way(f"{ROUTE_TEXTS[kind].name}で読み取る", partial(self.ask, kind))
        self._way("手で入力して進む", self.next_wanted.emit)
        self._ways.addStretch()

    def _way(self, text: str, chosen: Callable[[], None]) -> None:
        one = button(text)
        one.setProperty("way", True)
        one.clicked.connect(lambda _checked: chosen())
        self._ways.addWidget(one)

    def _say(self, heading: str, detail: str, tone: str) -> None:
        self._heading.setText(heading)
        self._heading.setProperty("tone", tone)
        self._heading.style().polish(self._heading)
        self._detail.setText(detail)
