"""kill -9 at random moments of every path on which something is saved."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir

from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.faults import file_paths, store_paths
from tests.faults.figures import Figures
from tests.faults.forks import Deed, apart, chance, running
from tests.faults.save_path import READY, SavePath
from tests.leaks.numbers import MARKED
from tests.leaks.scan import Numbers

_NUMBERS = Numbers(MARKED)
PATHS = (*store_paths.PATHS, *file_paths.PATHS)


def kills(place: Path, count: int, seed: int) -> Iterator[Figures]:
    """About so many kills, shared out among the paths by their weight; at least one for each."""
    load_everything(place)
    total = sum(path.weight for path in PATHS)
    for path in PATHS:
        yield killed(place, path, max(1, round(count * path.weight / total)), seed)


def load_everything(place: Path) -> None:
    """What the first store of a process loads, every fork has then."""
    Receptions.open(DataFolder(place / "first")).close()


def killed(place: Path, path: SavePath, count: int, seed: int) -> Figures:
    began, figures = time.monotonic(), Figures(f"kill -9: {path.name}")
    for first in range(0, count, path.rounds):
        rounds = range(first, min(first + path.rounds, count))
        figures = figures.and_(_on_one_store(place / f"kill {path.name} {first}", path, rounds, seed))
    return figures.and_(Figures("", seconds=time.monotonic() - began))


def _on_one_store(place: Path, path: SavePath, rounds: Sequence[int], seed: int) -> Figures:
    """One store is killed again and again: what is found after each is what the next begins with."""
    place.mkdir(parents=True)
    folder = DataFolder(place / "data")
    apart(partial(path.before, folder))
    told: list[Deed] = []
    figures = Figures("")
    for number in rounds:
        dice = chance(seed, path.name, number)
        cut = dice.randint(1, path.promised), dice.uniform(0, path.span)
        ended = running(partial(path.deeds, folder, dice)).killed(*cut)
        told += ended.told
        figures = figures.and_(_after(folder, path, told))
        saved = sum(deed != READY for deed in ended.told)
        figures = figures.and_(Figures("", tried=int(ended.killed), acknowledged=saved))
    searched = (place, Path(gettempdir()), Path.home()) if 0 in rounds else ()  # one store of a path tells of all
    leaks = _NUMBERS.under(*searched)
    rmtree(place)
    return figures.and_(Figures("", leaked=len(leaks), told=tuple(leaks)))


@dataclass(frozen=True)
class _Look:
    """What a start after the kill finds."""

    folder: DataFolder
    path: SavePath
    told: Sequence[Deed]

    def __call__(self) -> dict[str, list[str]]:
        self.path.mended(self.folder)
        return {"lost": self.path.lost(self.folder, self.told), "half": self.path.half(self.folder, self.told)}


def _after(folder: DataFolder, path: SavePath, told: Sequence[Deed]) -> Figures:
    found = apart(_Look(folder, path, told))
    wrong = (*found["lost"], *found["half"])
    return Figures("", lost=len(found["lost"]), half=len(found["half"]), told=wrong)
