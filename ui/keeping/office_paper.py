"""What the office prints or keeps as a file for itself: the recovery sheet, the public key, the fallback set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.lanes import Waiting

if TYPE_CHECKING:
    from ui.area import Services
    from ui.lanes import Failed

BACKUPS = "まどぐちのバックアップ (*.mdgbackup)"


def print_sheet(services: Services, pdf: bytes, failed: Failed, done: Callable[[int], None] | None = None) -> None:
    """A PDF onto the printer of last time, in the paper lane; Refused("no_printer") where there is none."""
    cancel = Event()
    do = partial(_on_paper, services.preferences.settings.printer, pdf, cancel)
    services.paper.run(do, done or _printed, failed, Waiting("印刷しています", cancel.set))


def _on_paper(name: str, pdf: bytes, cancel: Event) -> int:
    from app.errors import Refused
    from ui.printing import print_on, usual_printer

    chosen = name or usual_printer()
    if not chosen:
        raise Refused("no_printer")
    return print_on(chosen, pdf, cancel)


def save_file(services: Services, name: str, content: bytes, failed: Failed) -> None:
    """A file where the administrator wants it."""
    from app.files import write_file

    services.paper.run(partial(write_file, Path(name), content), _saved, failed)


def _printed(_pages: int) -> None:
    """Paper says it itself."""


def _saved(_nothing: None) -> None:
    """The file stands there."""


def asked_name(parent: QWidget, title: str, name: str, kind: str) -> str:
    """Where a file is to stand; empty where nothing was chosen."""
    return QFileDialog.getSaveFileName(parent, title, name, kind)[0]
