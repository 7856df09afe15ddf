"""Invented people's residence cards and licences for the tests."""

from dataclasses import replace

from app.card.connection import Talk
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip, SimulatedConnection
from app.card.simulated.licence import LicenceData, licence_chip
from app.card.simulated.residence import ResidenceData, residence_chip
from models.card import CardReading, SecretKind

NUMBER = b"AB12345678CD"
RESIDENCE = ReadRequest(kind=SecretKind.RESIDENCE_NUMBER)
STUDENT = ResidenceData(
    type="05",
    number=NUMBER.decode(),
    name="NGUYEN THI MINH CHAU",
    address="東京都墨田区吾妻橋一丁目２３番２０号",
    birth_date="2003-08-15",
    sex="2",
    nationality="ベトナム",
    status="留学",
    period="1年3月",
    expires_on="2028-02-29",
    nationality_code="VNM",
    status_code="X000000001",
    period_code="0103",
    stay_until="2028-02-29",
    permission_code="01",
    permitted_on="2026-11-29",
    work_code="9",
    other_work_code="1",
    other_work_until="2028-02-29",
)
SPECIAL = replace(STUDENT, type="06", nationality="韓国", nationality_code="KOR", status="", period="")
FIRST = replace(STUDENT, type="1", back_address="東京都墨田区押上二丁目１番１号", back_written_on="2025-04-01")
FIRST_SPECIAL = replace(FIRST, type="2", status="", period="")
EVERY_TYPE = [STUDENT, SPECIAL, FIRST, FIRST_SPECIAL]


def residence(data: ResidenceData = STUDENT, **changes: str) -> SimulatedChip:
    return residence_chip(replace(data, **changes))  # type: ignore[arg-type]


def read(
    chip: SimulatedChip,
    request: ReadRequest = RESIDENCE,
    secret: bytes | None = NUMBER,
    lift_after: int | None = None,
) -> CardReading:
    """One reading in process."""
    with Talk(SimulatedConnection(chip, lift_after)) as talk:
        return read_connected(talk, request, lambda: None if secret is None else Secret(request.kind, secret))


LICENCE_PIN1 = ReadRequest(kind=SecretKind.LICENCE_PIN1)
LICENCE_PINS = ReadRequest(kind=SecretKind.LICENCE_PINS)
DRIVER = LicenceData(
    name="墨田　太郎",
    kana="スミダ　タロウ",
    address="千葉県千葉市中央区中央四丁目５番１号",
    birth_date="3630501",
    issued_on="2024-04-20",
    expires_on="2029-06-01",
    number="120000000000",
    domicile="千葉県千葉市中央区中央四丁目５番地",
    pin1="4729",
    pin2="8613",
)


def licence(**changes: object) -> SimulatedChip:
    return licence_chip(replace(DRIVER, **changes))  # type: ignore[arg-type]
