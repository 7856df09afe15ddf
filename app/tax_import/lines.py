"""The bytes of a CSV file → its lines, one at a time: a line of a gigabyte takes no more room than a short one."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_CHUNK = 1 << 20


class TooLong(ValueError):
    """A line with more bytes than are allowed."""


class WrongQuotes(ValueError):
    """A line that is no CSV."""


def raw_lines(file: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Each line without its end; None for one that is longer than `longest` bytes."""
    while line := file.readline(longest + 2):
        if line.endswith(b"\n"):
            yield line.removesuffix(b"\n").removesuffix(b"\r")
        elif len(line) <= longest:
            yield line  # the last one, without an end
        else:
            _skip_line(file)
            yield None


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def encoding_of(header: bytes) -> str | None:
    """UTF-8 where the first line is that, else CP932; None where it is neither."""
    for encoding in ("utf-8", "cp932"):
        try:
            header.removeprefix(codecs.BOM_UTF8).decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def has_control(line: str) -> bool:
    return _CONTROL.search(line) is not None


def cells_of(line: str) -> list[str]:
    """The cells of one line; WrongQuotes where its quotation marks do not match."""
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader((line,), strict=True))
    except (csv.Error, StopIteration):
        raise WrongQuotes from None
