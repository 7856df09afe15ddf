"""`export open`: the files of a sealed container, for whoever knows its passphrase (docs/export.md)."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.cli.secret_line import one_line
from app.journeys.exporting import open_sealed


def open_export(arguments: Namespace) -> Facts:
    """The passphrase is one line of standard input."""
    return {"file": str(arguments.file), **open_sealed(arguments.file, one_line().rstrip("\r\n"), arguments.out)}
