"""A chip in general: applications with files, secrets and records; commands in, answers out.

What is particular to one kind of card (signing, session keys, secure messaging) is a command of its application.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from secrets import token_bytes

from app.card.apdu import SW
from app.card.connection import CardConnection
from app.errors import CardMoved

ATR = bytes.fromhex("3B8880010000 41E0B381A1003B".replace(" ", ""))
ROOT = b""
"""The name of what is selected after power on: the master file, where the chip has one."""
_MASTER_FILE = b"\x3f\x00"
Answer = tuple[bytes, int]


@dataclass(frozen=True)
class ChipSecret:
    """One secret of the chip: its characters, the tries left, and (where more) how many a right one sets it back to."""

    digits: bytes
    tries: int
    most: int = 0


@dataclass(frozen=True)
class ChipFile:
    """A file and the secrets that open it, by file id; where both sets are empty it is free.

    Any of `opened_by` opens it, or all of `together`.
    What takes time to make (a signature, a picture) is given as a function, and made when it is first read.
    """

    stored: bytes | Callable[[], bytes]
    opened_by: frozenset[int] = frozenset()
    together: frozenset[int] = frozenset()

    def opens(self, verified: set[int]) -> bool:
        if not self.opened_by and not self.together:
            return True
        return bool(self.opened_by & verified) or (bool(self.together) and self.together <= verified)

    @property
    def content(self) -> bytes:
        return self.stored if isinstance(self.stored, bytes) else self.stored()


@dataclass
class Session:
    """What the chip forgets when it is reset, or (unless it has a master file) when another application is selected.

    `keys` belongs to the application's own commands: a challenge that was given, the keys of a secure channel.
    """

    aid: bytes = ROOT
    file: int = 0
    verified: set[int] = field(default_factory=set)
    keys: MutableMapping[str, bytes] = field(default_factory=dict)


Command = Callable[["SimulatedChip", bytes], Answer]


@dataclass(frozen=True)
class Application:
    """A directory of the chip: files, secrets and records (file id and record number → content).

    `commands` answers further instructions (INS → what it does), before the chip's own; `secure_messaging` receives
    whole commands whose class byte asks for a secure channel, and may give the plain one back to `chip.process`.
    """

    files: Mapping[int, ChipFile] = field(default_factory=dict)
    secrets: Mapping[int, ChipSecret] = field(default_factory=dict)
    records: Mapping[tuple[int, int], bytes] = field(default_factory=dict)
    commands: Mapping[int, Command] = field(default_factory=dict)
    secure_messaging: Command | None = None


class SimulatedChip:
    """The chip: commands in, answers out. Counters of secrets last as long as the object, as they do on a card."""

    def __init__(self, applications: Mapping[bytes, Application]) -> None:
        self.applications = applications
        self.tries: MutableMapping[tuple[bytes, int], int] = {
            (aid, file): secret.tries
            for aid, application in applications.items()
            for file, secret in application.secrets.items()
        }
        self.full_tries = {
            (aid, file): max(secret.most, secret.tries)
            for aid, application in applications.items()
            for file, secret in application.secrets.items()
        }
        self.verifications = 0
        self.reset()

    def reset(self) -> None:
        """Power off and on: everything selected and verified is forgotten, counters stay."""
        self.session = Session()

    def process(self, command: bytes) -> Answer:
        if len(command) < 4:
            return b"", SW.UNKNOWN_CLA
        application = self.application
        if command[0] & 0x0C and application.secure_messaging:
            return application.secure_messaging(self, command)
        if own := application.commands.get(command[1]):
            return own(self, command)
        if command[0] != 0:
            return b"", SW.UNKNOWN_CLA
        handlers: Mapping[int, Callable[[bytes], Answer]] = {
            0xA4: self._select,
            0x20: self._verify,
            0xB0: self._read,
            0xB2: self._read_record,
            0x84: self._give_challenge,
        }
        handler = handlers.get(command[1])
        return handler(command) if handler else (b"", SW.UNKNOWN_INS)

    @property
    def application(self) -> Application:
        """The one that is selected."""
        return self.applications.get(self.session.aid, Application())

    def _select(self, command: bytes) -> Answer:
        name = command[5 : 5 + command[4]] if len(command) > 5 else b""
        if command[2] == 0x04:
            return self._select_application(name)
        if command[2:4] == b"\0\0" and name == _MASTER_FILE:
            return self._select_application(ROOT)
        if command[2] != 0x02 or len(name) != 2:
            return b"", SW.WRONG_P1P2
        file = int.from_bytes(name)
        if file not in self.application.files and file not in self.application.secrets:
            return b"", SW.NOT_FOUND
        self.session.file = file
        return b"", SW.OK

    def _select_application(self, name: bytes) -> Answer:
        if name not in self.applications:
            return b"", SW.NOT_FOUND
        rooted = ROOT in self.applications  # what was proved to the master file opens every directory
        self.session = replace(self.session, aid=name, file=0) if rooted else Session(aid=name)
        return b"", SW.OK

    def _verify(self, command: bytes) -> Answer:
        self.session.file = command[3] & 0x1F or self.session.file
        secret = self.application.secrets.get(self.session.file)
        if secret is None:
            return b"", SW.KEY_NOT_FOUND
        counter = (self.session.aid, self.session.file)
        left = self.tries[counter]
        if len(command) == 4:
            return b"", 0x63C0 | left
        self.verifications += 1
        if left == 0:
            return b"", SW.BLOCKED
        if command[5:] != secret.digits:
            self.tries[counter] = left - 1
            return b"", 0x63C0 | left - 1
        self.tries[counter] = self.full_tries[counter]
        self.session.verified.add(self.session.file)
        return b"", SW.OK

    def _read(self, command: bytes) -> Answer:
        if command[2] & 0x80:
            self.session.file, offset = command[2] & 0x1F, command[3]
        else:
            offset = command[2] << 8 | command[3]
        if self.session.file in self.application.secrets:
            return b"", SW.NOT_SUPPORTED_FOR_FILE
        file = self.application.files.get(self.session.file)
        if file is None:
            return b"", SW.NOT_FOUND
        if not file.opens(self.session.verified):
            return b"", SW.SECURITY_NOT_SATISFIED
        content = file.content
        if offset > len(content):
            return b"", SW.BEYOND_END
        length = command[4] or 256 if len(command) > 4 else 256
        return content[offset : offset + length], SW.OK

    def _read_record(self, command: bytes) -> Answer:
        record = self.application.records.get((command[3] >> 3, command[2]))
        return (record, SW.OK) if record is not None else (b"", SW.RECORD_NOT_FOUND)

    def _give_challenge(self, command: bytes) -> Answer:
        length = command[4] or 256 if len(command) > 4 else 8
        self.session.keys["challenge"] = challenge = token_bytes(length)
        return challenge, SW.OK


class SimulatedConnection(CardConnection):
    """The same door as to a real card. `lift_after` exchanges the card is gone."""

    def __init__(self, chip: SimulatedChip, lift_after: int | None = None) -> None:
        self._chip = chip
        self._left = lift_after
        chip.reset()

    def transmit(self, command: bytes | bytearray) -> Answer:
        if self._left == 0:
            raise CardMoved
        if self._left is not None:
            self._left -= 1
        return self._chip.process(bytes(command))

    def close(self) -> None:
        self._chip.reset()
