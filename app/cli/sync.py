"""`sync status|run|join`: what waits for the ward's server, telling it, and joining it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from app.cli.answer import Facts
from app.cli.secret_line import one_line
from app.cli.sign_in import signed_in
from app.journeys.counter import Counter
from app.journeys.many_counters import ManyCounters
from app.paths import DataFolder
from app.storage.receptions import Receptions


def status(arguments: Namespace) -> Facts:
    """How the outbox stands (contract: `madoguchi sync status`); the server is not asked."""
    with _nobody(arguments) as counters:
        return _facts(counters)


def run(arguments: Namespace) -> Facts:
    """Tell the server all that waits (contract: `madoguchi sync run`). Numbers and counts, nothing of any record."""
    with _nobody(arguments) as counters:
        sent = 0
        while told := counters.send():
            sent += told
        return {"sent": sent, **_facts(counters)}


def join(arguments: Namespace) -> Facts:
    """Join the ward's server by its administrator's file; the joining phrase is a line of standard input, or none."""
    with signed_in(arguments) as counter:
        letters = "" if arguments.first else one_line()
        joined = ManyCounters(counter, _folder(arguments)).join(arguments.file, letters)
    phrase = {"joining_phrase": " ".join(joined.phrase)} if joined.phrase else {}
    return {"place": joined.place, **phrase}


def _facts(counters: ManyCounters) -> Facts:
    found = counters.status()
    return {
        "joined": found.joined,
        "place": found.place or None,
        "waiting": found.waiting.count,
        "oldest": found.waiting.oldest.isoformat() if found.waiting.oldest else None,
        "attention": [
            {"number": one.number, "reason": one.fault, "since": one.since.isoformat()} for one in found.waiting.held
        ],
    }


@contextmanager
def _nobody(arguments: Namespace) -> Iterator[ManyCounters]:
    """No record is opened and none is shown: nobody need be signed in."""
    folder = _folder(arguments)
    counter = Counter(partial(Receptions.open, folder), "コマンド")
    try:
        yield ManyCounters(counter, folder)
    finally:
        counter.close()


def _folder(arguments: Namespace) -> DataFolder:
    return DataFolder.chosen(getattr(arguments, "data", None))
