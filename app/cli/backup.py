"""`backup create|check|restore` and `keys escrow|rotate|unlock`: the records kept safe without a window."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app import clock
from app.access.practice import practice_seat
from app.cli.answer import Facts
from app.cli.secret_line import unechoed
from app.errors import InvalidInput, Problem, Refused
from app.files import write_file
from app.journeys.keeping import Keeper, fallback_procedure
from app.keys.ring import header
from app.paths import DataFolder
from app.sentences import bilingual
from app.storage.backup_file import Contents

_LONGEST_LINE = 400


def create(arguments: Namespace) -> Facts:
    """Back the store up, look at the copy, and say what is in it (contract: `madoguchi backup create FILE`)."""
    began = time.monotonic()
    contents = _keeper(arguments).create(arguments.file)
    return _facts(arguments, contents, began) | {"bytes": arguments.file.stat().st_size}


def check(arguments: Namespace) -> Facts:
    """Open a backup as a restore would, and look through it."""
    began = time.monotonic()
    letters = _letters() if arguments.recovery_key else ""
    contents = _keeper(arguments).check(arguments.file, letters)
    return _facts(arguments, contents, began) | {"bytes": arguments.file.stat().st_size}


def restore(arguments: Namespace) -> Facts:
    """Put a backup in the place of the store; what stood there is set aside."""
    began = time.monotonic()
    keeper = _keeper(arguments)
    restored = keeper.recover(arguments.file, _letters()) if arguments.recovery_key else keeper.restore(arguments.file)
    aside = str(restored.set_aside) if restored.set_aside else None
    return _facts(arguments, restored.contents, began) | {"set_aside": aside}


def escrow(arguments: Namespace) -> Facts:
    """Make the ward's escrow key and its recovery sheet, or take over the one that another counter made."""
    keeper = _keeper(arguments)
    public = arguments.public or _printed(keeper, arguments.out)
    return {"escrow": keeper.use_escrow(public), "public": public}


def _printed(keeper: Keeper, out: Path) -> str:
    """The sheet is on the disk before anything is wrapped for it."""
    if out.exists():
        raise Refused("file_exists")
    sheet = keeper.new_escrow(clock.today().isoformat())
    write_file(out, sheet.pdf, durable=True)
    return sheet.public


def rotate(arguments: Namespace) -> Facts:
    """Wrap the data key anew in this machine's key store."""
    _keeper(arguments).rotate()
    return {"key_id": header(_folder(arguments)).key_id}


def unlock(arguments: Namespace) -> Facts:
    """Let this machine open its store again with the letters of the recovery sheet (one line of standard input)."""
    _keeper(arguments).unlock(_letters())
    return {"key_id": header(_folder(arguments)).key_id}


def fallback(arguments: Namespace) -> Facts:
    """Write the one page to follow when the program cannot be used."""
    write_file(arguments.out, fallback_procedure())
    return {"file": str(arguments.out)}


def _facts(arguments: Namespace, contents: Contents, began: float) -> dict[str, object]:
    elapsed = round((time.monotonic() - began) * 1000)
    return {"file": str(arguments.file), **asdict(contents), "elapsed_ms": elapsed}


def _letters() -> str:
    """One line, never echoed."""
    if sys.stdin is None:
        raise InvalidInput([Problem("recovery_key", bilingual("missing_found"), bilingual("input_line"))])
    with unechoed(sys.stdin.fileno()):
        return sys.stdin.readline(_LONGEST_LINE)


def _keeper(arguments: Namespace) -> Keeper:
    """The place where a sign-in will stand."""
    return Keeper(_folder(arguments), practice_seat("保全"))


def _folder(arguments: Namespace) -> DataFolder:
    return DataFolder.chosen(getattr(arguments, "data", None))
