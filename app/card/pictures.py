"""The pictures on a chip as PNG, which every window and program can show.

Chips write bilevel TIFF (MMR), JPEG 2000 and PNG. Only these are decoded, nothing larger than a card's face needs.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

from app.errors import UnreadableCard

_FORMATS = ("TIFF", "JPEG2000", "PNG")
_LARGEST_SIDE = 4096  # pixels
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError),
    Image.DecompressionBombError,
)
_SUFFIXES = {
    b"\x89PNG": ".png",
    b"\0\0\0\x0cjP": ".jp2",
    b"\xff\x4f\xff\x51": ".j2k",
    b"II*\0": ".tif",
    b"MM\0*": ".tif",
}


def picture_suffix(picture: bytes) -> str:
    """What the file of a picture is called by its first bytes; `.bin` where it is none that a chip writes."""
    return next((suffix for magic, suffix in _SUFFIXES.items() if picture.startswith(magic)), ".bin")


def as_png(picture: bytes) -> bytes:
    """The picture as PNG; UnreadableCard("picture") where it is none or does not hold together."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(picture), formats=_FORMATS) as image:
            if max(image.size) > _LARGEST_SIDE:
                raise UnreadableCard("picture")
            written = BytesIO()
            image.save(written, "PNG")
    except _BROKEN:
        raise UnreadableCard("picture") from None  # the decoder has no error of its own for a broken file
    return written.getvalue()
