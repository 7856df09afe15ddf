"""Looking for marked numbers in whatever a file is: its bytes, an archive's members, the text of a PDF's pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pypdf import PdfReader

_BETWEEN = "[ \u3000\\-‐‑‒–—―−－]?"
_UTF16 = ("utf-16-le", "utf-16-be")
_WIDE = {ord(chr(0xFF10 + digit)): str(digit) for digit in range(10)}


class Numbers:
    """In any width and grouping, as UTF-8 and UTF-16."""

    def __init__(self, numbers: Sequence[str]) -> None:
        grouped = (_BETWEEN.join((one[:4], one[4:8], one[8:])) for one in numbers)
        self._text = re.compile("|".join(grouped))

    def in_text(self, text: str) -> bool:
        return self._text.search(text.translate(_WIDE)) is not None

    def in_bytes(self, content: bytes) -> bool:
        wide = (content[start:].decode(encoding, "replace") for encoding in _UTF16 for start in (0, 1))
        return any(map(self.in_text, (content.decode("utf-8", "replace"), *wide)))

    def in_file(self, name: str, content: bytes) -> Iterator[str]:
        """Where they stand: the name, and the member's within an archive."""
        if self.in_bytes(content):
            yield name
        if content.startswith(b"%PDF") and self.in_text(_printed(content)):
            yield f"{name} (text of the PDF)"
        if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):  # half-written: bytes
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for member in archive.namelist():
                    yield from self.in_file(f"{name}/{member}", archive.read(member))

    def under(self, *roots: Path) -> list[str]:
        files = [path for root in roots for path in root.rglob("*") if path.is_file()]
        return [found for path in files for found in self.in_file(str(path), path.read_bytes())]


def _printed(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
