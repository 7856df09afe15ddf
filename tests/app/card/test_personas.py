"""The files of practice cards: every fault of one is named, with what is allowed."""

from pathlib import Path

import pytest

from app.card.practice import practice_chip
from app.errors import InvalidInput
from app.paths import RESOURCES

GOOD = (RESOURCES / "practice" / "hanako.toml").read_text(encoding="utf-8")


def problems(tmp_path: Path, text: str) -> dict[str, str]:
    file = tmp_path / "persona.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        practice_chip(file)
    return {problem.path: problem.allowed for problem in caught.value.problems}


def test_every_fault_of_a_file_is_named_together(tmp_path: Path) -> None:
    text = GOOD.replace('pin = "1234"', 'pin = "12"\npin_tries = 4\nfavourite_colour = "blue"').replace(
        "expires_on", "#"
    )
    found = problems(tmp_path, text)
    assert found.keys() == {"pin", "pin_tries", "favourite_colour", "expires_on"}
    assert "[0-9]{4}" in found["pin"]
    assert found["pin_tries"] == "3 以下"
    assert "number_b" in found["favourite_colour"]


def test_a_defect_that_nobody_knows_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    assert "truncated" in problems(tmp_path, f'{GOOD}\ndefect = "melted"')["defect"]


def test_a_card_of_no_kind_is_answered_with_the_kinds(tmp_path: Path) -> None:
    assert "my_number" in problems(tmp_path, f'{GOOD}\ncard = "library"')["card"]


@pytest.mark.parametrize("content", [b"", b"name = ", b"\xff\xfe"])
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "persona.toml"
    file.write_bytes(content)
    with pytest.raises(InvalidInput):
        practice_chip(file)
