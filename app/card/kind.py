"""Which card lies there: decided by SELECT, never by the ATR, which the reader makes up."""

from __future__ import annotations

from app.card import apdu, licence, mynumber, piv, residence
from app.card.apdu import SW
from app.card.connection import CardConnection
from models.card import CardKind

_TOKEN = 0x06
"""The public application's free file that names the token."""
_PHONE, _JUKI_CARD = b"JPKIAPGPSETOKEN", b"JPKIAPICCTOKEN"


def kind_of(card: CardConnection) -> CardKind:
    """Try the applications in the order of the facts; the first that is there decides and stays selected."""
    if _selects(card, mynumber.TEXT_APPLICATION):
        return CardKind.MY_NUMBER
    if _selects(card, mynumber.JPKI_APPLICATION):
        return CardKind.PHONE if _label(card) == _PHONE else CardKind.UNKNOWN
    if _selects(card, licence.ENTRIES_DIRECTORY):
        return CardKind.DRIVER_LICENCE
    if _selects(card, residence.FRONT):
        return CardKind.RESIDENCE
    return CardKind.STAFF if piv.selects(card) else CardKind.UNKNOWN


def why_unreadable(card: CardConnection, kind: CardKind) -> str:
    """The reason of UnreadableCard for a kind that gives nothing; an old 住基カード is named."""
    juki = kind is CardKind.UNKNOWN and _selects(card, mynumber.JPKI_APPLICATION) and _label(card) == _JUKI_CARD
    return "kind_juki" if juki else f"kind_{kind}"


def _label(card: CardConnection) -> bytes:
    label, _ = card.transmit(apdu.read_file(_TOKEN))
    return label[:32].rstrip(b"\0 ")


def _selects(card: CardConnection, aid: bytes) -> bool:
    return card.transmit(apdu.select_application(aid))[1] == SW.OK
