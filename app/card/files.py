"""Files and secrets of the My Number card's applications (JICSAP 1.1, 6.4): short ids, reading in pieces, one try.

A command that names its file by the short id saves the SELECT before it; a chip that takes none is asked the long way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.card import apdu, tlv
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.card.secret import Secret
from app.card.tlv import TlvObject
from app.errors import Locked, Refused, UnreadableCard, WrongSecret
from models.card import SecretKind

_PIECE = 256
_OTHER_ROUTES = {SecretKind.PIN: ["number_b"], SecretKind.NUMBER_B: ["pin"], SecretKind.NUMBER_A: ["pin", "number_b"]}


@dataclass(frozen=True)
class Key:
    """A secret's file as the chip wants it named (0: the file that is selected), and the tries left.

    `tries` is None where the chip counts none.
    """

    short_id: int
    tries: int | None


def select(card: CardConnection, aid: bytes) -> None:
    """Select an application; nothing is verified any more."""
    require(card.transmit(apdu.select_application(aid))[1])


def ask(card: CardConnection, file: int) -> Key:
    """Ask a secret's file for the tries left, which costs none."""
    key = _asked(card, file)
    if key is None:
        require(card.transmit(apdu.select_file(file))[1])
        key = _asked(card, 0)
    if key is None:
        raise UnreadableCard("tries_unknown")
    return key


def _asked(card: CardConnection, short_id: int) -> Key | None:
    """None where the chip does not take the question so."""
    _, status = card.transmit(apdu.ask_tries(short_id))
    tries = apdu.tries_of(status)
    return Key(short_id, tries) if tries is not None or status in (SW.OK, SW.WRONG_SECRET) else None


def unlock(card: CardConnection, key: Key, secret: Secret, *, last_try: bool) -> None:
    """Send the secret once. Nothing is tried on a locked secret, and the last try only on purpose.

    Raises InvalidInput for a secret of the wrong form before anything is sent; Locked, Refused, WrongSecret.
    """
    content = secret.checked()
    guard(key, secret.kind, last_try=last_try)
    send(card, key, secret.kind, content)


def guard(key: Key, kind: SecretKind, *, last_try: bool) -> None:
    """Nothing is tried on a locked secret, and the last try only on purpose."""
    if key.tries == 0:
        raise locked(kind)
    if key.tries == 1 and not last_try:
        raise Refused("last_try", tries_left=1)


def send(card: CardConnection, key: Key, kind: SecretKind, content: bytes | bytearray) -> None:
    """The one VERIFY; the command's buffer is wiped, whatever the card says."""
    command = apdu.verify(key.short_id, content)
    try:
        _, status = card.transmit(command)
    finally:
        command[:] = bytes(len(command))
    left = apdu.tries_of(status)
    if left == 0:
        raise locked(kind)
    if left is not None or status == SW.WRONG_SECRET:
        raise WrongSecret(left, reason=None if left is None else kind)
    require(status)


def locked(kind: SecretKind) -> Locked:
    """The error of a blocked secret, with the secrets that still lead somewhere."""
    return Locked(reason=kind, other_routes=_OTHER_ROUTES.get(kind, []))


def read_whole(card: CardConnection, file: int, limit: int = tlv.LARGEST_OBJECT) -> bytes:
    """The outer object of a file in pieces of 256 bytes until it is whole, with the filler that came along."""
    data = read_start(card, file)
    return _read_on(card, data, tlv.header(data, limit).end)


def if_readable(read: Callable[[], bytes]) -> bytes:
    """What only a proof needs: empty where the chip does not give it; a card that answers no more ends the reading."""
    try:
        return read()
    except UnreadableCard as error:
        if error.facts["reason"] == "no_answer":
            raise
        return b""


def read_first_object(card: CardConnection, file: int, tag: int) -> TlvObject:
    """The first object inside the outer object `tag` of a file; what stands behind it is not read."""
    data = read_start(card, file)
    outer = tlv.header(data)
    first = tlv.header(data[outer.size :])
    if outer.tag != tag or outer.size + first.end > outer.end:
        raise UnreadableCard("tlv_tag")
    data = _read_on(card, data, outer.size + first.end)
    raw = data[outer.size : outer.size + first.end]
    return TlvObject(first.tag, raw[first.size :], raw, outer.size)


def read_stored(card: CardConnection, file: int, length: int) -> bytes:
    """The first `length` bytes of a file as stored, filler included, or all of a shorter one."""
    data = read_start(card, file)
    while len(data) < length:
        more, status = card.transmit(apdu.read_on(len(data), length - len(data)))
        require(status, SW.END_OF_FILE, SW.BEYOND_END)
        if not more:
            break
        data += more
    return data[:length]


def _read_on(card: CardConnection, data: bytes, end: int) -> bytes:
    """`data` and what follows it in the selected file up to `end`."""
    while len(data) < end:
        more, status = card.transmit(apdu.read_on(len(data), min(end - len(data), _PIECE)))
        require(status, SW.END_OF_FILE)
        if not more:
            raise UnreadableCard("tlv_truncated")
        data += more
    return data


def read_start(card: CardConnection, file: int) -> bytes:
    """The first 256 bytes of a file, or all of a shorter one."""
    data, status = card.transmit(apdu.read_file(file))
    if status not in (SW.OK, SW.END_OF_FILE, SW.SECURITY_NOT_SATISFIED):  # perhaps it takes no short ids
        require(card.transmit(apdu.select_file(file))[1])
        data, status = card.transmit(apdu.read_on(0, _PIECE))
    require(status, SW.END_OF_FILE)
    return data


def require(status: int, *also: int) -> None:
    if status != SW.OK and status not in also:
        raise UnreadableCard(f"status_{status:04X}")
