"""Two programs on one store at the same time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from shutil import rmtree
from uuid import UUID

from app.errors import Refused
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.faults.figures import Figures
from tests.faults.forks import Deed, apart, chance, running
from tests.faults.kill import load_everything
from tests.faults.records import deed_of, half, lost, new_reception, next_of

_SAVES = 12


def two_processes(place: Path, rounds: int, seed: int) -> Iterator[Figures]:
    """Both save visitors of their own and now and then the same reception: who comes second is told so."""
    load_everything(place)
    began, figures = time.monotonic(), Figures("two processes")
    for turn in range(rounds):
        folder = DataFolder(place / "two" / str(turn))
        shared = apart(partial(_shared, folder))
        both = [running(partial(_counter, folder, shared, chance(seed, turn, name))) for name in "ab"]
        told = [deed for child in both for deed in child.until_end().told]
        gone, torn = apart(partial(_wrong, folder, told))
        refused = sum("refused" in one for one in told)
        figures = figures.and_(Figures(
            "", 1, len(told) - refused, len(gone), len(torn), more={"refused in words": float(refused)},
            told=(*gone, *torn),
        ))  # fmt: skip
    rmtree(place / "two")
    yield figures.and_(Figures("", seconds=time.monotonic() - began))


def _wrong(folder: DataFolder, told: list[Deed]) -> tuple[list[str], list[str]]:
    return [*lost(folder, told)], [*half(folder)]


def _shared(folder: DataFolder) -> str:
    with closing(Receptions.open(folder)) as store:
        return store.save(new_reception()).id.hex


def _counter(folder: DataFolder, shared: str, dice: Random) -> Iterator[Deed]:
    """Anything but a save or a clear refusal ends the child, which the bench takes for a bug."""
    with closing(Receptions.open(folder)) as store:
        mine = new_reception()
        for _ in range(_SAVES):
            mine = store.save(next_of(mine, dice))
            yield deed_of(mine)
            theirs = store.get(UUID(shared))
            time.sleep(dice.uniform(0, 0.005))  # a clerk looks at it
            try:
                yield deed_of(store.save(next_of(theirs, dice)))
            except Refused as refused:
                yield {"refused": refused.facts["reason"]}
