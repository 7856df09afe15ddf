"""Invented people's chips for the tests."""

from dataclasses import replace

from app.card.connection import Talk
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import ChipSecret, SimulatedChip, SimulatedConnection
from app.card.simulated.my_number import ChipData, my_number_chip
from models.card import CardReading, SecretKind

PIN = b"4729"
NUMBER_B = b"63050120351111"
DATA = ChipData(
    name="墨田　太郎",
    address="千葉県千葉市中央区中央四丁目５番１号",
    birth_date="19880501",
    sex="1",
    individual_number="111122223334",
    expires_on="2035-05-01",
    pin=ChipSecret(PIN, 3),
    number_a=ChipSecret(b"111122223334", 10),
    number_b=ChipSecret(NUMBER_B, 10),
)


def chip(**changes: object) -> SimulatedChip:
    return my_number_chip(replace(DATA, **changes))  # type: ignore[arg-type]


def read(
    one: SimulatedChip, request: ReadRequest | None = None, secret: bytes | None = PIN, lift_after: int | None = None
) -> CardReading:
    """One reading in process."""
    request = request or ReadRequest()
    with Talk(SimulatedConnection(one, lift_after)) as talk:
        return read_connected(talk, request, lambda: None if secret is None else Secret(request.kind, secret))


B_REQUEST = ReadRequest(kind=SecretKind.NUMBER_B)
