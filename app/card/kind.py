"""Which card lies there: decided by SELECT, never by the ATR, which the reader makes up."""

from __future__ import annotations

from app.card import apdu, mynumber
from app.card.apdu import SW
from app.card.connection import CardConnection
from models.card import CardKind

_DRIVER_LICENCE = bytes.fromhex("A0000002310100000000000000000000")
_RESIDENCE = bytes.fromhex("D392F0004F0200000000000000000000")
_PHONE_LABEL = b"JPKIAPGPSETOKEN"


def kind_of(card: CardConnection) -> CardKind:
    """Try the applications in the order of the facts; the first that is there decides and stays selected."""
    if _selects(card, mynumber.TEXT_APPLICATION):
        return CardKind.MY_NUMBER
    if _selects(card, mynumber.JPKI_APPLICATION):
        label, _ = card.transmit(apdu.read_file(0x06))
        return CardKind.PHONE if label[:32].rstrip(b"\0 ") == _PHONE_LABEL else CardKind.UNKNOWN
    if _selects(card, _DRIVER_LICENCE):
        return CardKind.DRIVER_LICENCE
    return CardKind.RESIDENCE if _selects(card, _RESIDENCE) else CardKind.UNKNOWN


def _selects(card: CardConnection, aid: bytes) -> bool:
    return card.transmit(apdu.select_application(aid))[1] == SW.OK
