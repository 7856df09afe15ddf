"""`demo`: the practice family's move-in, from the card to the record, without a window."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from app.access.practice import practice_seat
from app.cli.answer import Facts
from app.journeys.counter import Counter
from app.journeys.demonstration import demonstrate
from app.paths import DataFolder
from app.storage.receptions import Receptions


def demo(arguments: Namespace) -> Facts:
    """Run the demonstration in its own data folder and say what was made."""
    folder = DataFolder.chosen(getattr(arguments, "data", None), demo=True)
    out: Path = arguments.out
    with closing(Receptions.open(folder)) as receptions:
        done = demonstrate(Counter(lambda: receptions, "練習", seat=practice_seat("練習")), out)
    return {
        "card": done.reading.card,
        "integrity": done.reading.integrity,
        "exchanges": done.reading.exchanges,
        "procedures": [procedure.name_ja for procedure in done.plan.procedures],
        "forms": [sheet.name for sheet in sorted(out.glob("*.pdf"))],
        "folder": str(out.resolve()),
        "reception": done.reception.number,
        "problems": done.manifest["problems"],
    }
