"""The pictures of practice residence cards: black writing as TIFF (MMR), an invented face in colour as JPEG 2000."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from forms.glyphs import font_file

_FACE = (180, 240)  # pixels, width and height
_TEXT_SIZE = 30  # pixels


def writing(text: str, size: tuple[int, int] = (640, 64)) -> bytes:
    """One line as a chip keeps a name or an address: 1 bit, MMR."""
    return lines([text], size)


def lines(texts: Sequence[str], size: tuple[int, int], height: int = _TEXT_SIZE) -> bytes:
    """Lines of writing on white; what does not fit in the width is written smaller."""
    image = Image.new("1", size, 1)
    pen = ImageDraw.Draw(image)
    step = size[1] // max(len(texts), 1)
    for row, text in enumerate(texts):
        pen.text((12, row * step + (step - height) // 2), text, 0, _fitting(text, size[0] - 24, height))
    return _file(image, "TIFF", compression="group4")


def _fitting(text: str, width: int, height: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(font_file("gothic", "mincho"), height)
    while font.getlength(text) > width and font.size > 8:
        font = ImageFont.truetype(font_file("gothic", "mincho"), font.size - 1)
    return font


@cache
def face(most: int = 3000) -> bytes:
    """Nobody's face, in colour, in at most so many bytes."""
    image = Image.new("RGB", _FACE, "#dfe7ee")
    pen = ImageDraw.Draw(image)
    pen.ellipse((-10, 168, 190, 330), fill="#44627e")
    pen.rectangle((76, 140, 104, 190), fill="#e2b893")
    pen.ellipse((42, 36, 138, 160), fill="#ecc6a2")
    pen.pieslice((36, 22, 144, 150), 180, 360, fill="#2d2622")
    for x in (72, 108):
        pen.ellipse((x - 5, 88, x + 5, 98), fill="#2d2622")
    pen.arc((70, 108, 110, 138), 25, 155, fill="#a05a4a", width=3)
    rate = 40
    while len(written := _file(image, "JPEG2000", quality_mode="rates", quality_layers=[rate])) > most:
        rate += 10
    return written


def _file(image: Image.Image, form: str, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()
