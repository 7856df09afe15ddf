"""One reading, whatever card it is: wait for it, see what it is, and let the module of its kind read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from threading import Event

from app.card import licence_reading, my_number_reading, mynumber, residence_reading
from app.card.connection import CardConnection, Talk
from app.card.kind import kind_of, why_unreadable
from app.card.patience import Patient
from app.card.request import Progress, ReadRequest, SecretSource
from app.errors import UnreadableCard
from models.card import CardKind, CardReading

KindReader = Callable[[Talk, ReadRequest, SecretSource, Progress], CardReading]
"""Reads another kind of card, which lies there with its application selected."""


def silent(_reading: CardReading) -> None:
    """The progress of whoever waits for the end."""


def read_card(
    request: ReadRequest,
    secret: SecretSource,
    cancel: Event,
    progress: Progress = silent,
    connect: Callable[[], CardConnection] | None = None,
) -> CardReading:
    """Wait for a card and read it.

    Raises NoReader, NoCard, WrongSecret, Locked, CardMoved, UnreadableCard, InvalidInput, Refused.
    `connect` opens another door than the reader service (a simulated card).
    """
    with Talk(Patient(connect or _from_reader(request, cancel), cancel, request.limit, request.timeout)) as talk:
        return read_connected(talk, request, secret, progress)


def _from_reader(request: ReadRequest, cancel: Event) -> Callable[[], CardConnection]:
    from app.card.pcsc import AwaitedCard

    return partial(AwaitedCard, request.reader, request.timeout, cancel, apart_from=request.apart_from)


def read_connected(talk: Talk, request: ReadRequest, secret: SecretSource, progress: Progress = silent) -> CardReading:
    """Read a card that lies on the reader.

    What a My Number card tells without a secret comes before the question which card it is, for that question leaves
    its text application selected: one exchange less.
    """
    common = mynumber.read_common(talk)
    kind = kind_of(talk)
    if kind is CardKind.MY_NUMBER:
        return my_number_reading.read(talk, request, secret, progress, common)
    if reader := _OTHERS.get(kind):
        return reader(talk, request, secret, progress)
    raise UnreadableCard(why_unreadable(talk, kind))


_OTHERS: Mapping[CardKind, KindReader] = {
    CardKind.RESIDENCE: residence_reading.read,
    CardKind.DRIVER_LICENCE: licence_reading.read,
}
