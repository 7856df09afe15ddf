"""`card list|read|simulate`."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from app.card.pcsc import list_readers
from app.card.practice import practice_chip, serve
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.cli.answer import Facts
from app.errors import NoReader, Refused
from models.card import CardReading, SecretKind
from models.person import Person

_LONGEST_LINE = 64


def card_list(_arguments: Namespace) -> Facts:
    """Every reader with the card on it (contract: `card list`)."""
    readers = list_readers()
    if not readers:
        raise NoReader
    return {"readers": [asdict(reader) for reader in readers]}


def card_read(arguments: Namespace) -> Facts:
    """One reading; the secret comes from standard input, and only when the card needs it (contract: `card read`)."""
    if arguments.images:
        raise Refused("images_not_supported")
    request = ReadRequest(
        kind=SecretKind(arguments.secret or SecretKind.PIN),
        reader=arguments.reader,
        with_number=arguments.with_number,
        last_try=arguments.last_try,
        timeout=arguments.timeout,
    )
    return reading_facts(read_card(request, lambda: _secret_line(request.kind), Event()))


def reading_facts(reading: CardReading) -> Facts:
    """The contract's object; images are files, never text."""
    facts = asdict(replace(reading, images={}))
    del facts["images"]
    facts["expires_on"] = reading.expires_on and reading.expires_on.isoformat()
    facts["person"] = reading.person and _person_facts(reading.person)
    return facts


def _person_facts(person: Person) -> Facts:
    return {**asdict(person), "birth_date": person.birth_date and str(person.birth_date)}


def _secret_line(kind: SecretKind) -> Secret | None:
    """One line of standard input, byte by byte into a buffer that is wiped; None where the line is empty."""
    secret = Secret(kind)
    one = bytearray(1)
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as line:
        while line.readinto(one) and one[0] not in b"\r\n":
            secret.append(one[0])
            if len(secret) >= _LONGEST_LINE:
                break
    one[0] = 0
    return secret if len(secret) else None


def card_simulate(arguments: Namespace) -> None:
    """Lay a practice card on the virtual reader until interrupted (contract: `card simulate`)."""
    chip = practice_chip(Path(arguments.persona))
    cancel = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: cancel.set())
    print("練習カードを置いています。終わるには Ctrl+C。", file=sys.stderr)
    serve(chip, arguments.port, cancel)
