"""`python -m tests.faults [--only kill,…] [--seed N] [--short] [--json] [--place DIR]`: the bench, and its table."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import postgres, rush
from tests.faults.damage import damages
from tests.faults.figures import Figures, as_json, table
from tests.faults.full_disk import full_disks
from tests.faults.kill import kills
from tests.faults.migration import migrations
from tests.faults.power import power_cuts
from tests.faults.soak import soak
from tests.faults.two import two_processes

Bench = Callable[[Path, bool, int], Iterator[Figures]]
BENCHES: Mapping[str, Bench] = {
    "kill": lambda place, short, seed: kills(place, 120 if short else 1200, seed),
    "power": lambda place, short, seed: power_cuts(place, 40 if short else 10**6, seed),
    "full": lambda place, short, seed: full_disks(place, 12 if short else 10**6, seed),
    "damage": lambda place, short, seed: damages(place, 35 if short else 301, seed),
    "two": lambda place, short, seed: two_processes(place, 4 if short else 50, seed),
    "migration": lambda place, short, seed: migrations(place, 2 if short else 100, seed),
    "soak": lambda place, short, seed: soak(place, 20 if short else 3600, seed),
    "server_kill": lambda place, short, seed: postgres.killed(place, 3 if short else 20, seed),
    "rush": lambda place, short, seed: rush.rush(place, rush.SHORT if short else rush.WHOLE, seed),
    "wire": lambda place, short, seed: postgres.cut(place, 211 if short else 1, seed),
}


def main(arguments: list[str]) -> int:
    """0 where everything held."""
    given = _parser().parse_args(arguments)
    with TemporaryDirectory(dir=given.place) as made:
        place = Path(made)
        _at_home_in(place)
        found = list(_run(given.only.split(",") if given.only else list(BENCHES), place, given))
    print(as_json(found) if given.json else table(found))
    return 0 if all(one.holds for one in found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--only", help=", ".join(BENCHES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="as many as the tests run")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--place", type=Path, help="a folder on the disk to be tried")
    return parser


def _at_home_in(place: Path) -> None:
    """Keys, home and temporary files of everything below: what is left behind anywhere is found there."""
    for name in ("HOME", "TMPDIR", "MADOGUCHI_KEYS"):
        os.environ[name] = str(place / name.lower())
        (place / name.lower()).mkdir()
    tempfile.tempdir = None  # found anew


def _run(names: list[str], place: Path, given: argparse.Namespace) -> Iterator[Figures]:
    for name in names:
        for figures in BENCHES[name](place, given.short, given.seed):
            print(table([figures]).splitlines()[2], file=sys.stderr, flush=True)
            yield figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
