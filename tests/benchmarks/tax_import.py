"""The office's extract at its full size: `python -m tests.benchmarks.tax_import [PEOPLE=280000]`.

Taking in is measured beside a bare pass over the same bytes in the same run (reading, splitting, plain inserts), the
search beside the 50 ms that a clerk does not notice.
"""

from __future__ import annotations

import csv
import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event

from app.journeys.tax_import import preview
from app.paths import DataFolder
from app.storage.tax_office import TaxOffice
from models.office import FilerQuery
from models.partial_date import PartialDate
from tests.app.tax_import.extracts import addressee, write

TODAY = date(2026, 11, 24)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bare(extract: Path, database: Path) -> None:
    """The same rows through the standard library alone: unchecked, unkeyed, unencrypted."""
    with closing(sqlite3.connect(database)) as connection:
        for number, path in enumerate(sorted(extract.iterdir())):
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = csv.reader(file)
                header = next(rows)
                connection.execute(f"CREATE TABLE t{number} ({', '.join(f'c{i}' for i in range(len(header)))})")
                connection.executemany(f"INSERT INTO t{number} VALUES ({', '.join('?' * len(header))})", rows)
        connection.commit()


def queries(people: int) -> dict[str, list[FilerQuery]]:
    """Ways to look for people who are there; the short ones fit thousands."""
    some = [addressee(index) for index in range(7, people, max(1, people // 20))]
    return {
        "number": [FilerQuery(number=str(one["宛名番号"])) for one in some],
        "kana": [FilerQuery(kana=str(one["氏名カナ"])) for one in some],
        "kana_short": [FilerQuery(kana=str(one["氏名カナ"])[:2]) for one in some],
        "birth_date": [FilerQuery(birth_date=PartialDate.parse(str(one["生年月日"]))) for one in some],
        "address": [FilerQuery(address=str(one["住所"])) for one in some],
        "address_town": [FilerQuery(address=str(one["住所"])[6:9]) for one in some],
        "kana_short_and_birth_date": [
            FilerQuery(kana=str(one["氏名カナ"])[:2], birth_date=PartialDate.parse(str(one["生年月日"])))
            for one in some
        ],
        "kana_short_and_address": [
            FilerQuery(kana=str(one["氏名カナ"])[:3], address=str(one["住所"])) for one in some
        ],
        "nobody": [FilerQuery(kana="ムムム", address="吾妻橋")],
    }  # fmt: skip


def searches(office: TaxOffice, people: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each way: the typical one and the slowest."""
    laps = {way: [timed(partial(office.find, one)) * 1000 for one in asked] for way, asked in queries(people).items()}
    return {way: {"median_ms": round(median(each), 2), "max_ms": round(max(each), 2)} for way, each in laps.items()}


def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        extract, root = write(Path(folder) / "extract", people), Path(folder)
        plain = timed(lambda: bare(extract, root / "bare.db"))
        with closing(TaxOffice.open(DataFolder(root / "data"))) as office:
            first = timed(lambda: preview(extract, office, TODAY, lambda _: None, Event()).apply())
            again = timed(lambda: preview(extract, office, TODAY, lambda _: None, Event()).apply())
            undo = timed(office.intake().undo)
            found = searches(office, people)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(path.stat().st_size for path in (root / "data").iterdir()) / (1 << 20)
    print(json.dumps({
        "people": people, "ratio_to_bare": round(first / plain, 1), "first_s": round(first, 1),
        "again_s": round(again, 1), "undo_s": round(undo, 1), "peak_mb": round(peak), "store_mb": round(size),
        "search": found, "search_aim_ms": 50, "peak_aim_mb": 500,
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 280_000)
