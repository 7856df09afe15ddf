"""`card list|read|simulate`."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from app.card.pcsc import list_readers
from app.card.pictures import picture_suffix
from app.card.read import read_card
from app.card.request import ReadRequest
from app.cli.answer import Facts
from app.cli.secret_line import secret_line
from app.errors import NoReader, StorageFailure
from app.files import write_files
from app.sentences import LANGUAGES, explained
from models.card import CardReading, SecretKind
from models.person import Person


def card_list(_arguments: Namespace) -> Facts:
    """Every reader with the card on it (contract: `card list`)."""
    readers = list_readers()
    if not readers:
        raise NoReader
    return {"readers": [asdict(reader) for reader in readers]}


def card_read(arguments: Namespace) -> Facts:
    """One reading; the secret comes from standard input, and only when the card needs it (contract: `card read`)."""
    folder: Path | None = arguments.images
    if folder:
        _make(folder)
    request = ReadRequest(
        kind=SecretKind(arguments.secret or SecretKind.PIN),
        reader=arguments.reader,
        with_number=arguments.with_number,
        images=folder is not None,
        presence=arguments.prove_chip,
        applications=arguments.applications,
        last_try=arguments.last_try,
        timeout=arguments.timeout,
    )
    question = explained(f"ask.{request.kind}", getattr(arguments, "ui", "ja"))
    reading = read_card(request, lambda: secret_line(request.kind, question), Event())
    return reading_facts(reading, _written(reading.images, folder) if folder else {})


def reading_facts(reading: CardReading, files: Mapping[str, str]) -> Facts:
    """The contract's object, with what a good signature proves; `images` names the files, never their content."""
    facts = asdict(replace(reading, images={})) | {"images": files}
    for language in LANGUAGES:
        facts[f"integrity_{language}"] = explained(f"integrity.{reading.proof}", language)
    facts["expires_on"] = reading.expires_on and reading.expires_on.isoformat()
    facts["person"] = reading.person and _person_facts(reading.person)
    return facts


def _make(folder: Path) -> None:
    """The folder for the pictures, before anything is read: a try is not spent for pictures that cannot be kept."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise StorageFailure("folder_not_writable") from None


def _written(images: Mapping[str, bytes], folder: Path) -> Mapping[str, str]:
    """Write the pictures as the chip holds them, for this user's eyes, all or none; name → file."""
    names = {name: f"{name}{picture_suffix(image)}" for name, image in images.items()}
    write_files(folder, {names[name]: image for name, image in images.items()})
    return {name: str(folder / file) for name, file in names.items()}


def _person_facts(person: Person) -> Facts:
    return {**asdict(person), "birth_date": person.birth_date and str(person.birth_date)}


def card_simulate(arguments: Namespace) -> None:
    """Lay a practice card on the virtual reader until interrupted (contract: `card simulate`)."""
    from app.card.practice import practice_chip, serve

    chip = practice_chip(Path(arguments.persona))
    cancel = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: cancel.set())
    print("練習カードを置いています。終わるには Ctrl+C。", file=sys.stderr)
    serve(chip, arguments.port, cancel)
