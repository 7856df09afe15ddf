"""Twelve digits that are said, not written: in words, in pairs, in fours, with what people put between them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.translation.individual import may_become_number, may_hold_number

SAID = tomllib.loads((Path(__file__).parents[2] / "cases/speech/said_numbers.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", SAID["twelve"])
def test_twelve_digits_that_are_said_are_an_individual_number(text: str) -> None:
    assert may_hold_number(text)
    assert may_become_number(text)


@pytest.mark.parametrize("text", SAID["others"])
def test_other_numbers_that_are_said_are_none(text: str) -> None:
    assert not may_hold_number(text)


def test_a_number_that_grows_is_hidden_before_it_is_whole() -> None:
    digits = SAID["twelve"][0].split()
    hidden = [length for length in range(13) if may_become_number(" ".join(digits[:length]))]
    assert hidden == [9, 10, 11, 12]
