"""Cards that the program was not written around: other lengths, orders, fillers, pieces, manners; no surprise."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.card import mynumber, tlv
from app.card.apdu import SW
from app.card.mynumber import SurfaceFile, TextFile
from app.card.request import ReadRequest
from app.card.simulated.chip import Answer, ChipFile, ChipSecret, SimulatedChip
from app.errors import Locked, UnreadableCard, WrongSecret
from models.card import CardReading, SecretKind
from tests.app.card.people import B_REQUEST, DATA, NUMBER_B, PIN, chip, read

FIELDS = (DATA.name.encode(), DATA.address.encode(), b"19880501", b"1")
TAGS = mynumber.BASIC_TAGS
Manner = Callable[[SimulatedChip, bytes], Answer]


class Odd(SimulatedChip):
    """An ordinary chip behind a manner of its own."""

    def __init__(self, manner: Manner) -> None:
        super().__init__(chip().applications)
        self._manner = manner
        self.waiting = b""

    def process(self, command: bytes) -> Answer:
        return self._manner(self, command)

    def plain(self, command: bytes) -> Answer:
        return super().process(command)


def small_pieces(size: int) -> Manner:
    def manner(one: SimulatedChip, command: bytes) -> Answer:
        assert isinstance(one, Odd)
        data, status = one.plain(command)
        return (data[:size], status) if command[1] == 0xB0 else (data, status)

    return manner


def end_is_a_warning(one: SimulatedChip, command: bytes) -> Answer:
    assert isinstance(one, Odd)
    data, status = one.plain(command)
    short = command[1] == 0xB0 and status == SW.OK and len(data) < (command[4] or 256)
    return data, SW.END_OF_FILE if short else status


def answers_are_fetched(one: SimulatedChip, command: bytes) -> Answer:
    """61xx after every reading, as over T=0."""
    assert isinstance(one, Odd)
    if command[1] == 0xC0:
        return one.waiting[: command[4] or 256], SW.OK
    data, status = one.plain(command)
    if not data or status != SW.OK:
        return data, status
    one.waiting = data
    return b"", 0x6100 | len(data) & 0xFF


def length_is_named(one: SimulatedChip, command: bytes) -> Answer:
    """6Cxx where more was asked for than there is."""
    assert isinstance(one, Odd)
    data, status = one.plain(command)
    if command[1] == 0xB0 and status == SW.OK and len(data) < (command[4] or 256):
        return b"", 0x6C00 | len(data)
    return data, status


def no_short_ids(one: SimulatedChip, command: bytes) -> Answer:
    assert isinstance(one, Odd)
    if (command[1] == 0xB0 and command[2] & 0x80) or (command[1] == 0x20 and command[3] & 0x1F):
        return b"", SW.WRONG_P1P2
    return one.plain(command)


def no_short_ids_and_says_so_by_the_length(one: SimulatedChip, command: bytes) -> Answer:
    data, status = no_short_ids(one, command)
    return data, SW.WRONG_LENGTH if status == SW.WRONG_P1P2 else status


MANNERS = {
    "pieces of 16 bytes": small_pieces(16),
    "pieces of 128 bytes": small_pieces(128),
    "pieces of 255 bytes": small_pieces(255),
    "a warning at the end of a file": end_is_a_warning,
    "answers that must be fetched": answers_are_fetched,
    "the right length is named": length_is_named,
    "no short ids at all": no_short_ids,
    "no short ids, and another word for it": no_short_ids_and_says_so_by_the_length,
}


ROUTES = [
    (ReadRequest(with_number=True, presence=True), PIN, 1),
    (replace(B_REQUEST, images=True, presence=True), NUMBER_B, 2),
    (ReadRequest(kind=SecretKind.NUMBER_A), DATA.number_a.digits, 1),
    (ReadRequest(kind=SecretKind.NUMBER_A, with_number=True, images=True), DATA.number_a.digits, 2),
    (ReadRequest(kind=SecretKind.BIRTH_DATE), NUMBER_B[:6], 1),
]


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_a_card_with_other_manners_gives_the_same(manner: Manner) -> None:
    for request, secret, tries in ROUTES:
        one = Odd(manner)
        expected, found = read(chip(), request, secret), read(one, request, secret)
        assert _content(found) == _content(expected)
        assert one.verifications == tries


def _content(reading: CardReading) -> object:
    return (
        reading.person, reading.integrity, reading.presence, reading.expires_on, dict(reading.images), reading.warnings,
        reading.tries_left, reading.details,
    )  # fmt: skip


@pytest.mark.parametrize("status", [0x6300, 0x9000])
def test_a_chip_that_counts_no_tries_is_tried_once(status: int) -> None:
    def manner(one: SimulatedChip, command: bytes) -> Answer:
        assert isinstance(one, Odd)
        if command[1] == 0x20 and len(command) == 4:
            return b"", status
        data, given = one.plain(command)
        return (data, 0x6300) if command[1] == 0x20 and given & 0xFFF0 == 0x63C0 else (data, given)

    assert read(Odd(manner)).person is not None
    one = Odd(manner)
    with pytest.raises(WrongSecret) as caught:
        read(one, secret=b"0000")
    assert (caught.value.facts, one.verifications) == ({"tries_left": None}, 1)


@pytest.mark.parametrize("status", [SW.BLOCKED, SW.BLOCKED_ISO])
def test_a_secret_that_is_blocked_between_question_and_try_is_told(status: int) -> None:
    def manner(one: SimulatedChip, command: bytes) -> Answer:
        assert isinstance(one, Odd)
        return (b"", status) if command[1] == 0x20 and len(command) > 4 else one.plain(command)

    with pytest.raises(Locked):
        read(Odd(manner))


@pytest.mark.parametrize("status", [0x6581, 0x6F00, 0x6400, 0x6881, 0x6283, 0x6C10, 0x6110])
@pytest.mark.parametrize("instruction", [0xA4, 0x20, 0xB0, 0xB2])
def test_a_chip_that_fails_inside_is_unreadable_and_tried_once_at_most(instruction: int, status: int) -> None:
    def manner(one: SimulatedChip, command: bytes) -> Answer:
        assert isinstance(one, Odd)
        return (b"", status) if command[1] == instruction else one.plain(command)

    one = Odd(manner)
    with contextlib.suppress(UnreadableCard):
        read(one)
    assert one.verifications <= 1


def written(tag: int, value: bytes, form: int) -> bytes:
    """An object with its length in one, two (81) or three (82) bytes, in a longer form where it must."""
    form = max(form, 1 if len(value) < 0x80 else 2 if len(value) < 0x100 else 3)
    length = {1: b"", 2: b"\x81", 3: b"\x82"}[form] + len(value).to_bytes(max(form - 1, 1))
    return tag.to_bytes(2) + length + value


def basic(values: Mapping[int, bytes], order: Sequence[int], forms: Sequence[int], filler: bytes = b"") -> bytes:
    """EF 0002 with its objects in any order and its lengths in any form; the table names each by its tag."""
    fields = {tag: written(tag, values[tag], form) for tag, form in zip(order, forms, strict=True)}
    inner = b"".join(fields.values())
    table = written(0xDF21, bytes(8), forms[0])
    head = len(written(0xFF20, table + inner, forms[1])) - len(table + inner)
    starts = {tag: head + len(table) + sum(map(len, list(fields.values())[: order.index(tag)])) for tag in order}
    offsets = b"".join(starts[tag].to_bytes(2) for tag in TAGS)
    return written(0xFF20, written(0xDF21, offsets, forms[0]) + inner, forms[1]) + filler


def with_file(content: bytes, file: int = TextFile.BASIC, aid: bytes = mynumber.TEXT_APPLICATION) -> SimulatedChip:
    one = chip()
    application = one.applications[aid]
    files = {**application.files, file: ChipFile(content, application.files[file].opened_by)}
    return SimulatedChip({**one.applications, aid: replace(application, files=files)})


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(names, st.text(max_size=400), st.permutations(TAGS), st.lists(st.integers(1, 3), min_size=4, max_size=4),
       st.binary(max_size=40))  # fmt: skip
def test_any_text_in_any_order_and_form_is_read_as_it_is(
    name: str, address: str, order: list[int], forms: list[int], filler: bytes
) -> None:
    values = dict(zip(TAGS, (name.encode(), address.encode(), b"19880501", b"1"), strict=True))
    person = read(with_file(basic(values, order, forms, filler))).person
    assert person is not None
    assert (person.name, person.address) == (name, address)


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 257, 4000])
def test_an_address_of_any_size_up_to_four_kilobytes_is_read(size: int) -> None:
    values = dict(zip(TAGS, (FIELDS[0], b"x" * size, *FIELDS[2:]), strict=True))
    person = read(with_file(basic(values, TAGS, (1, 1, 1, 1)))).person
    assert person is not None
    assert len(person.address) == size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"\xff\x20",
        b"\xff\x20\x82",
        b"\xff\x20\x00",
        b"\xff\x20\x82\x00\x00" + b"\xff" * 100,
        b"\xff" * 400,
        bytes(400),
        basic(dict(zip(TAGS, (b"x" * 5000, *FIELDS[1:]), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, (b"", *FIELDS[1:]), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, (b"\xed\xa0\x80", *FIELDS[1:]), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, (*FIELDS[:2], b"1988050", b"1"), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, (*FIELDS[:2], "１９８８".encode(), b"1"), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, (*FIELDS[:3], b""), strict=True)), TAGS, (1, 1, 1, 1)),
        basic(dict(zip(TAGS, FIELDS, strict=True)), TAGS, (1, 1, 1, 1))[:-4],
    ],
)
def test_content_that_does_not_hold_together_is_told_with_a_reason(content: bytes) -> None:
    with pytest.raises(UnreadableCard) as caught:
        read(with_file(content))
    assert caught.value.facts["reason"]


def test_a_surface_in_another_order_still_gives_birth_date_and_sex() -> None:
    one = chip()
    face = one.applications[mynumber.SURFACE_APPLICATION].files[SurfaceFile.FACE].content
    parts = tlv.children(tlv.outer(face, 0xFF20, tlv.LARGEST_FILE))
    order = [0xDF25, 0xDF26, 0xDF27, 0xDF22, 0xDF23, 0xDF24, 0xDF28, 0xDF29, 0xDF2A]
    places, start = {}, 5 + len(parts[0xDF21].raw)
    for tag in order:
        places[tag] = start
        start += len(parts[tag].raw)
    table = b"".join(places[tag].to_bytes(2) for tag in sorted(order))
    content = tlv.encode(0xFF20, tlv.encode(0xDF21, table) + b"".join(parts[tag].raw for tag in order))
    other = with_file(content, SurfaceFile.FACE, mynumber.SURFACE_APPLICATION)
    reading = read(other, ReadRequest(kind=SecretKind.NUMBER_A), DATA.number_a.digits)
    assert reading.person is not None
    assert (reading.person.birth_date_raw, reading.person.sex_code) == ("19880501", "1")


def test_filler_inside_the_outer_object_is_no_object() -> None:
    whole = basic(dict(zip(TAGS, FIELDS, strict=True)), TAGS, (1, 1, 1, 1))
    padded = tlv.encode(0xFF20, whole[3:] + b"\xff" * 5) if whole[2] < 0x80 else b""
    person = read(with_file(padded)).person
    assert person is not None
    assert person.name == DATA.name


@pytest.mark.parametrize("content", [b"\xff\x10\x0b12345678901", b"\xff\x10\x0c12345678901x", b"\xff\x20\x00", b""])
def test_a_number_that_is_none_is_told(content: bytes) -> None:
    with pytest.raises(UnreadableCard):
        read(with_file(content, TextFile.NUMBER), ReadRequest(with_number=True))


@pytest.mark.parametrize("file", [TextFile.SIGNATURE, TextFile.CERTIFICATE, TextFile.CHIP_KEY])
@pytest.mark.parametrize("content", [b"", b"\xff" * 300, b"\x7f\x21\x03\x5f\x4e\x00", b"\xff\x30\x00", bytes(600)])
def test_a_broken_proof_never_hides_the_person(file: TextFile, content: bytes) -> None:
    reading = read(with_file(content, file), ReadRequest(presence=True))
    assert reading.person is not None
    assert reading.presence == ("proven" if file is TextFile.SIGNATURE else "not_checked")
    assert reading.integrity == ("consistent" if file is TextFile.CHIP_KEY else "not_checked")


@given(st.binary(max_size=600), st.sampled_from([file for file in SurfaceFile if file != SurfaceFile.VERSION]))
def test_a_broken_surface_never_hides_the_text(content: bytes, file: SurfaceFile) -> None:
    one = with_file(content, file, mynumber.SURFACE_APPLICATION)
    reading = read(one, replace(B_REQUEST, images=True), NUMBER_B)
    assert reading.person is not None
    assert reading.person.name == DATA.name


@pytest.mark.parametrize(
    "record", [b"", b"\x01\x1c", b"\x01\x1c" + b"x" * 28, b"\x01\x1c" + b"0" * 28, b"\x02" + b"0" * 40]
)
def test_an_expiry_that_is_none_is_unknown(record: bytes) -> None:
    one = chip()
    common = replace(one.applications[mynumber.COMMON_APPLICATION], records={(1, 1): record})
    reading = read(SimulatedChip({**one.applications, mynumber.COMMON_APPLICATION: common}))
    assert (reading.expires_on, reading.expired, reading.integrity) == (None, None, "consistent")


def test_a_pin_that_begins_with_zeros_is_sent_as_it_is() -> None:
    one = chip(pin=ChipSecret(b"0001", 2, 3))
    assert read(one, secret=b"0001").tries_left == 3
    assert one.verifications == 1
