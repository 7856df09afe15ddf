"""Practice files of the other cards: each situation is what its name says."""

from pathlib import Path

import pytest

from app.card.practice import practice_chip
from app.card.request import ReadRequest
from app.errors import InvalidInput, KnownError, Locked, Refused, UnreadableCard, WrongSecret
from app.paths import RESOURCES
from models.card import CardReading, SecretKind
from tests.app.card.others import read

PRACTICE = RESOURCES / "practice"


def reading(name: str, kind: SecretKind, secret: bytes) -> CardReading:
    return read(practice_chip(PRACTICE / f"{name}.toml"), ReadRequest(kind=kind), secret)


@pytest.mark.parametrize(
    ("name", "number", "integrity", "facts"),
    [
        ("residence_student", b"AB12345678CD", "consistent", {"period": "1年3月", "nationality": "ベトナム"}),
        ("residence_permanent", b"CD23456789EF", "consistent", {"period": "無期限", "work": "就労制限なし"}),
        ("residence_special_permanent", b"EF34567890GH", "consistent", {"document": "special_permanent_certificate"}),
        (
            "residence_first_generation",
            b"GH45678901IJ",
            "consistent",
            {"address": "東京都墨田区東向島二丁目３８番７号"},
        ),
        ("residence_first_special_permanent", b"IJ56789012KL", "consistent", {"generation": "1"}),
        ("residence_expired", b"KL67890123MN", "consistent", {"stay_until": "2026-07-31"}),
        ("residence_broken_signature", b"OP89012345QR", "mismatch", {"generation": "2"}),
        ("residence_child", b"QR90123456ST", "not_checked", {"birth_date": "2026-02-03"}),
    ],
)
def test_a_practice_residence_card_is_its_situation(
    name: str, number: bytes, integrity: str, facts: dict[str, str]
) -> None:
    result = reading(name, SecretKind.RESIDENCE_NUMBER, number)
    assert result.integrity == integrity
    assert facts.items() <= result.details.items()
    assert result.expired is (True if name == "residence_expired" else result.expired)


@pytest.mark.parametrize(
    ("name", "kind", "secret", "error"),
    [
        ("residence_wrong_number", SecretKind.RESIDENCE_NUMBER, b"MN78901234OP", WrongSecret),
        ("licence_last_try", SecretKind.LICENCE_PIN1, b"1234", Refused),
        ("licence_locked", SecretKind.LICENCE_PIN1, b"1234", Locked),
        ("phone", SecretKind.PIN, b"1234", UnreadableCard),
        ("juki_card", SecretKind.PIN, b"1234", UnreadableCard),
        ("unknown_card", SecretKind.PIN, b"1234", UnreadableCard),
    ],
)
def test_a_practice_card_that_gives_nothing_says_why(
    name: str, kind: SecretKind, secret: bytes, error: type[KnownError]
) -> None:
    with pytest.raises(error):
        reading(name, kind, secret)


@pytest.mark.parametrize(
    "name", ["licence", "licence_external_characters", "licence_changed", "licence_no_pin", "licence_expired"]
)
def test_a_practice_licence_is_read_with_its_pin(name: str) -> None:
    result = reading(name, SecretKind.LICENCE_PIN1, b"1234")
    assert result.person is not None
    assert bool(result.warnings) == (name not in ("licence", "licence_no_pin"))
    assert result.expired is (name == "licence_expired")


def test_every_fault_of_a_practice_file_is_told_together(tmp_path: Path) -> None:
    file = tmp_path / "card.toml"
    file.write_text('card = "residence"\ntype = "09"\nnumber = "12"\nsurprise = 1\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        practice_chip(file)
    assert {"type", "number", "surprise", "name"} <= {problem.path for problem in caught.value.problems}
