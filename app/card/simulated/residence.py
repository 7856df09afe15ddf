"""Full simulations of residence cards and special permanent resident certificates of both generations.

The card's side of the secure channel with its own random numbers, files with their access rights, and a signature from
a key and certificate made at run time: no practice card can pass for a real one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hmac import compare_digest
from secrets import token_bytes
from typing import Annotated, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pydantic import ConfigDict, StringConstraints

from app.card import ber, residence
from app.card.apdu import SW
from app.card.residence import CardType, FirstBack, FirstFront, RootFile, SecondBack, SecondFront
from app.card.secure_messaging import CHALLENGE, CRYPTOGRAM, LENGTH_WANTED, Suite, access_key, session_key
from app.card.simulated import keys, scanned
from app.card.simulated.chip import ROOT, Answer, Application, ChipFile, SimulatedChip

_NUMBER = 0x06
"""The right that VERIFY with the card's number (P2 86) gives."""
_OPEN = frozenset({_NUMBER})
_HIDDEN = frozenset({0x1E})  # a key that no secret is: no plain command reads it
_ACCESS, _SESSION = "access", "session"
Signed = Literal["good", "broken", "none"]


_Day = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]


@dataclass(frozen=True, kw_only=True)
class ResidenceData:
    """What a residence card says, and the keys of its practice file.

    Days `YYYY-MM-DD`, codes as in the specification, both empty where there is none; the words are printed on the
    front of an older card, which has no codes.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    situation: str = ""
    card: Literal["residence"] = "residence"
    type: Literal["1", "2", "05", "06"]
    number: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{8}[A-Z]{2}$")]
    name: str
    address: str
    birth_date: _Day
    sex: Literal["1", "2", "3"]
    nationality: str
    expires_on: _Day
    status: str = ""
    period: str = ""
    nationality_code: str = ""
    status_code: str = ""
    period_code: str = ""
    stay_until: _Day = ""
    permission_code: str = ""
    permitted_on: _Day = ""
    work_code: str = ""
    other_work_code: str = "0"
    other_work_until: _Day = ""
    renewal_code: str = "0"
    back_address: str = ""
    back_written_on: _Day = ""
    signature: Signed = "good"


@dataclass(frozen=True)
class _Lock:
    """What the chip compares: its generation's ciphers and its own number."""

    suite: Suite
    number: bytes


def residence_chip(data: ResidenceData) -> SimulatedChip:
    """A chip of the type that the data name."""
    card_type = CardType(data.type)
    front, back, proof = _first(data) if card_type.generation == 1 else _second(data, card_type)
    root: dict[int, ChipFile] = {
        RootFile.SPECIFICATION: ChipFile(ber.encode(0xC0, b"0001")),
        RootFile.CARD_TYPE: ChipFile(ber.encode(0xC1, data.type.encode())),
    }
    lock = _Lock(card_type.suite, data.number.encode())
    secured = partial(_secured, lock)
    applications = {
        ROOT: Application(root, commands={0x82: partial(_authenticate, lock)}, secure_messaging=secured),
        residence.FRONT: Application(_files(front, _HIDDEN), secure_messaging=secured),
        residence.BACK: Application(_files(back, _OPEN)),
        residence.SIGNATURE: Application(_files({residence.SIGNATURE_FILE: proof}, _OPEN)),
    }
    return SimulatedChip(applications)


def _files(contents: Mapping[int, bytes], opened_by: frozenset[int]) -> Mapping[int, ChipFile]:
    return {file: ChipFile(content, opened_by) for file, content in contents.items()}


# -- the card's side of the channel ----------------------------------------------------------------------------------


def _authenticate(lock: _Lock, chip: SimulatedChip, command: bytes) -> Answer:
    """MUTUAL AUTHENTICATE: one try for each challenge that was given."""
    challenge = chip.session.keys.pop("challenge", b"")
    encrypted, mac, key = command[5:37], command[37:45], access_key(lock.number)
    if len(challenge) != CHALLENGE:
        return b"", SW.CONDITIONS
    if len(encrypted) != 32 or not compare_digest(mac, lock.suite.mac(key, encrypted)):
        return b"", SW.WRONG_SECRET
    proof, share = lock.suite.decrypt(key, encrypted), token_bytes(16)
    if proof[8:16] != challenge:
        return b"", SW.WRONG_SECRET
    chip.session.keys[_SESSION] = session_key(proof[16:], share)
    answer = lock.suite.encrypt(key, challenge + proof[:8] + share)
    return answer + lock.suite.mac(key, answer), SW.OK


def _secured(lock: _Lock, chip: SimulatedChip, command: bytes) -> Answer:
    """VERIFY and READ BINARY under the channel."""
    key = chip.session.keys.get(_SESSION)
    if key is None:
        return b"", SW.SECURITY_NOT_SATISFIED
    if command[1] == 0x20:
        return _show_number(lock, chip, key, command)
    return _read(lock, chip, key, command) if command[1] == 0xB0 else (b"", SW.UNKNOWN_INS)


def _show_number(lock: _Lock, chip: SimulatedChip, key: bytes, command: bytes) -> Answer:
    chip.verifications += 1
    expected = ber.encode(CRYPTOGRAM, b"\x01" + lock.suite.encrypt(key, lock.suite.pad(lock.number)))
    if command[3] != 0x86 or command[5:] != expected:
        return b"", SW.WRONG_SECRET
    chip.session.verified.add(_NUMBER)
    return b"", SW.OK


def _read(lock: _Lock, chip: SimulatedChip, key: bytes, command: bytes) -> Answer:
    if _NUMBER not in chip.session.verified:
        return b"", SW.SECURITY_NOT_SATISFIED
    offset = command[2] << 8 | command[3]
    if command[2] & 0x80:
        chip.session.file, offset = command[2] & 0x1F, command[3]
    file = chip.application.files.get(chip.session.file)
    if file is None:
        return b"", SW.NOT_FOUND
    if offset > len(file.content):
        return b"", SW.BEYOND_END
    body = command[7:11] if command[4] == 0 else command[5:9]
    wanted = int.from_bytes(body[2:]) or len(file.content)
    if body[:2] != bytes((LENGTH_WANTED, 2)):
        return b"", SW.WRONG_DATA
    plain = lock.suite.pad(file.content[offset : offset + wanted])
    return ber.encode(CRYPTOGRAM, b"\x01" + lock.suite.encrypt(key, plain)), SW.OK


# -- what is on the card ---------------------------------------------------------------------------------------------

_Contents = tuple[Mapping[int, bytes], Mapping[int, bytes], bytes]
"""Files of the front, files of the back, and the signature file."""


def _first(data: ResidenceData) -> _Contents:
    front, face = scanned.lines(_printed_front(data), (1000, 600), 26), scanned.face()
    signed = front.ljust(residence.FRONT_SIZE, b"\0") + face.ljust(residence.FACE_SIZE, b"\0")
    back: dict[int, bytes] = {
        FirstBack.ADDRESS: ber.encode(0xD2, _eight(data.back_written_on).ljust(8, b"\0"))
        + ber.encode(0xD3, b"131075" if data.back_address else bytes(6))
        + ber.encode(0xD4, data.back_address.encode().ljust(320, b"\0")),
        FirstBack.OTHER_WORK: ber.encode(0xD5, bytes(120)),
        FirstBack.SINGLE_WORK: ber.encode(0xD6, bytes(120)),
        FirstBack.RENEWAL: ber.encode(0xD7, data.renewal_code.encode()),
    }
    images: dict[int, bytes] = {
        FirstFront.FRONT_IMAGE: ber.encode(0xD0, front),
        FirstFront.FACE: ber.encode(0xD1, face),
    }
    return images, back, _first_proof(data.signature, signed)


def _printed_front(data: ResidenceData) -> list[str]:
    """The lines of the card's face; a special permanent resident's has no status and no period."""
    name = "特別永住者証明書" if CardType(data.type) is CardType.SPECIAL_PERMANENT_1 else "在留カード"
    stay = [f"在留資格  {data.status}", f"在留期間  {data.period}　満了日 {data.stay_until}"] if data.status else []
    return [
        f"{name}（練習用）　番号 {data.number}",
        f"氏名  {data.name}",
        f"生年月日 {data.birth_date}　性別 {'男' if data.sex == '1' else '女'}　国籍・地域 {data.nationality}",
        f"住居地  {data.address}",
        *stay,
        f"{data.expires_on} まで有効",
    ]


def _second(data: ResidenceData, card_type: CardType) -> _Contents:
    special = card_type is CardType.SPECIAL_PERMANENT_2
    printed = _printed_entries(data, special=special)
    name, face = scanned.writing(data.name), scanned.face()
    front: dict[int, bytes] = {
        SecondFront.PRINTED: b"".join(ber.encode(tag, value) for tag, value in printed.items()),
        SecondFront.NAME_AND_FACE: ber.encode(0xD0, name) + ber.encode(0xD1, face),
        SecondFront.ADDRESS_IMAGE: ber.encode(0xDFD1, scanned.writing(data.address, (900, 64))),
    }
    back: dict[int, bytes] = {SecondBack.NOTE: ber.encode(0xD9, b"0") + ber.encode(0xDE, b"").ljust(205, b"\0")}
    if not special:
        back |= {
            SecondBack.OTHER_WORK: ber.encode(0xD5, data.other_work_code.encode())
            + ber.encode(0xD6, _eight(data.other_work_until).ljust(8, b"\0"))
            + ber.encode(0xD7, b"0"),
            SecondBack.RENEWAL: ber.encode(0xD8, data.renewal_code.encode()),
        }
    signed = b"".join(printed.values()).ljust(residence.PRINTED_SIZE, b"\0") + face + name
    return front, back, _second_proof(data.signature, signed)


def _printed_entries(data: ResidenceData, *, special: bool) -> Mapping[int, bytes]:
    entries = {
        0xC5: _eight(data.expires_on),
        0xC6: _eight(data.birth_date),
        0xC7: data.sex.encode(),
        0xC8: data.nationality_code.encode(),
    }
    if special:
        return entries
    return entries | {
        0xC9: data.status_code.encode(),
        0xCE: data.period_code.encode(),
        0xCA: data.permission_code.encode(),
        0xCB: _eight(data.permitted_on),
        0xCC: data.work_code.encode(),
        0xCD: _eight(data.stay_until),
    }


def _eight(day: str) -> bytes:
    return day.replace("-", "").encode()


def _first_proof(signature: Signed, signed: bytes) -> bytes:
    if signature == "none":
        return ber.encode(0xDA, b"") + ber.encode(0xDB, b"")
    code = keys.signed("agency", signed + _spoiled(signature))
    return (ber.encode(0xDA, code) + ber.encode(0xDB, _certificate(keys.key("agency")))).ljust(1464, b"\0")


def _second_proof(signature: Signed, signed: bytes) -> bytes:
    if signature == "none":
        return ber.encode(0xDC, bytes(96)) + ber.encode(0xDD, b"")
    key, certificate = _p384()
    both = decode_dss_signature(key.sign(signed + _spoiled(signature), ec.ECDSA(SHA256())))
    code = b"".join(half.to_bytes(48) for half in both)
    return (ber.encode(0xDC, code) + ber.encode(0xDD, certificate)).ljust(704, b"\0")


def _spoiled(signature: Signed) -> bytes:
    return b"?" if signature == "broken" else b""


@cache
def _p384() -> tuple[ec.EllipticCurvePrivateKey, bytes]:
    key = ec.generate_private_key(ec.SECP384R1())
    return key, _certificate(key)


def _certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate that signs itself and calls itself practice."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Practice card")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=3650))
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)
