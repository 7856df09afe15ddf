"""A full simulation of a My Number card's chip for practice, demonstration and tests: our own invented people.

It answers like the chip of the facts: text application with its secrets and counters, common application, and the
public application's token label. Nothing of a real card is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import mynumber, tlv
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.errors import CardMoved
from models.card import SecretKind

ATR = bytes.fromhex("3B8880010000 41E0B381A1003B".replace(" ", ""))
_FILLER = b"\xff\xff"
Answer = tuple[bytes, int]


@dataclass(frozen=True)
class ChipSecret:
    """One secret of the chip: its digits and how many wrong tries it bears."""

    digits: bytes
    tries: int


@dataclass(frozen=True)
class ChipFile:
    """A file and the secrets that open it, by file id; none opens it where the set is empty."""

    content: bytes
    opened_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Application:
    """A directory of the chip: files, secrets and records (file id and record number → content)."""

    files: Mapping[int, ChipFile] = field(default_factory=dict)
    secrets: Mapping[int, ChipSecret] = field(default_factory=dict)
    records: Mapping[tuple[int, int], bytes] = field(default_factory=dict)


class SimulatedChip:
    """The chip: commands in, answers out. Counters of secrets last as long as the object, as they do on a card."""

    def __init__(self, applications: Mapping[bytes, Application]) -> None:
        self._applications = applications
        self.tries: MutableMapping[tuple[bytes, int], int] = {
            (aid, file): secret.tries
            for aid, application in applications.items()
            for file, secret in application.secrets.items()
        }
        self.full_tries = dict(self.tries)
        self.verifications = 0
        self.reset()

    def reset(self) -> None:
        """Power off and on: everything selected and verified is forgotten, counters stay."""
        self._aid = b""
        self._file = 0
        self._verified: set[int] = set()

    def process(self, command: bytes) -> Answer:
        if len(command) < 4 or command[0] != 0:
            return b"", SW.UNKNOWN_CLA
        handlers: Mapping[int, Callable[[bytes], Answer]] = {
            0xA4: self._select,
            0x20: self._verify,
            0xB0: self._read,
            0xB2: self._read_record,
        }
        handler = handlers.get(command[1])
        return handler(command) if handler else (b"", SW.UNKNOWN_INS)

    @property
    def _application(self) -> Application:
        return self._applications.get(self._aid, Application())

    def _select(self, command: bytes) -> Answer:
        name = command[5 : 5 + command[4]] if len(command) > 5 else b""
        if command[2] == 0x04:
            return self._select_application(name)
        if command[2] != 0x02 or len(name) != 2:
            return b"", SW.WRONG_P1P2
        file = int.from_bytes(name)
        if file not in self._application.files and file not in self._application.secrets:
            return b"", SW.NOT_FOUND
        self._file = file
        return b"", SW.OK

    def _select_application(self, name: bytes) -> Answer:
        if name not in self._applications:
            return b"", SW.NOT_FOUND
        self.reset()
        self._aid = name
        return b"", SW.OK

    def _verify(self, command: bytes) -> Answer:
        self._file = command[3] & 0x1F or self._file
        secret = self._application.secrets.get(self._file)
        if secret is None:
            return b"", SW.KEY_NOT_FOUND
        counter = (self._aid, self._file)
        left = self.tries[counter]
        if len(command) == 4:
            return b"", 0x63C0 | left
        self.verifications += 1
        if left == 0:
            return b"", SW.BLOCKED
        if command[5:] != secret.digits:
            self.tries[counter] = left - 1
            return b"", 0x63C0 | left - 1
        self.tries[counter] = max(self.full_tries[counter], left)
        self._verified.add(self._file)
        return b"", SW.OK

    def _read(self, command: bytes) -> Answer:
        if command[2] & 0x80:
            self._file, offset = command[2] & 0x1F, command[3]
        else:
            offset = command[2] << 8 | command[3]
        file = self._application.files.get(self._file)
        if file is None:
            return b"", SW.NOT_FOUND
        if file.opened_by and not file.opened_by & self._verified:
            return b"", SW.SECURITY_NOT_SATISFIED
        if offset > len(file.content):
            return b"", SW.BEYOND_END
        length = command[4] or 256 if len(command) > 4 else 256
        return file.content[offset : offset + length], SW.OK

    def _read_record(self, command: bytes) -> Answer:
        record = self._application.records.get((command[3] >> 3, command[2]))
        return (record, SW.OK) if record is not None else (b"", SW.RECORD_NOT_FOUND)


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


@dataclass(frozen=True)
class ChipData:
    """What a My Number chip holds about its holder, and its secrets with the tries that are left."""

    name: str
    address: str
    birth_date: str
    sex: str
    individual_number: str
    expires_on: str
    pin: ChipSecret
    number_a: ChipSecret
    number_b: ChipSecret
    right_digests: bool = True


def my_number_chip(data: ChipData) -> SimulatedChip:
    """A chip with every application that the counter uses."""
    token = b"JPKIAPICCTOKEN2".ljust(32) + bytes(128)
    expiry = b"\x01\x1c" + b"0" * 20 + data.expires_on.replace("-", "").encode()
    return SimulatedChip(
        {
            mynumber.TEXT_APPLICATION: _text_application(data),
            mynumber.COMMON_APPLICATION: Application(records={(1, 1): expiry}),
            mynumber.JPKI_APPLICATION: Application(files={0x06: ChipFile(token)}),
        }
    )


def _text_application(data: ChipData) -> Application:
    number = tlv.encode(0xFF10, data.individual_number.encode()) + _FILLER
    basic = basic_file(data.name.encode(), data.address.encode(), data.birth_date.encode(), data.sex.encode())
    pin, a, b = (mynumber.SECRETS[kind].file for kind in (SecretKind.PIN, SecretKind.NUMBER_A, SecretKind.NUMBER_B))
    files = {
        0x01: ChipFile(number, frozenset({pin, a})),
        0x02: ChipFile(basic + _FILLER, frozenset({pin, b})),
        0x03: ChipFile(_signature_file(number, basic, right=data.right_digests), frozenset({pin, a, b})),
        0x04: ChipFile(_certificate_file()),
    }
    return Application(files, {pin: data.pin, a: data.number_a, b: data.number_b})


def basic_file(name: bytes, address: bytes, birth_date: bytes, sex: bytes) -> bytes:
    """EF 0002 as the chip stores it, with its table of offsets."""
    fields = [
        tlv.encode(tag, value)
        for tag, value in zip(range(0xDF22, 0xDF26), (name, address, birth_date, sex), strict=True)
    ]
    inner = sum(map(len, fields)) + 11  # the table of offsets itself takes 3 + 8 bytes
    start = (3 if inner < 128 else 5) + 11
    offsets = []
    for one in fields:
        offsets.append(start.to_bytes(2))
        start += len(one)
    return tlv.encode(0xFF20, tlv.encode(0xDF21, b"".join(offsets)) + b"".join(fields))


def _signature_file(number: bytes, basic: bytes, *, right: bool) -> bytes:
    signed = basic[(3 if basic[2] < 128 else 5) + 11 :]
    digests = tlv.encode(0xDF31, sha256(number).digest()) + tlv.encode(
        0xDF32, sha256(signed if right else signed + b"?").digest()
    )
    return tlv.encode(0xFF30, digests + tlv.encode(0xDF33, _practice_key().sign(digests, PKCS1v15(), SHA256())))


def _certificate_file() -> bytes:
    public = _practice_key().public_key().public_numbers()
    key = b"\x90\x03" + public.e.to_bytes(3) + b"\x91\x82\x01\x00" + public.n.to_bytes(256)
    return tlv.encode(
        0x7F21, tlv.encode(0x5F4E, b"PRACTICE ISSUER." + b"PRACTICE CARD..." + key) + tlv.encode(0x5F37, bytes(256))
    )


@cache
def _practice_key() -> RSAPrivateKey:
    """Made anew in each process: a practice card can never pass for another one."""
    return generate_private_key(65537, 2048)
