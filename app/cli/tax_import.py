"""`tax import`: the office's extract into the store of this counter."""

from __future__ import annotations

import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from app import clock
from app.cli.answer import Facts
from app.cli.sign_in import signed_in
from app.errors import Usage
from app.journeys.tax_cross_checks import CrossCheck
from app.journeys.tax_import import ExtractDesk, Preview
from app.storage.tax_difference import FileDifference
from app.tax_import.layout import FileLayout, layout
from app.tax_import.read import Progress


def tax_import(arguments: Namespace) -> Facts:
    """Take an extract in, show what it would change, or take the last one back (contract: `madoguchi tax import`)."""
    if arguments.undo == (arguments.folder is not None):
        raise Usage("DIR | --undo")
    with signed_in(arguments) as counter, _cancel_on_interrupt() as cancel:
        desk = ExtractDesk(counter)
        if arguments.undo:
            return {"undone": desk.undo()}
        began = time.monotonic()
        found = desk.preview(arguments.folder, clock.today(), _tell, cancel)
        number = _settled(desk, found, only_look=arguments.preview)
        return {
            "applied": number is not None,
            "import": number,
            "files": [_facts(file, one) for file, one in _by_file(found)],
            "warnings": [_warning(one) for one in found.warnings],
            "elapsed_ms": round((time.monotonic() - began) * 1000),
        }


def _settled(desk: ExtractDesk, found: Preview, *, only_look: bool) -> int | None:
    if not only_look:
        return desk.apply(found)
    found.discard()
    return None


def _by_file(found: Preview) -> Iterator[tuple[FileLayout, FileDifference]]:
    differences = {one.row: one for one in found.files}
    for file in layout().files:
        yield file, differences[file.row]


def _facts(file: FileLayout, one: FileDifference) -> Facts:
    """Samples are keys and column names: the content of a row is not this command's to show."""
    headers = {column.field: column.name for column in file.columns}
    return {
        "file": file.file_name,
        "rows": one.rows,
        "new": one.new,
        "changed": one.changed,
        "removed": one.removed,
        "unchanged": one.unchanged,
        "samples": {
            "new": [" / ".join(key) for key in one.new_samples],
            "changed": [
                {"key": " / ".join(key), "columns": [headers[name] for name in names]}
                for key, names in one.changed_samples
            ],
            "removed": [" / ".join(key) for key in one.removed_samples],
        },
    }


def _warning(one: CrossCheck) -> Facts:
    return {
        "id": one.notice.id, "count": one.count, "message_ja": one.notice.ja, "message_en": one.notice.en,
        "samples": [" / ".join(key) for key in one.samples],
    }  # fmt: skip


@contextmanager
def _cancel_on_interrupt() -> Iterator[Event]:
    """Ctrl-C asks the reading to stop where nothing is half done; what is being made current is not torn."""
    cancel = Event()
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: cancel.set())
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.stderr.isatty():
            print(file=sys.stderr)


def _tell(progress: Progress) -> None:
    """How far it has come, on standard error where a person looks at it: one line that counts up."""
    if sys.stderr.isatty():
        percent = progress.bytes_done * 100 // max(progress.bytes_total, 1)
        print(f"\r{percent:3d}%  {progress.file}  {progress.rows:,}", end="", file=sys.stderr, flush=True)
