"""`backup create|check|restore` and `keys escrow|rotate|unlock`: the records kept safe without a window."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

from app import clock
from app.cli.answer import Facts
from app.cli.secret_line import one_line
from app.cli.sign_in import signed_in
from app.errors import InvalidInput, Problem, Refused
from app.files import write_file
from app.journeys.counter import Counter
from app.journeys.keeping import Keeper, fallback_procedure
from app.keys.ring import header
from app.paths import DataFolder
from app.sentences import bilingual
from app.storage.backup_file import Contents
from app.storage.receptions import Receptions


def create(arguments: Namespace) -> Facts:
    """Back the store up, look at the copy, and say what is in it (contract: `madoguchi backup create FILE`)."""
    began = time.monotonic()
    with signed_in(arguments) as counter:
        contents = Keeper(counter, _folder(arguments)).create(arguments.file)
    return _facts(arguments, contents, began) | {"bytes": arguments.file.stat().st_size}


def check(arguments: Namespace) -> Facts:
    """Open a backup as a restore would, and look through it."""
    began = time.monotonic()
    with signed_in(arguments) as counter:
        letters = _letters() if arguments.recovery_key else ""
        contents = Keeper(counter, _folder(arguments)).check(arguments.file, letters)
    return _facts(arguments, contents, began) | {"bytes": arguments.file.stat().st_size}


def restore(arguments: Namespace) -> Facts:
    """Put a backup in the place of the store; what stood there is set aside.

    With the paper from the safe nobody need sign in: on a fresh machine nobody could.
    """
    began = time.monotonic()
    with _nobody(arguments) if arguments.recovery_key else signed_in(arguments) as counter:
        keeper = Keeper(counter, _folder(arguments))
        if arguments.recovery_key:
            restored = keeper.recover(arguments.file, _letters())
        else:
            restored = keeper.restore(arguments.file)
    aside = str(restored.set_aside) if restored.set_aside else None
    return _facts(arguments, restored.contents, began) | {"set_aside": aside}


def escrow(arguments: Namespace) -> Facts:
    """Make the ward's escrow key and its recovery sheet, or take over the one that another counter made."""
    with signed_in(arguments) as counter:
        keeper = Keeper(counter, _folder(arguments))
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
    with signed_in(arguments) as counter:
        Keeper(counter, _folder(arguments)).rotate()
    return {"key_id": header(_folder(arguments)).key_id}


def unlock(arguments: Namespace) -> Facts:
    """Let this machine open its store again with the letters of the recovery sheet (one line of standard input)."""
    with _nobody(arguments) as counter:
        Keeper(counter, _folder(arguments)).unlock(_letters())
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
    letters = one_line()
    if not letters:
        raise InvalidInput([Problem("recovery_key", bilingual("missing_found"), bilingual("input_line"))])
    return letters


@contextmanager
def _nobody(arguments: Namespace) -> Iterator[Counter]:
    """A counter at which nobody sits: who holds the recovery sheet is let in by it."""
    counter = Counter(partial(Receptions.open, _folder(arguments)), "コマンド")
    try:
        yield counter
    finally:
        counter.close()


def _folder(arguments: Namespace) -> DataFolder:
    return DataFolder.chosen(getattr(arguments, "data", None))
