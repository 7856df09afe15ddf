"""`update check|install`: a signed update of the program on a closed network."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.cli.answer import Facts
from app.cli.sign_in import signed_in
from app.errors import InvalidInput, Problem
from app.journeys.updating import Updating, look
from app.paths import DataFolder
from app.sentences import bilingual
from app.updates.bundle import Checked, Consent
from app.updates.slots import Slots

_LARGEST_NOTE = 64 << 10


def check(arguments: Namespace) -> Facts:
    """Whether this machine would take the update; nothing is written."""
    return _facts(arguments, look(arguments.file, _consent(arguments)))


def install(arguments: Namespace) -> Facts:
    """Check it, back the records up, put it into the other slot and try it there; it runs from the next start on."""
    folder = DataFolder.chosen(getattr(arguments, "data", None))
    home = Slots(arguments.home) if arguments.home else Slots.of_this_program()
    with signed_in(arguments) as counter:
        checked = Updating(counter, folder, home).install(arguments.file, _consent(arguments))
    return {**_facts(arguments, checked), "installed": True}


def _consent(arguments: Namespace) -> Consent:
    return Consent(_read(arguments.note) if arguments.note else b"", old=arguments.allow_old)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_NOTE)
    except OSError:
        raise InvalidInput([Problem("--note", str(file), bilingual("readable"))]) from None


def _facts(arguments: Namespace, checked: Checked) -> dict[str, object]:
    manifest = checked.manifest
    return {
        "file": str(arguments.file), "version": manifest.version, "built_at": manifest.built_at,
        "age_days": checked.age, "signed_by": list(checked.signed_by), "files": len(manifest.files),
        "bytes": sum(facts.size for facts in manifest.files.values()), "components": checked.components,
        "rollback": checked.rollback or None,
    }  # fmt: skip
