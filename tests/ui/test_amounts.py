"""Amounts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.amounts import in_words, read_amount, written


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1,234,567", 1_234_567),
        ("１２３万", 1_230_000),
        ("123万4千", 1_234_000),
        ("12.5万", 125_000),
        ("二百五十万", 2_500_000),
        ("百万円", 1_000_000),
        ("3億2千万", 320_000_000),
        ("一二三四", 1234),
        ("300千円", 300_000),
        ("1,234万5,678円", 12_345_678),
        ("▲50,000", -50_000),
        ("−5", -5),
        ("¥１，０００", 1000),
        ("0", 0),
        ("壱万", 10_000),
    ],
)
def test_every_usual_way_of_writing_is_understood(text: str, yen: int) -> None:
    assert read_amount(text) == yen


@pytest.mark.parametrize(
    "text",
    ["", "円", "abc", "1,23", "12,34万", "12.34", "1.5", "1.2.3", "万", "12万万", "千千", "4千123万億", "--5", "NaN"],
)
def test_what_is_no_whole_amount_is_not_guessed(text: str) -> None:
    assert read_amount(text) is None


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_what_is_shown_is_read_back(yen: int) -> None:
    assert read_amount(written(yen)) == yen
    assert read_amount(in_words(yen)) == yen


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_amount(text), int | None)
