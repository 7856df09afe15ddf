"""The pictures of practice cards, drawn when they are read: names as printed, and a face that is nobody's."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from forms import glyphs

_SIZE, _LINE = 30, 36  # pixels: a character, and from line to line
_PER_LINE = 20  # full-width characters
_MOST_LINES = 30


def text_png(text: str) -> bytes:
    """Name or address in black on white, one bit a pixel, as many lines as it needs."""
    lines = _lines(text)[:_MOST_LINES]
    image = Image.new("1", (_SIZE * _PER_LINE + 8, _LINE * len(lines) + 8), 1)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        pen.text((4, 4 + row * _LINE), line, fill=0, font=_font(_SIZE))
    return _png(image)


def digits_png(digits: str) -> bytes:
    """Digits as small as the chip's own pictures of them: 6 by 12 pixels each."""
    image = Image.new("1", (6 * len(digits), 12), 1)
    pen = ImageDraw.Draw(image)
    for place, digit in enumerate(digits):
        pen.text((6 * place, 0), digit, fill=0, font=_font(11))
    return _png(image)


@cache
def face_jp2() -> bytes:
    """A grey head and shoulders, plainly no photograph: JPEG 2000 (JP2), as the chip holds faces."""
    image = Image.linear_gradient("L").resize((160, 200)).point(lambda grey: 200 + grey // 5)
    pen = ImageDraw.Draw(image)
    pen.ellipse((18, 138, 142, 270), fill=110)
    pen.rectangle((68, 110, 92, 148), fill=145)
    pen.ellipse((40, 22, 120, 118), fill=60)
    pen.ellipse((46, 44, 114, 130), fill=170)
    pen.text((80, 168), "見本", fill=240, font=_font(28), anchor="mm")
    written = BytesIO()
    image.save(written, "JPEG2000", quality_mode="rates", quality_layers=[12])
    return written.getvalue()


def _lines(text: str) -> list[str]:
    """Broken where the line is full; a selector stays with its character."""
    lines, room = [""], float(_PER_LINE)
    for unit in glyphs.units(text):
        wide = 1.0 if ord(unit[0]) > 0x2E7F else 0.6
        if wide > room:
            lines.append("")
            room = float(_PER_LINE)
        lines[-1] += unit
        room -= wide
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(glyphs.font_file("ipamj", "mincho"), size)


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
