"""Many counters of one ward: joining its server, and telling it what was saved here. No save ever waits for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.access.guard import guarded
from app.access.session import Seat
from app.case_file import case_from_json
from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.two_sides import Path as Place
from app.journeys.two_sides import merged
from app.keys.data_key import DataKey
from app.keys.joining import JoiningPhrase
from app.keys.ring import data_key, header
from app.paths import DataFolder
from app.settings import ServerAddress, load, save
from app.storage.others import Others
from app.storage.outbox import Batch, Outbox, Waiting
from app.storage.ward import Ward
from app.sync import entries, shared_key, sign_ins
from app.sync.cipher import Cipher
from app.sync.joining import JoiningFile
from app.sync.server import Address, Server
from models.reception import ReceptionSummary, State, Step
from models.told import Glance, Kind, Standing, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

_A_ROUND = 5
"""Seconds of telling, after which a round ends although more waits."""


@dataclass(frozen=True)
class Status:
    """How this counter stands with its server; `joined` is False where it has none.

    `standing`: records that stand in two ways. `unsent`: those of which a save waits.
    """

    joined: bool
    place: int = 0
    waiting: Waiting = field(default_factory=lambda: Waiting(0, None))
    standing: tuple[Standing, ...] = ()
    unsent: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Joined:
    """`phrase` is there for the first counter alone: to be written down and carried to the others."""

    place: int
    address: ServerAddress
    phrase: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Link:
    """The open way to the server: as which counter, and with what everything is sealed."""

    server: Server
    place: int
    cipher: Cipher


@dataclass(frozen=True)
class ManyCounters:
    """Every call may take its time and is bounded: the window makes them in a lane of their own."""

    counter: Counter
    folder: DataFolder
    in_hand: set[UUID] = field(default_factory=set)
    """The records that are open at this counter just now."""

    @property
    def seat(self) -> Seat:
        return self.counter.seat

    @property
    def _outbox(self) -> Outbox:
        return self.counter.receptions.outbox

    @cached_property
    def link(self) -> Link | None:
        """None where this counter has joined no server: then nothing here does anything, nor costs."""
        address = load(self.folder.settings).settings.server
        if not address.host:
            return None
        ward = self.counter.receptions.ward.get()
        return _link(self.folder, address, ward) if ward else None

    @property
    def _others(self) -> Others:
        return self.counter.receptions.others

    # -- joining -------------------------------------------------------------------------------------------------

    @guarded
    def join(self, file: Path, letters: str = "") -> Joined:
        """Join the ward's server by the file of its administrator, and the phrase that the first counter was given.

        Without the phrase this counter is the first. Refused("ward_is_founded") where it is not, or
        ("ward_not_founded") where a phrase is given and nobody has been first.
        """
        given = JoiningFile.read(file)
        given.keep(self.folder.server, _password(self.folder))
        address = ServerAddress(given.host, given.port, given.database, given.user)
        server = Server(_address(self.folder, address))
        phrase = JoiningPhrase.from_letters(letters) if letters.strip() else None
        with server.round() as connection:
            key, fresh = _shared(connection, phrase, self._escrowed)
        self.counter.receptions.ward.join(given.place, key)
        save(self.folder.settings, replace(load(self.folder.settings).settings, server=address))
        self._forget()
        self.counter.receptions.audit.note("server.joined", number=given.place)
        return Joined(given.place, address, fresh.letters if fresh else ())

    def _escrowed(self, key: DataKey) -> bytes:
        escrow = header(self.folder).escrow
        return key.wrapped_by(escrow.wrap) if escrow else b""

    @guarded
    def leave(self) -> None:
        """Tell the server nothing any more. Refused("unsent") while a save waits for it."""
        if self._outbox.waiting().count:
            raise Refused("unsent")
        save(self.folder.settings, replace(load(self.folder.settings).settings, server=ServerAddress()))
        self.counter.receptions.ward.leave()
        self._forget()
        self.counter.receptions.audit.note("server.left")

    def _forget(self) -> None:
        vars(self).pop("link", None)

    # -- telling -------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """What waits here; the server is not asked."""
        link = self.link
        if link is None:
            return Status(False)
        return Status(True, link.place, self._outbox.waiting(), tuple(self._others.standing()), self._outbox.unsent())

    def send(self) -> int:
        """Tell all that waits, give back what is not in hand, and see what stands in two ways.

        How many saves the server has taken. StorageFailure("server_away", "server_not_trusted") with what was told
        until then crossed off; Refused("server_schema").
        """
        if self.link is None:
            return 0
        with self.link.server.round() as connection:
            sent = self._send(self.link, connection)
            entries.give_back(connection, self.link.place, self.in_hand)
            self._look_for_two_sides(self.link, connection)
            self._look_for_myself(self.link, connection)
        return sent

    def clock_off(self) -> timedelta:
        """By how much this counter's clock is ahead of the server's; nothing where there is no server."""
        return self.link.server.clock_off() if self.link is not None else timedelta()

    def _look_for_myself(self, link: Link, connection: Connection) -> None:
        """Whoever is signed in here is told, and it is noted, where somebody signs in elsewhere with the same name."""
        session = self.seat.session
        if session is None or session.user is None:
            return
        other = sign_ins.present(connection, link.cipher.login(session.login), link.place)
        if other and other != session.elsewhere and self.seat.session is session:
            self.counter.receptions.audit.note("access.second_sign_in", actor=session.actor, target=other)
        if self.seat.session is session:
            self.seat.session = replace(session, elsewhere=other)

    def _send(self, link: Link, connection: Connection) -> int:
        """For as long as a round may take: the next one goes on."""
        sent, until = 0, time.monotonic() + _A_ROUND
        while time.monotonic() < until and (batch := self._outbox.batch()).saves:
            told = self._told(link, connection, batch)
            if not told:
                break
            sent += told
        return sent

    def _told(self, link: Link, connection: Connection, batch: Batch) -> int:
        """The whole batch at once; where the server will not have it, each record by itself."""
        try:
            return self._tell(link, connection, batch)
        except Refused as error:
            if error.facts["reason"] != "server_refused":
                raise
            return sum(self._record_alone(link, connection, batch.of(record)) for record in batch.newest)

    def _record_alone(self, link: Link, connection: Connection, batch: Batch) -> int:
        """Save by save; the first that is refused holds up the later ones of its record, and no other."""
        sent = 0
        for save_ in batch.saves:
            try:
                sent += self._tell(link, connection, Batch((save_,)))
            except Refused as error:
                self._outbox.refuse(save_, str(error.facts["reason"]))
                break
        return sent

    def _tell(self, link: Link, connection: Connection, batch: Batch) -> int:
        """Told, kept by the server, and only then crossed off. Another content under the same id is an alarm."""
        wrong = entries.tell(connection, link.cipher, link.place, batch.saves)
        for save_ in batch.saves:
            if save_.id in wrong:
                self._outbox.refuse(save_, "other_content", at_once=True)
                self.counter.receptions.audit.note("server.other_content", save_.record, result="damaged")
        right = batch.without({save_.record for save_ in batch.saves if save_.id in wrong})
        self._outbox.settle(right)
        return len(right.saves)

    # -- with the other counters ---------------------------------------------------------------------------------

    @guarded
    def receptions_elsewhere(self) -> tuple[ReceptionSummary, ...]:
        """The receptions of all counters, newest first, as far as this counter may see them; none without a server."""
        if self.link is None:
            return ()
        with self.link.server.round() as connection:
            return tuple(map(_summary, entries.newest(connection, self.link.cipher, Kind.RECEPTION)))

    @guarded
    def take(self, record: UUID, *, over: bool = False) -> bool:
        """Have a record for this counter, as it stands at the server; False where it stands there in two ways.

        Refused("in_hand_elsewhere", counter) where another counter has it in hand, unless it is taken `over`.
        """
        link = self.link
        if link is None:
            return True
        with link.server.round() as connection:
            self._send(link, connection)
            holder = entries.take_lease(connection, record, over=over)
            if holder != link.place:
                raise Refused("in_hand_elsewhere", counter=entries.name_of(connection, holder))
            heads = entries.heads(connection, [record]).get(record, ())
            if len(heads) > 1:
                self._stands_in_two_ways(link, connection, record, heads)
            elif heads and heads[0] not in self._others.heads(record):
                self._others.adopt(entries.saves(connection, link.cipher, heads)[0])
        self.in_hand.add(record)
        if over:
            self.counter.receptions.audit.note("server.taken_over", record)
        return len(heads) < 2

    def let_go(self) -> None:
        """Nothing is in hand any more: the next round gives it back."""
        self.in_hand.clear()

    def _look_for_two_sides(self, link: Link, connection: Connection) -> None:
        """What stands in two ways is kept here; what somebody elsewhere has settled meanwhile, we take as it is now."""
        found = entries.conflicts(connection)
        for record, heads in found.items():
            self._stands_in_two_ways(link, connection, record, heads)
        over = [one.record for one in self._others.standing() if one.record not in {*found, *self.in_hand}]
        for heads in entries.heads(connection, over).values():
            self._others.adopt(entries.saves(connection, link.cipher, heads)[0])

    def _stands_in_two_ways(self, link: Link, connection: Connection, record: UUID, heads: Sequence[UUID]) -> None:
        """Keep the other sides beside ours; where we have no side of our own, there is nothing to keep."""
        mine = self._others.heads(record)
        if not mine or not set(mine) & set(heads):
            return
        others = [head for head in heads if head not in mine]
        if self._others.keep_sides(record, entries.saves(connection, link.cipher, others)):
            self.counter.receptions.audit.note("server.two_sides", record, count=len(heads))

    @guarded
    def sides(self, record: UUID) -> tuple[Told, ...]:
        """Our side of a record, then each that stands against it."""
        found = self._others.sides(record)
        self.counter.receptions.audit.note("server.sides_viewed", record, count=len(found))
        return found

    @guarded
    def retry(self) -> None:
        """Try once more what the server would not have."""
        self._outbox.retry()

    def test(self) -> None:
        """Reach the server and prove both sides; a KnownError says what is wrong."""
        if self.link is None:
            raise Refused("no_server")
        with self.link.server.round() as connection:
            entries.name_of(connection, self.link.place)

    @guarded
    def settle(self, record: UUID, theirs: Told, of_theirs: Sequence[Place]) -> None:
        """Save the record with those values of the other side; it has grown from both, which stay at the server."""
        ours = self._others.sides(record)[0]
        content = merged(ours, theirs, of_theirs)
        with self.counter.receptions.alone():
            if ours.kind is Kind.RECEPTION:
                self._settle_reception(record, content)
            else:
                filings = self.counter.receptions.filings
                filings.save(replace(filings.get(record), entries=content))
            self._others.settle(record)
        self.counter.receptions.audit.note("server.settled", record, count=len(of_theirs))

    def _settle_reception(self, record: UUID, content: object) -> None:
        """A changed case has no release of a protected address any more."""
        store = self.counter.receptions
        kept = store.get(record, "two_sides")
        case = case_from_json(content)
        release = kept.release if case == kept.case else None
        store.save(replace(kept, case=case, release=release, counter=self.counter.name))


def _shared(
    connection: Connection, phrase: JoiningPhrase | None, escrowed: Callable[[DataKey], bytes]
) -> tuple[DataKey, JoiningPhrase | None]:
    """The ward's key, and the phrase where it is new."""
    known = shared_key.fetch(connection)
    if phrase is not None:
        if known is None:
            raise Refused("ward_not_founded")
        return phrase.unwrap(known.wrapped), None
    key, fresh = DataKey.random(), JoiningPhrase.make()
    if known or not shared_key.found(connection, shared_key.Wrapped(key.id, fresh.wrap(key), escrowed(key))):
        raise Refused("ward_is_founded")
    return key, fresh


def _summary(glance: Glance) -> ReceptionSummary:
    """A line of the record list; as the counter that saved it last told it."""
    about = json.loads(glance.summary)
    began = datetime.fromisoformat(about["created_at"])
    return ReceptionSummary(
        glance.record, about["number"], about["name"], about["event"], Step(about["step"]), glance.saved_at, began,
        glance.counter, State(about["state"]), about["section"], about["assignee"],
    )  # fmt: skip


def _link(folder: DataFolder, address: ServerAddress, ward: Ward) -> Link:
    return Link(Server(_address(folder, address)), ward.place, Cipher(ward.key))


def _address(folder: DataFolder, address: ServerAddress) -> Address:
    """Where the files lie, and what opens the private key: derived from this counter's data key."""
    authority, certificate, key = (folder.server / one for one in (address.authority, address.certificate, address.key))
    return Address(
        address.host, address.port, address.database, address.user, authority, certificate, key, _password(folder)
    )


def _password(folder: DataFolder) -> str:
    return data_key(folder).derived("server certificate").hex()
