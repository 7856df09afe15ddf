"""Saves at the rate of a whole ward on one store (facts §4.1): `python -m tests.benchmarks.save_rate [FOLDER]`.

Ten a second, then bursts of fifty a second. A save counts from the moment at which it was due, so one that waits for
the one before is late; `aim` is the p99 that a clerk may meet, in ms.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import quantiles

from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.benchmarks.save import Visitors

PHASES = {"ten_a_second": (10, 20), "fifty_a_second": (50, 10)}
"""Saves a second, and for how many seconds."""
AIM_MS = 150


def late(visitors: Visitors, rate: int, seconds: int) -> list[float]:
    """Milliseconds from when each save was due until it was on the disk."""
    began, found = time.perf_counter(), list[float]()
    for turn in range(rate * seconds):
        visitors.prepare()
        due = began + turn / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        visitors.save()
        found.append((time.perf_counter() - due) * 1000)
    return found


def main(folder: Path) -> dict[str, object]:
    told: dict[str, object] = {"aim": AIM_MS}
    with closing(Receptions.open(DataFolder(folder))) as store:
        visitors = Visitors(store)
        for phase, (rate, seconds) in PHASES.items():
            cuts = quantiles(late(visitors, rate, seconds), n=100)
            told[phase] = {"p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2), "p99_ms": round(cuts[98], 2)}
    return told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        print(json.dumps(main(Path(made))))
