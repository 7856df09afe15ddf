"""Many counters of one ward: joining its server, and telling it what was saved here. No save ever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.guard import guarded
from app.access.session import Seat
from app.errors import Refused
from app.journeys.counter import Counter
from app.keys.data_key import DataKey
from app.keys.joining import JoiningPhrase
from app.keys.ring import data_key, header
from app.paths import DataFolder
from app.settings import ServerAddress, load, save
from app.storage.outbox import Batch, Outbox, Waiting
from app.storage.ward import Ward
from app.sync import entries, shared_key
from app.sync.cipher import Cipher
from app.sync.joining import JoiningFile
from app.sync.server import Address, Server

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Status:
    """How this counter stands with its server; `joined` is False where it has none."""

    joined: bool
    place: int = 0
    waiting: Waiting = field(default_factory=lambda: Waiting(0, None))


@dataclass(frozen=True)
class Joined:
    """`phrase` is there for the first counter alone: to be written down and carried to the others."""

    place: int
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
        return Joined(given.place, fresh.letters if fresh else ())

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
        return Status(True, link.place, self._outbox.waiting()) if link else Status(False)

    def send(self) -> int:
        """Tell all that waits, batch by batch; how many saves the server has taken.

        StorageFailure("server_away", "server_not_trusted") with what was told until then crossed off.
        """
        if self.link is None:
            return 0
        sent = 0
        with self.link.server.round() as connection:
            while (batch := self._outbox.batch()).saves:
                told = self._told(self.link, connection, batch)
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
