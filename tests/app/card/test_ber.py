"""Objects with tags of one and two bytes, as residence cards and licences write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.card import ber
from app.errors import UnreadableCard


def test_the_examples_of_the_specification_are_read() -> None:
    whole = (
        bytes.fromhex("C1023035")
        + bytes.fromhex("D08209C4")
        + bytes(2500)
        + bytes.fromhex("DFD18209C4")
        + b"\x01" * 2500
        + bytes.fromhex("DC60")
        + bytes(96)
        + bytes(3)
    )
    assert ber.objects(whole) == {0xC1: b"05", 0xD0: bytes(2500), 0xDFD1: b"\x01" * 2500, 0xDC: bytes(96)}


@pytest.mark.parametrize("filler", [b"", b"\0\0\0", b"\xff" * 9])
def test_filler_ends_a_file(filler: bytes) -> None:
    assert ber.objects(ber.encode(0x45, b"abc") + filler) == {0x45: b"abc"}


@pytest.mark.parametrize(
    "data", ["C1", "C102", "C10230", "DF", "C180", "C181", "C18201", "C182FFFF", "C1820102", "C10130C10131"]
)
def test_what_does_not_hold_together_is_refused(data: str) -> None:
    with pytest.raises(UnreadableCard):
        ber.objects(bytes.fromhex(data))


@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert all(tag for tag in ber.objects(data))
    except UnreadableCard:
        return


@given(st.sampled_from([0x11, 0x1F, 0xC1, 0xDFD1, 0x5F40]), st.binary(max_size=700))
def test_what_is_encoded_is_read_back(tag: int, value: bytes) -> None:
    assert ber.objects(ber.encode(tag, value)) == {tag: value}
