"""The power fails at every point where a save waits for the disk: what the disk has by then is opened and compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import Any

from app.errors import KnownError
from app.paths import RESOURCES, DataFolder
from tests.faults import file_paths, store_paths
from tests.faults.disk import Disk, put
from tests.faults.figures import Figures
from tests.faults.forks import Deed, apart, chance
from tests.faults.kill import load_everything
from tests.faults.save_path import READY, SavePath
from tests.faults.shim import Request, requests_in, under_shim

ACKNOWLEDGED = "acknowledged"
"""The file into which the scripted counter writes each promise: its writes stand among the others, in their order."""
_SCRIPT = {
    "reception": 8, "tax return": 4, "phrases, settings": 6, "staff, trail": 4, "keys": 3, "ward's forms": 2,
    "backup": 3, "extract": 2, "models": 2,
}  # fmt: skip
"""How many deeds of each path the scripted counter does."""
_SHARES = (0.0, 0.3, 0.7, 1.0)
"""Of what is not certain yet, how much the disk has."""


def scripted(root: Path) -> None:
    """The counter that is recorded: each deed is noted once it was promised."""
    folder = DataFolder(root / "data")
    told = os.open(root / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for path in _paths():
        path.before(folder)
        with closing(path.deeds(folder, chance(path.name))) as deeds:  # type: ignore[type-var] # they are generators
            for deed in islice((one for one in deeds if one != READY), _SCRIPT[path.name]):
                os.write(told, (json.dumps({"path": path.name, **deed}) + "\n").encode())


def power_cuts(place: Path, most: int, seed: int) -> Iterator[Figures]:
    """At every point, or at so many chosen by the seed."""
    began, root = time.monotonic(), place / "power" / "root"
    root.mkdir(parents=True)
    log = place / "power" / "log"
    command = [sys.executable, "-m", "tests.faults.power", str(root)]
    subprocess.run(command, env=under_shim(place, root, log), cwd=RESOURCES.parent, check=True)
    requests = list(requests_in(log))
    load_everything(place)
    points = [place for place, one in enumerate(requests) if one.what == "s"] + [len(requests)]
    states = [(point, share) for point in points for share in _SHARES]
    chosen = states if most >= len(states) else sorted(chance(seed, "power").sample(states, most))
    figures = Figures("power cut", more={"points": float(len(points))})
    for one in _cuts(root, requests, chosen, seed):
        figures = figures.and_(one)
    yield figures.and_(Figures("", seconds=time.monotonic() - began))
    rmtree(place / "power")


def _cuts(root: Path, requests: Sequence[Request], chosen: Sequence[tuple[int, float]], seed: int) -> Iterator[Figures]:
    disk, at = Disk(), 0
    for point, share in chosen:
        for request in requests[at:point]:
            disk.take(request)
        at = point
        told = _told(requests[:point])
        left = disk.left(chance(seed, point, share), share)
        found = apart(partial(_look, left, root, told))
        where = f"request {point}, {share:.0%}: "
        yield Figures(
            "", 1, len(told), len(found["lost"]), len(found["half"]),
            told=tuple(where + one for one in (*found["lost"], *found["half"])),
        )  # fmt: skip


def _told(requests: Sequence[Request]) -> list[dict[str, Any]]:
    written = b"".join(one.data for one in requests if one.what == "w" and one.path.endswith(f"/{ACKNOWLEDGED}"))
    return [json.loads(line) for line in written.splitlines()]


def _look(left: dict[str, bytes], root: Path, told: list[Deed]) -> dict[str, list[str]]:
    """What the machine finds that is switched on again."""
    after = root.parent / "after"
    rmtree(after, ignore_errors=True)
    put(left, root, after)
    os.environ["MADOGUCHI_KEYS"] = str(after / "keys")
    folder, found = DataFolder(after / "data"), dict[str, list[str]](lost=[], half=[])
    for path in _paths():
        mine = [one for one in told if one["path"] == path.name]
        if not mine:
            continue
        try:
            found["lost"] += path.lost(folder, mine)
            found["half"] += path.half(folder, mine)
        except KnownError as error:
            found["lost"].append(f"{path.name}: {error.code} {error.facts}")
    return found


def _paths() -> list[SavePath]:
    return [one for one in (*store_paths.PATHS, *file_paths.PATHS) if one.name in _SCRIPT]


if __name__ == "__main__":
    scripted(Path(sys.argv[1]))
