"""The reading of an individual number after the holder's consent: one card after the other, each with its own PIN.

The same table of states as the read page has (app/card/reading.py); other words, as here the other way is the pen.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.card.reading import (
    BUSY,
    ENTRY,
    ReadingEvent,
    ReadingState,
    event_of,
    event_of_tries,
    next_state,
    seen,
)
from app.errors import KnownError
from models.card import CardKind, CardReading, Readers, SecretKind
from ui import theme
from ui.pages.read_looks import LOOKS
from ui.widgets.basics import clear, label, scroll
from ui.widgets.dialog import Dialog
from ui.widgets.number_panel import missing
from ui.widgets.pin_pad import PinPad
from ui.words import words
from ui.work import Work

_S, _E = ReadingState, ReadingEvent
_LEAD = (
    "番号を書く方のマイナンバーカードを置き、ご本人に暗証番号を入力してもらってください。"
    "カードがない方は用紙に手書きです。"
)
_HINT = "暗証番号（数字4桁）"
_AFTER = "番号は画面に出ません。印刷する用紙にだけ入り、印刷すると消えます。記録には残りません。"
_MASKED = "●●●● ●●●● ●●●●"
_WAITS = "まだです"
_BY_HAND = "「終わる」を押し、用紙に手書きしてもらってください。"
_WAYS_ON: Mapping[ReadingState, str] = {
    _S.NO_SERVICE: _BY_HAND,
    _S.NO_READER: f"USBケーブルを差し直してください。使えないときは{_BY_HAND}",
    _S.SEVERAL_CARDS: "1枚だけにしてください。",
    _S.IN_USE: "終わると自動で使えるようになります。",
    _S.OTHER_CARD: f"個人番号はマイナンバーカードからだけ読み取れます。カードがなければ{_BY_HAND}",
    _S.ASKING: "ご本人に入力してもらってください。",
    _S.LAST_TRY: f"間違えるとロックされます。自信がなければ{_BY_HAND}",
    _S.LOCKED: f"{_BY_HAND}暗証番号は窓口で初期化（再設定）できます。",
    _S.UNREADABLE: f"置き直して、もう一度試せます。だめなときは{_BY_HAND}",
    _S.NO_ANSWER: "カードを一度取ってから置き直してください。",
    _S.DONE: "次の方のカードに替えてください。",
}
"""What to do now, where the read page's own words lead to its other ways."""
_WHILE_BUSY = (_E.SERVICE_GONE, _E.READER_GONE, _E.CARD_GONE)


class NumberDialog(Dialog):
    """`read_wanted`: what hands the secret over, last try on purpose, reader. `look_wanted`: kind, reader.

    Closes by itself when everybody's number is there; what still runs when it is closed is `stop_wanted`.
    """

    read_wanted = Signal(object, bool, str)
    look_wanted = Signal(object, str)
    stop_wanted = Signal()

    def __init__(self, work: Work, chosen: str, parent: QWidget | None = None) -> None:
        super().__init__("個人番号の読み取り", "終わる", parent)
        self.state = _S.WAITING
        self._chosen, self._reader = chosen, ""
        self._tries: int | None = None
        self.no.hide()
        self.yes.setDefault(False)
        self.yes.setAutoDefault(False)
        self.pad = PinPad()
        self.pad.ask(SecretKind.PIN, _HINT)
        self.pad.complete.connect(self._complete)
        size = self.pad.sizePolicy()
        size.setRetainSizeWhenHidden(True)  # nothing jumps while cards come and go
        self.pad.setSizePolicy(size)
        self.last_try = QCheckBox("最後の1回を使う（間違えるとロック）")
        self.last_try.toggled.connect(lambda _on: self._show())
        self.heading, self.detail = label("", "heading", wrap=True), label("", wrap=True)
        self._people = QVBoxLayout()
        self.column.addLayout(self._sides(), 1)
        self.finish()
        self.setMinimumWidth(theme.px(760))
        self.finished.connect(lambda _code: self._leave())
        self._show()
        self.show_work(work)

    def _sides(self) -> QHBoxLayout:
        """What is, beside the pad: neither grows over the screen."""
        said, entry = QVBoxLayout(), QVBoxLayout()
        said.setSpacing(12)
        people = QWidget()
        people.setLayout(self._people)
        listed = scroll(people, "番号を書く方")
        listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (label(_LEAD, wrap=True), self.heading, self.detail, listed, label(_AFTER, "quiet", wrap=True)):
            said.addWidget(widget)
        said.setStretchFactor(listed, 1)
        entry.addWidget(self.last_try, alignment=Qt.AlignmentFlag.AlignHCenter)
        entry.addWidget(self.pad, 1)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(said, 1)
        sides.addLayout(entry, 1)
        return sides

    # -- what happens --------------------------------------------------------------------------------------------

    def happen(self, event: ReadingEvent, said: str = "") -> None:
        """Go where the table says; `said` is what the card's own error adds."""
        before, self.state = self.state, next_state(self.state, event)
        if self.state is before and not said:
            return
        if self.state not in BUSY:
            self.pad.ask(SecretKind.PIN, _HINT)
        if self.state is _S.ASKING and not said:
            self._tries = None
            self.look_wanted.emit(SecretKind.PIN, self._reader)
        self.last_try.setChecked(False)
        self._show(said)

    def show_work(self, work: Work) -> None:
        """Who is asked, and whose number is there."""
        clear(self._people)
        waiting = missing(work)
        for index in sorted({*waiting, *work.numbers}):
            name = work.case.members[index].name or "氏名未入力の方"
            self._people.addWidget(label(f"{name}　{_WAITS if index in waiting else _MASKED}", wrap=True))
        self._people.addStretch()
        if not waiting:
            self.accept()

    def show_readers(self, readers: Readers) -> None:
        """What the watch tells. Only a My Number card has the number."""
        busy = self.state in BUSY
        event, about = seen(readers, self._reader if busy else self._chosen)
        if busy and event not in _WHILE_BUSY:
            return
        if about is not None:
            self._reader = about.name
            if event is _E.CARD_IN and about.card is not CardKind.MY_NUMBER:
                event = _E.OTHER_CARD_IN
        self.happen(event)

    def show_known(self, reading: CardReading) -> None:
        """The free data, before the secret: the tries that are left."""
        if self.state is _S.ASKING:
            self._tries = reading.tries_left
            self._show()
            if event := event_of_tries(reading.tries_left):
                self.happen(event)

    def show_look_failed(self, error: Exception) -> None:
        event = event_of(error) if isinstance(error, KnownError) else None
        if event and self.state is _S.ASKING:
            self.happen(event)

    def show_read(self) -> None:
        self.happen(_E.READ)

    def show_error(self, error: Exception) -> None:
        known = error if isinstance(error, KnownError) else None
        left = known.facts.get("tries_left") if known else None
        self._tries = left if isinstance(left, int) else self._tries
        event = event_of(known) if known else None
        stopped = event in (None, _E.BAD_CONTENT)  # the rest is in the table's own words
        self.happen(event or _E.STOPPED, words(error) if stopped else "")

    # -- what the holder does ------------------------------------------------------------------------------------

    def _complete(self) -> None:
        if self.state in ENTRY:
            given = self.pad.take, self.last_try.isChecked(), self._reader
            self.happen(_E.SECRET_GIVEN)
            self.read_wanted.emit(*given)
        else:
            self.pad.wipe()

    def _leave(self) -> None:
        self.pad.wipe()
        if self.state in BUSY:
            self.stop_wanted.emit()

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, said: str = "") -> None:
        """The state, what to do, and whether the pad takes anything: on the last try only after a deliberate yes."""
        look, last = LOOKS[self.state], self.state is _S.LAST_TRY
        self.heading.setText(look.heading)
        self.heading.setProperty("tone", look.tone)
        self.heading.style().polish(self.heading)
        way = _WAYS_ON.get(self.state, look.detail)
        left = f"入力できるのはあと{self._tries}回です。" if self._tries and self.state in ENTRY and not last else ""
        self.detail.setText(said or left + way)
        self.last_try.setVisible(last)
        self.pad.setVisible(self.state in ENTRY | BUSY)
        self.pad.setEnabled(self.state in ENTRY and (not last or self.last_try.isChecked()))
        if self.pad.isEnabled():
            self.pad.setFocus()
