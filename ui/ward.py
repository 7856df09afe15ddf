"""The ward's server behind the window: told in a lane of its own, seen in one line at the foot. Nothing waits for it.

A counter that has joined no server has none of this: no thread, no timer, no word on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.access.shared import Alone
from app.errors import Refused, StorageFailure
from ui.lanes import Lane, Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.journeys.counter import Counter
    from app.journeys.many_counters import ManyCounters, Status
    from app.paths import DataFolder
    from app.sync.backoff import Backoff
    from models.reception import ReceptionSummary
    from ui.preferences import Preferences
    from ui.shell import Shell

SENT, HERE = "サーバーに送信済", "この端末に保存"
_AFTER_A_SAVE, _WHILE_IDLE = 1_000, 30_000  # ms
_CLOCK_OFF = timedelta(minutes=2)


class WardLink(QObject):
    """`changed` tells that the state of saves may be another; `elsewhere` brings the receptions of the other counters.

    `attention_wanted`: the clerk wants to see what somebody has to look at.
    """

    changed = Signal()
    elsewhere = Signal(object)
    attention_wanted = Signal()

    def __init__(self, frame: Shell, data: DataFolder, preferences: Preferences, counters: ManyCounters) -> None:
        super().__init__(frame)
        self._frame, self._data, self._preferences, self.counters = frame, data, preferences, counters
        self.lane = Lane("server", self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.round)
        self._backoff: Backoff | None = None
        self._away = False
        self._warned = False
        self._clock_asked = False
        self._elsewhere = ""
        self.status: Status | None = None
        self._theirs: frozenset[UUID] = frozenset()
        frame.server.clicked.connect(self.attention_wanted)

    @property
    def active(self) -> bool:
        """Whether this counter has joined a server."""
        return bool(self._preferences.settings.server.host)

    def begin(self) -> None:
        """The window stands, or the counter has just joined."""
        if self.active:
            from app.sync.backoff import Backoff

            self._backoff = Backoff()
            self.round()

    # -- rounds --------------------------------------------------------------------------------------------------

    def round(self) -> None:
        """Tell what waits, look at what others told."""
        if self.active:
            self._timer.stop()
            self.lane.run(partial(_round, self.counters), self._told, self._failed)

    def _told(self, status: Status) -> None:
        if self._backoff is not None:
            self._backoff.success()
        self._away = False
        if not self._clock_asked:
            self._clock_asked = True
            self.lane.run(self.counters.clock_off, self._tell_of_clock, _nothing)
        self._show(status)
        more = status.waiting.count > len(status.waiting.held)
        self._timer.start(_AFTER_A_SAVE if more else _WHILE_IDLE)

    def _failed(self, error: Exception) -> None:
        """A server that is away is tried again, later and later; what else goes wrong is said once."""
        if not self._away and not isinstance(error, StorageFailure | Refused):
            self._frame.say(error)
        self._away = True
        self.lane.run(self.counters.status, self._show, self._frame.say)
        wait = self._backoff.failure() if self._backoff is not None else 60
        self._timer.start(round(wait * 1000))

    def _show(self, status: Status) -> None:
        self.status = status if status.joined else None
        text, tone = line_of(status, away=self._away)
        self._frame.show_server(text, tone)
        if status.waiting.count and not self._warned:
            self._frame.say_plainly(told_at_start(status))
        self._warned = True
        self._tell_of_myself()
        self.changed.emit()

    def _tell_of_clock(self, off: timedelta) -> None:
        if told := clock_told(off):
            self._frame.say_plainly(told)

    def _tell_of_myself(self) -> None:
        """The same person is signed in somewhere else: said once."""
        session = self.counters.seat.session
        elsewhere = session.elsewhere if session else ""
        if elsewhere and elsewhere != self._elsewhere:
            self._frame.say_plainly(
                f"同じ利用者が{elsewhere}でもサインインしています。心当たりがなければ、管理者に伝えてください。"
            )
        self._elsewhere = elsewhere

    def saved(self, record: UUID) -> None:
        """Something was saved here: it is in hand, and told soon."""
        if self.active:
            self.counters.in_hand.add(record)
            self._frame.show_server(HERE, "")
            if self.status is not None:
                self.status = replace(self.status, unsent=self.status.unsent | {record})
            self.changed.emit()
            if not self._away:
                self._timer.start(_AFTER_A_SAVE)

    def let_go(self) -> None:
        """The visitor has gone: the record is free for every counter once it is told."""
        if self.active and self.counters.in_hand:
            self.counters.let_go()
            if not self._away:
                self._timer.start(_AFTER_A_SAVE)

    # -- records of others ---------------------------------------------------------------------------------------

    def state_of(self, record: UUID) -> str:
        """「この端末に保存」 or 「サーバーに送信済」; nothing where there is no server."""
        if self.status is None:
            return ""
        return HERE if record in self.status.unsent else SENT

    def where(self, line: ReceptionSummary) -> str:
        """What a line of the record list says of it."""
        return f"{line.counter}で保存" if line.id in self._theirs else self.state_of(line.id)

    def among(self, ours: Sequence[ReceptionSummary], others: Sequence[ReceptionSummary]) -> list[ReceptionSummary]:
        """Our list with what the other counters have that we have not, or have older."""
        mine = {one.id: one.saved_at for one in ours}
        theirs = {one.id: one for one in others if one.id not in mine or one.saved_at > mine[one.id]}
        self._theirs = frozenset(theirs)
        return [*(one for one in ours if one.id not in theirs), *theirs.values()]

    def list_others(self) -> None:
        """Ask for the receptions of the other counters; a server that is away tells of none."""
        if self.active and not self._away:
            self.lane.run(self.counters.receptions_elsewhere, self.elsewhere.emit, _nothing)

    def take(self, record: UUID, here: Callable[[], None], two_sides: Callable[[], None]) -> None:
        """Have the record for this counter, then go on `here`; `two_sides` where somebody has to look first.

        Without the server, what this counter has is opened as it stands here.
        """
        if not self.active:
            here()
            return
        taken = partial(_taken, here, two_sides)
        self.lane.run(
            partial(self.counters.take, record),
            taken,
            partial(self._not_taken, record, here, taken),
            Waiting("サーバーの記録を確かめています"),
        )

    def _not_taken(
        self, record: UUID, here: Callable[[], None], taken: Callable[[bool], None], error: Exception
    ) -> None:
        if isinstance(error, StorageFailure) and error.facts["reason"] == "server_away":
            self._away = True
            here()
        elif isinstance(error, Refused) and error.facts["reason"] == "in_hand_elsewhere":
            if self._take_over(str(error.facts["counter"])):
                self.lane.run(partial(self.counters.take, record, over=True), taken, self._frame.say)
        else:
            self._frame.say(error)

    def _take_over(self, counter: str) -> bool:
        return _agreed(
            self._frame,
            ("ほかの窓口で開いています", "引き取って開く", "開かない"),
            f"この受付は、いま{counter}で開いています。",
            "引き取ると、この窓口で続けられます。先にそちらの窓口へ声をかけてください。",
        )

    # -- the end -------------------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Whether the window may go although saves have not been sent: they stay on this counter."""
        if self.status is None or not self.status.waiting.count:
            return True
        return _agreed(
            self._frame,
            ("サーバーに送っていない保存", "閉じる", "閉じない"),
            f"サーバーに送っていない保存が{self.status.waiting.count:,}件あります。",
            "この端末に残り、次に開いたときに送ります。この端末を入れ替えたり、消したりしないでください。",
        )

    def close(self) -> None:
        """What was saved last is told, too, where the server was there a moment ago."""
        self._timer.stop()
        if self.active and not self._away and self.status is not None and self.status.unsent:
            self.lane.run(partial(_round, self.counters), _nothing, _nothing)
        self.lane.close()
        self.counters.seat.shared = Alone()


def ward_of(frame: Shell, data: DataFolder, preferences: Preferences, counter: Counter) -> WardLink:
    """The link of a counter that has joined; its sign-ins are everybody's from now on."""
    from app.journeys.many_counters import ManyCounters
    from app.journeys.shared_sign_ins import WardSignIns

    counters = ManyCounters(counter, data)
    counter.seat.shared = WardSignIns(counters)
    return WardLink(frame, data, preferences, counters)


def _agreed(frame: Shell, names: tuple[str, str, str], *sentences: str) -> bool:
    """Whether the clerk says yes; `names` are the dialog's and its two buttons'."""
    from ui.widgets.basics import label
    from ui.widgets.dialog import Dialog

    title, yes, no = names
    dialog = Dialog(title, yes, frame, no=no)
    for one in sentences:
        dialog.column.addWidget(label(one, wrap=True))
    dialog.finish()
    agreed = dialog.exec() == Dialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed


def _round(counters: ManyCounters) -> Status:
    counters.send()
    return counters.status()


def _taken(here: Callable[[], None], two_sides: Callable[[], None], whole: bool) -> None:
    (here if whole else two_sides)()


def _nothing(_outcome: object) -> None:
    """Our own records stand in the list anyway, and on this counter's disk."""


def line_of(status: Status, *, away: bool) -> tuple[str, str]:
    """What stands at the foot of the window, and its tone; nothing without a server."""
    if not status.joined:
        return "", ""
    looks = len(status.waiting.held) + len(status.standing)
    if looks:
        return f"▲ 確かめる保存 {looks}件", "warn"
    if status.waiting.count:
        where = "（サーバーにつながりません）" if away else ""
        return f"{HERE} {status.waiting.count:,}件{where}", "warn" if away else ""
    return (f"{SENT}（いまは、つながりません）", "") if away else (SENT, "good")


def told_at_start(status: Status) -> str:
    count = status.waiting.count
    return f"サーバーに送っていない保存が{count:,}件あります。この端末に残っていて、つながったときに送ります。"


def clock_told(off: timedelta) -> str:
    """What is said of a clock that goes another way than the server's (facts C-40); nothing up to two minutes."""
    if abs(off) <= _CLOCK_OFF:
        return ""
    minutes = f"約{round(abs(off) / timedelta(minutes=1)):,}分{'進んで' if off > timedelta() else '遅れて'}"
    return f"この端末の時計は、サーバーより{minutes}います。受付の日時と期限に使うので、日付と時刻を合わせてください。"
