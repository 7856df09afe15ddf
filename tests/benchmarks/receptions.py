"""100,000 receptions: searches in ms, and the start of store and window ÷ that with none.

`python -m tests.benchmarks.receptions [--count N]`. The receptions are written by SQL, each with sealed content and its
keys; nine searches are each made twenty times, and what is told is the slowest median. Starts with and without
receptions take turns, each in a fresh process.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from app.clock import JAPAN
from app.identity import new_id
from app.paths import DataFolder
from app.storage import reception_rows as rows
from app.storage.receptions import Receptions
from app.storage.search import fill_index
from models.case import Event, Member
from models.reception import Reception, State, Step
from models.records import RecordQuery
from models.tables import ReceptionRow
from tests.app.storage.test_receptions import reception
from tests.benchmarks.window_start import OURS, lap

COUNT = 100_000
A_DAY = 400
ROUNDS, STARTS = 20, 7
FAMILIES = (
    ("佐藤", "サトウ"), ("髙橋", "タカハシ"), ("渡邉", "ワタナベ"), ("山﨑", "ヤマザキ"), ("大野", "オオノ"),
    ("墨田", "スミダ"),
    ("吾妻", "アヅマ"), ("斎藤", "サイトウ"), ("両国", "リョウゴク"), ("錦糸", "キンシ"), ("押上", "オシアゲ"),
    ("向島", "ムコウジマ"),
)  # fmt: skip
GIVEN = (
    ("一郎", "イチロウ"), ("花子", "ハナコ"), ("さくら", "サクラ"), ("健太", "ケンタ"), ("由美子", "ユミコ"),
    ("大輔", "ダイスケ"),
    ("結衣", "ユイ"), ("隆", "タカシ"), ("真由", "マユ"), ("翔", "ショウ"), ("恵", "メグミ"), ("悠斗", "ユウト"),
)  # fmt: skip
FOREIGN = (("NGUYEN VAN AN", "グエン ヴァン アン"), ("SHRESTHA RAM", "シュレスタ ラム"), ("LI MEI", "リ メイ"))
FIRST_DAY = date(2026, 3, 1)
SEARCHES = {
    "a family name": RecordQuery("高橋"),
    "kana, half typed": RecordQuery("やまさ"),
    "one character": RecordQuery("翔"),
    "family and given name": RecordQuery("わたなべ ゆみこ"),
    "letters": RecordQuery("nguyen"),
    "nobody": RecordQuery("だれもいない"),
    "a number": RecordQuery("0007"),
    "a week of one event": RecordQuery(since=FIRST_DAY, until=FIRST_DAY + timedelta(days=7), events=("MOVE",)),
    "mine, to be checked": RecordQuery(
        "佐藤", state=State.CHECKED, assignee="sumi3", events=("IN_DOM", "IN_SP"), unfinished=False
    ),
}


def made(count: int) -> Iterator[Reception]:
    """Invented receptions, always the same ones."""
    chance, first = random.Random(1), reception()  # noqa: S311 a repeatable choice, no secret
    people, events = first.case.members, list(Event)
    for index in range(count):
        day = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 9, tzinfo=JAPAN) + timedelta(index // A_DAY)
        moment = day + timedelta(minutes=index % A_DAY)
        names = (chance.choice(FAMILIES), chance.choice(GIVEN))
        name, kana = (
            chance.choice(FOREIGN) if chance.random() < 0.08 else ("　".join(one) for one in zip(*names, strict=True))
        )
        holder: Member = replace(people[0], name=name, name_kana=kana, individual_number=None)
        case = replace(first.case, members=(holder, *people[1:]), event=chance.choice(events))
        yield replace(
            first, id=new_id(), number=f"{day:%Y%m%d}-{index % A_DAY + 1:04}", case=case, created_at=moment,
            saved_at=moment,
            step=Step.DONE if chance.random() < 0.98 else Step.SHEETS, forms=("idou", "juminhyo"),
            procedures=("p_juki", "p_kokuho"), counter=f"窓口{index % 20 + 1}",
        )  # fmt: skip


def fill(store: Receptions, count: int) -> None:
    chance, table = random.Random(2), ReceptionRow.__table__  # noqa: S311 a repeatable choice, no secret
    states = list(State)

    def written() -> Iterator[tuple[Reception, dict[str, object]]]:
        for one in made(count):
            sealed = rows.sealed(store._fields, rows.texts(one), "reception", one.id)
            passed = {"state": chance.choice(states), "assignee": f"sumi{chance.randrange(30)}", "section": "証明係"}
            values = rows.values(one) | sealed | passed
            connection.execute(insert(table).values(values))  # type: ignore[arg-type]
            yield one, values

    with store._database.engine.begin() as connection:
        fill_index(connection, written())


def search_ms(store: Receptions) -> dict[str, float]:
    """Of each search the median of its rounds."""
    return {
        name: round(median(timed(partial(store.find, query)) for _ in range(ROUNDS)), 1)
        for name, query in SEARCHES.items()
    }


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def store_start(folder: Path) -> float:
    def start() -> None:
        store = Receptions.open(DataFolder(folder))
        store.list()
        store.close()

    return timed(start)


def starts(full: Path, empty: Path) -> dict[str, float]:
    """With them ÷ with none: of the store with its list, and of the window with its list."""
    for folder in (full, empty):
        lap(OURS, str(folder), "records")
    stores = [(store_start(full / "data"), store_start(empty / "data")) for _ in range(STARTS)]
    windows = [(lap(OURS, str(full), "records"), lap(OURS, str(empty), "records")) for _ in range(STARTS)]
    with_all, with_none, store_all, store_none = (
        median(column) for laps in (windows, stores) for column in zip(*laps, strict=True)
    )
    return {
        "window_ratio": round(with_all / with_none, 2), "window_aim": 1.2, "window_s": round(with_all, 3),
        "window_empty_s": round(with_none, 3),
        "store_ms": round(store_all, 1), "store_empty_ms": round(store_none, 1),
    }  # fmt: skip


def main(count: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as made_in:
        full, empty = Path(made_in) / "full", Path(made_in) / "empty"
        store = Receptions.open(DataFolder(full / "data"))
        began = time.perf_counter()
        fill(store, count)
        filled = time.perf_counter() - began
        found = search_ms(store)
        store.close()
        Receptions.open(DataFolder(empty / "data")).close()
        size = (full / "data" / "madoguchi.db").stat().st_size
        return {
            "receptions": count, "fill_s": round(filled, 1), "database_mb": size >> 20,
            "search_ms": max(found.values()),
            "search_aim_ms": 50, "searches": found, **starts(full, empty),
        }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=COUNT)
    print(json.dumps(main(parser.parse_args().count), ensure_ascii=False, indent=1))
