"""Dates of which a part may be unknown."""

import pytest

from models.partial_date import PartialDate


@pytest.mark.parametrize("text", ["1950-00-00", "1950-04-00", "1990-04-02", "2024-02-29"])
def test_a_date_reads_back_as_it_was_written(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["1950-00-01", "2023-02-29", "1990-13-01", "19900402", "１９９０-04-02", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_only_a_full_date_is_exact() -> None:
    assert PartialDate(1950, 4).exact() is None
    assert str(PartialDate(1950, 4, 1).exact()) == "1950-04-01"
