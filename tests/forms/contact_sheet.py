"""Pictures of the sheets, to be looked at: `python -m tests.forms.contact_sheet OUT [FORM …] [--household NAME]`.

One PNG a page, and `contact.png` with all of them small.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2
from PIL import Image

from forms.load import load_sheets
from tests.forms.households import HOUSEHOLDS
from tests.forms.people import printed

_DPI = 110
_THUMBNAIL = 420  # pixels
_COLUMNS = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("forms", nargs="*", default=list(load_sheets()))
    parser.add_argument("--household", choices=HOUSEHOLDS, default="family")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pictures = []
    for form in arguments.forms:
        for index, page in enumerate(pypdfium2.PdfDocument(printed(form, HOUSEHOLDS[arguments.household]).pdf)):
            picture = page.render(scale=_DPI / 72).to_pil()
            picture.save(arguments.out / f"{form}-{index + 1}.png")
            pictures.append(picture)
    contact(pictures).save(arguments.out / "contact.png")


def contact(pictures: list[Image.Image]) -> Image.Image:
    for picture in pictures:
        picture.thumbnail((_THUMBNAIL, _THUMBNAIL))
    rows = -(-len(pictures) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * (_THUMBNAIL + 8), rows * (_THUMBNAIL + 8)), "grey")
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (index % _COLUMNS * (_THUMBNAIL + 8) + 4, index // _COLUMNS * (_THUMBNAIL + 8) + 4))
    return sheet


if __name__ == "__main__":
    main()
