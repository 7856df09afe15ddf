"""A disk that becomes full at every request for room of a reception; with ballast aboard, and without.

Run under the shim: `python -m tests.faults.full_disk PLACE MOST SEED` prints the figures.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from typing import Any

from app.errors import KnownError, StorageFailure
from app.paths import RESOURCES, DataFolder
from app.storage.ballast import Ballast
from app.storage.receptions import Receptions
from models.reception import Reception, Step
from tests.faults.figures import Figures, as_json, from_json
from tests.faults.forks import Deed, apart, chance
from tests.faults.records import STEPS, deed_of, half, lost, new_filing, new_reception, next_of
from tests.faults.shim import full_after, under_shim

_BALLAST = 1 << 16
_NEVER = -1


def full_disks(place: Path, most: int, seed: int) -> Iterator[Figures]:
    """Each request of a reception, or so many chosen by the seed, in a process under the shim."""
    root = place / "full"
    root.mkdir()
    command = [sys.executable, "-m", "tests.faults.full_disk", str(root), str(most), str(seed)]
    environment = under_shim(place, root, Path("/dev/null"))
    done = subprocess.run(command, env=environment, cwd=RESOURCES.parent, check=True, capture_output=True, text=True)
    yield from from_json(done.stdout)
    rmtree(root)


def _every_request(root: Path, most: int, seed: int) -> Iterator[Figures]:
    apart(partial(_begin, root / "first"))
    for aboard in (False, True):
        began = time.monotonic()
        requests = apart(partial(_reception, root, _NEVER, aboard))["requests"]
        figures = Figures(f"full disk, {'with' if aboard else 'no'} ballast", more={"requests": float(requests)})
        points = range(requests) if most >= requests else sorted(chance(seed, aboard).sample(range(requests), most))
        for point in points:
            found = apart(partial(_reception, root, point, aboard))
            figures = figures.and_(_told(point, found))
        yield figures.and_(Figures("", seconds=time.monotonic() - began))


def _told(point: int, found: dict[str, Any]) -> Figures:
    wrong = [f"request {point}: {text}" for kind in ("lost", "half", "unclear") for text in found[kind]]
    return Figures(
        "", 1, found["saved"], lost=len(found["lost"]), half=len(found["half"]), unclear=len(found["unclear"]),
        more={"refused": found["refused"]}, told=tuple(wrong),
    )  # fmt: skip


def _begin(home: Path) -> None:
    with closing(Receptions.open(DataFolder(home))) as store:
        store.save(new_reception())


def _reception(root: Path, point: int, aboard: bool) -> dict[str, Any]:
    """A visitor and filers; the disk is full from a request on, until ballast is thrown off or somebody tidies up."""
    rmtree(root / "now", ignore_errors=True)
    copytree(root / "first", root / "now")
    folder, told, unclear = DataFolder(root / "now"), list[Deed](), list[str]()
    if aboard:
        Ballast(folder, _BALLAST).take()
    full_after(point)
    try:
        with closing(Receptions.open(folder)) as store:
            reception, refused = _worked(store, told, unclear)
    except KnownError as error:  # not even opened
        reception, refused = new_reception(), 1
        unclear += _unclear(error)
    requests = full_after(_NEVER)
    with closing(Receptions.open(folder)) as store:
        told.append(deed_of(store.save(replace(reception, step=Step.DONE))))
    if aboard and refused:
        unclear.append("refused although there was ballast")
    return {
        "requests": requests, "saved": len(told), "refused": float(refused), "unclear": unclear,
        "lost": list(lost(folder, told)), "half": list(half(folder)),
    }  # fmt: skip


def _worked(store: Receptions, told: list[Deed], unclear: list[str]) -> tuple[Reception, int]:
    """Every step is saved once; what the disk refuses stays with the caller and is saved with the next step."""
    reception, refused, dice = new_reception(), 0, Random(1)  # noqa: S311 the same reception each time
    for step in STEPS:
        reception = replace(next_of(reception, dice), step=step)
        try:
            reception = store.save(reception)
            told.append(deed_of(reception))
            told.append(deed_of(store.filings.save(new_filing())))
        except KnownError as error:
            refused += 1
            unclear += _unclear(error)
    return reception, refused


def _unclear(error: KnownError) -> list[str]:
    """There is one true sentence for a full disk."""
    clear = isinstance(error, StorageFailure) and error.facts["reason"] == "disk_full"
    return [] if clear else [f"{error.code} {error.facts}"]


if __name__ == "__main__":
    print(as_json(_every_request(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
