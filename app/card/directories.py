"""Directories and files of chips with a master file (MF): residence cards and driver's licences."""

from __future__ import annotations

from collections.abc import Mapping

from app.card import apdu, ber
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.card.files import require

_SELECT_ROOT = bytes.fromhex("00A40000023F00")
_PIECE = 256


def select_root(card: CardConnection) -> None:
    require(card.transmit(_SELECT_ROOT)[1])


def select_file(card: CardConnection, file: int) -> None:
    require(card.transmit(apdu.select_file(file))[1])


def read(card: CardConnection, short_id: int) -> Mapping[int, bytes]:
    """The objects of a file, selecting it by its short id on the way; UnreadableCard where they do not hold."""
    return _objects(card, apdu.read_file(short_id))


def read_selected(card: CardConnection) -> Mapping[int, bytes]:
    """The objects of the file that is selected."""
    return _objects(card, apdu.read_on(0, _PIECE))


def _objects(card: CardConnection, first: bytes) -> Mapping[int, bytes]:
    """Read in pieces until the card gives less than a piece: these files have fixed sizes and filler at their end."""
    piece, status = card.transmit(first)
    require(status, SW.END_OF_FILE)
    data = piece
    while len(piece) == _PIECE and len(data) <= ber.LARGEST_VALUE:
        piece, status = card.transmit(apdu.read_on(len(data), _PIECE))
        require(status, SW.END_OF_FILE, SW.BEYOND_END)
        data += piece
    return ber.objects(data)
