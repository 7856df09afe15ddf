"""Numbers said in whichever way: the table of tests/cases/translation/numbers.toml."""

import tomllib
from pathlib import Path

import pytest

from app.translation.numbers import numbers_of, same_numbers

CASES = Path(__file__).resolve().parents[2] / "cases" / "translation"
ROWS = tomllib.loads((CASES / "numbers.toml").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize(("japanese", "other", "language", "same"), ROWS)
def test_the_numbers_of_two_languages_are_compared_by_what_they_mean(
    japanese: str, other: str, language: str, same: bool
) -> None:
    here, there = numbers_of(japanese, "ja"), numbers_of(other, language)
    assert same_numbers(here, there) is same, (dict(here), dict(there))
    assert same_numbers(there, here) is same


def test_the_table_has_at_least_a_hundred_sentences_of_both_kinds() -> None:
    assert len(ROWS) >= 100
    assert sum(not same for *_, same in ROWS) >= 30
