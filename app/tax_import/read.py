"""A folder with an extract → checked rows, file by file and batch by batch, each file read once."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import BinaryIO

from app.errors import InvalidInput, Problem, Refused
from app.individual_number import holds_number
from app.sentences import bilingual
from app.tax_import.faults import Faults
from app.tax_import.layout import FileLayout, layout
from app.tax_import.lines import encoding_of, raw_lines
from app.tax_import.rows import RowCheck
from models.office import Addressee, OfficeValue

Row = tuple[OfficeValue, ...]
BATCH = 2000


@dataclass(frozen=True)
class Progress:
    """How far the reading has come: rows of this file, bytes of all files."""

    file: str
    rows: int
    bytes_done: int
    bytes_total: int


class Extract:
    """An extract on its way in. Its faults gather while it is read; `refuse_faults` tells them at the end."""

    def __init__(self, folder: Path, today: date, progress: Callable[[Progress], None], cancel: Event) -> None:
        self._layout = layout()
        self._folder = folder
        self._today = today
        self._progress = progress
        self._cancel = cancel
        self._faults = Faults(self._layout.limits.problems)
        self._numbers: set[str] = set()
        self._done = 0
        self._sizes = self._look_at_folder()

    @property
    def files(self) -> tuple[FileLayout, ...]:
        """In the order in which they are to be read: the addressees first, whom the others name."""
        return self._layout.files

    def batches(self, file: FileLayout) -> Iterator[list[Row]]:
        """The checked rows of a file. After the first fault of the extract there are none; the checking goes on.

        Refused("individual_number_in_extract") where such a number stands anywhere, Refused("cancelled") on the event.
        """
        if file.file_name not in self._sizes:
            return
        try:
            with (self._folder / file.file_name).open("rb") as opened:
                yield from self._read(file, opened)
        except OSError:
            raise InvalidInput([Problem(file.file_name, bilingual("unreadable"), bilingual("readable"))]) from None
        self._done += self._sizes[file.file_name]

    def refuse_faults(self) -> None:
        """InvalidInput with all that is wrong; nothing where nothing is."""
        if self._faults.count:
            raise self._faults.refusal()

    def _look_at_folder(self) -> dict[str, int]:
        """The files that are there, with their bytes; missing and unknown ones are faults."""
        words = self._layout.words
        try:
            found = {path.name: path.stat().st_size for path in self._folder.iterdir() if path.is_file()}
        except OSError:
            self._faults.add(str(self._folder), 0, "", "—", words["folder"])
            raise self._faults.refusal() from None
        wanted = [file.file_name for file in self.files]
        for name in wanted:
            if name not in found:
                self._faults.add(name, 0, "", "—", words["file_missing"])
        for name in sorted(found):
            if name.lower().endswith(".csv") and name not in wanted:
                self._faults.add(name, 0, "", name, words["unknown_file"].about(names=", ".join(wanted)))
        return {name: found[name] for name in wanted if name in found}

    def _read(self, file: FileLayout, opened: BinaryIO) -> Iterator[list[Row]]:
        lines = raw_lines(opened, self._layout.limits.line)
        header = next(lines, b"")
        encoding = self._header(file, header)
        if encoding is None:
            return
        number = 1
        check = RowCheck(file, self._layout, self._today, self._faults, self._numbers)
        batch: list[Row] = []
        for number, raw in enumerate(lines, 2):
            row = check.row(number, raw, encoding)
            if row is not None:
                batch.append(row)
            if number % BATCH == 0:
                self._tell(file, number - 1, opened.tell())
                yield from self._whole(batch)
                batch = []
            if number > self._layout.limits.rows:
                most = self._layout.limits.rows
                self._faults.add(file.file_name, number, "", "…", self._layout.words["rows"].about(most=most))
                break
        if number == 1 and file.row is Addressee:
            self._faults.add(file.file_name, 1, "", "0", self._layout.words["nobody"])
        yield from self._whole(batch)

    def _whole(self, batch: list[Row]) -> Iterator[list[Row]]:
        if batch and not self._faults.count:
            yield batch

    def _tell(self, file: FileLayout, rows: int, place: int) -> None:
        if self._cancel.is_set():
            raise Refused("cancelled")
        self._progress(Progress(file.file_name, rows, self._done + place, sum(self._sizes.values())))

    def _header(self, file: FileLayout, raw: bytes | None) -> str | None:
        """The file's encoding, where its header is the one that it must have."""
        words = self._layout.words
        encoding = encoding_of(raw) if raw is not None else None
        if raw is None or encoding is None:
            self._faults.add(file.file_name, 1, "", "…", words["encoding"])
            return None
        header = raw.removeprefix(codecs.BOM_UTF8).decode(encoding)
        _refuse_number_column(file, header)
        if header.replace('"', "").split(",") == file.header:
            return encoding
        self._header_fault(file, header)
        return None

    def _header_fault(self, file: FileLayout, header: str) -> None:
        """What is missing and what is too much; else the order is wrong."""
        found = header.replace('"', "").split(",")
        lost = [f"-{name}" for name in file.header if name not in found]
        more = [f"+{name}" for name in found if name not in file.header]
        allowed = self._layout.words["header"].about(names=",".join(file.header))
        self._faults.add(file.file_name, 1, "", " ".join(lost + more) or header, allowed)


def _refuse_number_column(file: FileLayout, header: str) -> None:
    name = next((name for name in ("個人番号", "マイナンバー") if name in header), None)
    if name is not None or holds_number(header):
        raise Refused("individual_number_in_extract", file=file.file_name, row=1, column=name or "")
