"""The practice family moves in: the whole journey on the real reader service, without a window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

from app.card.practice import DEFAULT_PORT, practice_chip, serve
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.case_file import read_case
from app.journeys.counter import Counter
from app.journeys.holder import with_holder
from app.journeys.paper import forms_of, write_bundle
from app.paths import RESOURCES
from models.card import CardReading, SecretKind
from models.procedure import Plan
from models.reception import Reception, Step

PRACTICE = RESOURCES / "practice"
PRACTICE_PIN = b"1234"


@dataclass(frozen=True)
class Demonstrated:
    """What was done: the reading, the plan, the saved reception, and the manifest of the files."""

    reading: CardReading
    plan: Plan
    reception: Reception
    manifest: dict[str, object]


def demonstrate(counter: Counter, out: Path) -> Demonstrated:
    """Read the practice card, plan, fill, write into `out` and record."""
    reading = _read_practice_card()
    reception = counter.new_reception()
    case = with_holder(read_case(PRACTICE / "family.json"), reading)
    plan = counter.plan(case)
    forms = forms_of(plan)
    reception = counter.save(replace(reception, case=case, step=Step.SHEETS, forms=forms))
    bundle = counter.print_forms(reception, plan, forms)
    manifest = write_bundle(reception.id, bundle, out)
    return Demonstrated(reading, plan, counter.save(replace(reception, step=Step.DONE)), manifest)


def _read_practice_card() -> CardReading:
    """The card is a client of the virtual reader's driver; the reading goes through the real service."""
    cancel = Event()
    card = Thread(target=serve, args=(practice_chip(PRACTICE / "taro.toml"), DEFAULT_PORT, cancel))
    card.start()
    try:
        return read_card(ReadRequest(timeout=10), lambda: Secret(SecretKind.PIN, PRACTICE_PIN), Event())
    finally:
        cancel.set()
        card.join()
