"""Pictures of a chip become PNG, whatever the chip wrote; what is broken is told."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.card.pictures import as_png
from app.errors import UnreadableCard


def drawn(mode: str, size: tuple[int, int] = (120, 40)) -> Image.Image:
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).ellipse((10, 5, 60, 35), fill="black")
    return image


def written(image: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


NAME = written(drawn("1"), "TIFF", compression="group4")
FACE = written(drawn("RGB", (96, 128)), "JPEG2000")


@pytest.mark.parametrize("picture", [NAME, FACE, written(drawn("L"), "PNG")])
def test_every_form_of_a_chip_becomes_a_png_of_the_same_size(picture: bytes) -> None:
    with Image.open(BytesIO(picture)) as before, Image.open(BytesIO(as_png(picture))) as after:
        assert (after.format, after.size) == ("PNG", before.size)


def test_a_bilevel_picture_keeps_every_point() -> None:
    with Image.open(BytesIO(as_png(NAME))) as after:
        assert list(after.convert("1").tobytes()) == list(drawn("1").tobytes())


@pytest.mark.parametrize(
    "picture",
    [b"", b"\0" * 2500, NAME[:40], FACE[:60], written(drawn("RGB"), "GIF"), written(drawn("1", (5000, 2)), "PNG")],
)
def test_what_is_no_picture_of_a_card_is_told(picture: bytes) -> None:
    with pytest.raises(UnreadableCard):
        as_png(picture)


@settings(max_examples=150)
@given(st.sampled_from([NAME, FACE]), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8))
def test_a_changed_picture_is_shown_or_refused(picture: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(picture)
    for place, value in changes:
        changed[place % len(changed)] = value
    try:
        assert as_png(bytes(changed)).startswith(b"\x89PNG")
    except UnreadableCard:
        return
