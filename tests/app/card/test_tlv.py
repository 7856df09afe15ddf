"""What the chip may say, and what is refused: lengths, offsets, order, filler."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.card import tlv
from app.card.mynumber import read_basic
from app.card.simulated.chip import SimulatedConnection
from app.card.simulated.my_number import basic_file
from app.errors import UnreadableCard
from tests.app.card.people import chip

FIELDS = ("墨田　太郎".encode(), "千葉県".encode(), b"19880501", b"1")


class Fixed(SimulatedConnection):
    """A card whose basic file holds the given bytes, whatever is asked."""

    def __init__(self, content: bytes) -> None:
        super().__init__(chip())
        self._content = content

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        offset = 0 if command[2] & 0x80 else command[2] << 8 | command[3]
        return self._content[offset : offset + 256], 0x9000


def parse(content: bytes) -> str:
    return read_basic(Fixed(content)).person.name


def written(tag: int, value: bytes, form: int) -> bytes:
    """An object with its length in one, two (81) or three (82) bytes."""
    prefix = {1: b"", 2: b"\x81", 3: b"\x82\x00"}[form]
    return tag.to_bytes(2) + prefix + bytes((len(value),)) + value


@pytest.mark.parametrize("outer", [1, 2, 3])
@pytest.mark.parametrize("inner", [1, 2, 3])
def test_every_length_form_is_read(outer: int, inner: int) -> None:
    head = {1: 3, 2: 4, 3: 5}
    start = head[outer] + head[inner] + 8
    fields, offsets = b"", b""
    for tag, value in zip(range(0xDF22, 0xDF26), FIELDS, strict=True):
        offsets += (start + len(fields)).to_bytes(2)
        fields += written(tag, value, inner)
    content = written(0xFF20, written(0xDF21, offsets, inner) + fields, outer)
    assert parse(content + b"\xff" * 40) == "墨田　太郎"


GOOD = basic_file(*FIELDS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x20",
        GOOD[:-1],
        b"\xff\x21" + GOOD[2:],
        GOOD[:2] + b"\x80" + GOOD[3:],
        GOOD[:2] + b"\x84" + GOOD[3:],
        GOOD[:2] + b"\x82\xff\xff" + GOOD[3:],
        GOOD.replace(b"\xdf\x24", b"\xdf\x22"),
        GOOD.replace(b"\xdf\x25", b"\xdf\x26"),
        GOOD.replace("墨".encode(), b"\xff\xfe\xfd"),
        basic_file(b"", *FIELDS[1:]),
        basic_file(FIELDS[0], FIELDS[1], b"1988501", b"1"),
        basic_file(*FIELDS[:3], b"12"),
        GOOD[:6] + b"\x00\x01" + GOOD[8:],
        b"\xff" * 300,
    ],
)
def test_what_does_not_hold_together_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableCard):
        parse(content)


def test_filler_and_garbage_behind_the_object_are_no_content() -> None:
    assert parse(GOOD + b"\xff\xff\x00garbage") == "墨田　太郎"


def test_a_long_name_is_read_in_pieces() -> None:
    assert parse(basic_file("あ".encode() * 300, *FIELDS[1:])) == "あ" * 300


def test_an_object_beyond_4_kb_is_refused() -> None:
    with pytest.raises(UnreadableCard):
        parse(basic_file(b"a" * 4100, *FIELDS[1:]))


def _is_a_piece_or_refused(content: bytes) -> bool:
    """Read, the name is a piece of the content and nothing else; else refused."""
    try:
        return parse(content).encode() in content
    except UnreadableCard:
        return True


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(content: bytes) -> None:
    assert _is_a_piece_or_refused(content)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_changed_byte_is_read_or_refused(place: int, value: int) -> None:
    assert _is_a_piece_or_refused(GOOD[:place] + bytes((value,)) + GOOD[place + 1 :])


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@settings(max_examples=200_000)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6), st.binary(max_size=8))
def test_many_changed_bytes_are_read_or_refused(changes: list[tuple[int, int]], tail: bytes) -> None:
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value
    assert _is_a_piece_or_refused(bytes(content) + tail)


@given(st.binary(max_size=300))
def test_what_is_encoded_is_read_back(value: bytes) -> None:
    assert tlv.outer(tlv.encode(0xDF22, value) + b"\xff", 0xDF22).value == value
