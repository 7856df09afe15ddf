"""Receptions found again: by any part of a name in any writing, by number, day, kind, state and whose they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.clock import JAPAN
from app.identity import new_id
from app.paths import DataFolder
from app.storage.receptions import Receptions
from app.storage.search import expression, forget_keys, purge_index
from models.case import Event
from models.reception import Reception, State, Step
from models.records import Move, RecordQuery
from tests.app.storage.test_receptions import downgrade, reception

PEOPLE = {
    "takahashi": ("髙橋　渚", "タカハシ　ナギサ"), "yamazaki": ("山﨑　ジロウ", "ヤマザキ　ジロウ"),
    "nguyen": ("NGUYỄN VĂN ĐẠT", "グエン　ヴァン　ダット"), "watanabe": ("渡邉󠄂　裕子", "ワタナベ　ユウコ"),
    "yoshida": ("𠮷田　翔", "ヨシダ　ショウ"), "oono": ("大野　恵", "オオノ　メグミ"),
}  # fmt: skip
ALL = set(PEOPLE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receptions]:
    """One person a day from 24 November on, each alone in the household."""
    one = Receptions.open(DataFolder(tmp_path_factory.mktemp("search") / "data"))
    for place, key in enumerate(PEOPLE):
        keep(one, key, datetime(2026, 11, 24 + place, 9, tzinfo=JAPAN))
    yield one
    one.close()


def keep(store: Receptions, key: str, at: datetime) -> Reception:
    name, kana = PEOPLE[key]
    new = reception()
    holder = replace(new.case.members[0], name=name, name_kana=kana, individual_number=None)
    case = replace(new.case, members=(holder,), new_household_head=None, old_household_head=None, filer=None)
    events = {"oono": Event.MOVE, "yoshida": Event.BIRTH}
    case = replace(case, event=events.get(key, Event.IN_DOM), hittosha="", honseki="")
    step = Step.SHEETS if key == "nguyen" else Step.DONE
    return store.save(
        replace(
            new, id=UUID(int=list(PEOPLE).index(key) + 1), case=case, step=step, created_at=at,
            counter=f"窓口 {key[:1]}",
            forms=("idou", "juminhyo") if key == "oono" else ("idou",), procedures=("p_juki",),
        )
    )  # fmt: skip


def found(store: Receptions, query: RecordQuery) -> set[str]:
    return {list(PEOPLE)[one.id.int - 1] for one in store.find(query).lines}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("高橋", {"takahashi"}), ("髙橋渚", {"takahashi"}), ("たかはし", {"takahashi"}), ("ﾀｶﾊｼ", {"takahashi"}),
        ("はし なぎ", {"takahashi"}), ("渚 高橋", {"takahashi"}), ("takahashi", {"takahashi"}), ("渚", {"takahashi"}),
        ("山崎", {"yamazaki"}), ("ヤマサキ", {"yamazaki"}), ("やまざき", {"yamazaki"}), ("じろー", {"yamazaki"}),
        ("nguyen", {"nguyen"}), ("ＶＡＮ", {"nguyen"}), ("Đạt", {"nguyen"}), ("ぐえん", {"nguyen"}),
        ("バン", {"nguyen"}),
        ("渡辺", {"watanabe"}), ("渡邊", {"watanabe"}), ("ゆーこ", {"watanabe"}), ("ゆう", {"watanabe"}),
        ("吉田", {"yoshida"}), ("𠮷", {"yoshida"}), ("しよう", {"yoshida"}), ("おーの", {"oono"}),
        ("だれもいない", set()),
        ("20261129-0001", {"oono"}), ("1129", {"oono"}), ("-0001", ALL), ("　", ALL), ("田高", set()),
    ],
)  # fmt: skip
def test_a_part_of_a_name_or_number_finds_in_any_writing(store: Receptions, typed: str, expected: set[str]) -> None:
    assert found(store, RecordQuery(typed)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (RecordQuery(events=("MOVE",)), {"oono"}), (RecordQuery(events=("MOVE", "BIRTH")), {"oono", "yoshida"}),
        (RecordQuery(form="juminhyo"), {"oono"}), (RecordQuery(procedure="p_juki"), ALL),
        (RecordQuery(unfinished=True), {"nguyen"}), (RecordQuery(unfinished=False), ALL - {"nguyen"}),
        (RecordQuery(counter="窓口 y"), {"yamazaki", "yoshida"}), (RecordQuery(counter="窓口"), set()),
        (RecordQuery(since=date(2026, 11, 28)), {"yoshida", "oono"}),
        (RecordQuery(until=date(2026, 11, 24)), {"takahashi"}),
        (RecordQuery("や", since=date(2026, 11, 25), until=date(2026, 11, 25), events=("IN_DOM",)), {"yamazaki"}),
        (RecordQuery(state=State.CHECKED), set()), (RecordQuery(), ALL),
    ],
)  # fmt: skip
def test_filters_stand_together(store: Receptions, query: RecordQuery, expected: set[str]) -> None:
    assert found(store, query) == expected


def test_the_newest_come_first_and_it_goes_on_where_the_page_ended(store: Receptions) -> None:
    first = store.find(RecordQuery(), limit=4)
    rest = store.find(RecordQuery(), first.next, limit=4)
    assert [one.id.int for one in (*first.lines, *rest.lines)] == [6, 5, 4, 3, 2, 1]
    assert rest.next is None


@given(typed=st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_question(store: Receptions, typed: str) -> None:
    assert len(store.find(RecordQuery(typed)).lines) <= len(PEOPLE)


@given(part=st.sampled_from(["髙橋", "ワタナベ", "NGUYỄN", "𠮷田"]), data=st.data())
def test_every_part_of_a_name_is_found(store: Receptions, part: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(part) - 1))
    end = data.draw(st.integers(start + 1, len(part)))
    assert found(store, RecordQuery(part[start:end]))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Receptions]:
    one = Receptions.open(DataFolder(tmp_path / "data"))
    yield one
    one.close()


def test_a_changed_name_is_found_and_the_one_before_is_not(fresh: Receptions) -> None:
    kept = keep(fresh, "oono", datetime(2026, 11, 24, 9, tzinfo=JAPAN))
    married = replace(kept.case, members=(replace(kept.case.members[0], name="両国　恵"),))
    fresh.save(replace(kept, case=married))
    assert fresh.find(RecordQuery("両国")).lines
    assert not fresh.find(RecordQuery("大野")).lines


def test_two_of_the_same_moment_are_both_found(fresh: Receptions) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=JAPAN)
    kept = {keep(fresh, key, at).id for key in ("oono", "yoshida")}
    assert {one.id for one in fresh.find(RecordQuery("-000")).lines} == kept


def test_a_reception_is_found_by_its_new_hands(fresh: Receptions) -> None:
    kept = keep(fresh, "oono", datetime(2026, 11, 24, 9, tzinfo=JAPAN))
    fresh.passages.move(kept.id, Move(State.CHECKED, "証明係", "sumi"), by="kaji", name="鍛冶　花子")
    by_all = RecordQuery("大野", state=State.CHECKED, section="証明係", assignee="sumi")
    (line,) = fresh.find(by_all).lines
    assert (line.state, line.section, line.assignee) == (State.CHECKED, "証明係", "sumi")
    assert not fresh.find(RecordQuery(state=State.RECEIVED)).lines
    fresh.save(replace(fresh.get(kept.id), counter="窓口 9"))
    assert fresh.find(replace(by_all, counter="窓口 9")).lines


def test_a_store_of_before_is_searched_too(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    store = Receptions.open(folder)
    keep(store, "takahashi", datetime(2026, 11, 24, 9, tzinfo=JAPAN))
    downgrade(store, "0008")
    store.close()
    again = Receptions.open(folder)
    assert [one.name for one in again.find(RecordQuery("たかはし")).lines] == ["髙橋　渚"]
    again.close()


def test_what_is_forgotten_leaves_no_key_in_the_index(fresh: Receptions) -> None:
    """The index keeps what was taken out until it is written anew: then no word of the name is in it."""
    kept = keep(fresh, "takahashi", datetime(2026, 11, 24, 9, tzinfo=JAPAN))
    other = keep(fresh, "oono", datetime(2026, 11, 25, 9, tzinfo=JAPAN))
    with fresh._database.saving() as transaction:
        forget_keys(transaction.cursor, kept.id)
        purge_index(transaction.cursor)
        transaction.cursor.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, reception_index, 'row')")
        words = {row[0] for row in transaction.cursor.execute("SELECT term FROM temp.words")}
        transaction.cursor.execute("DROP TABLE temp.words")
    assert "大野" in words
    assert not words & {"高橋", "橋渚", "タカ", "カハ"}
    assert [one.id for one in fresh.find(RecordQuery()).lines] == [other.id]


def test_the_question_is_quoted_word_by_word() -> None:
    assert expression(RecordQuery('"大野" OR')) == expression(RecordQuery("大野 OR"))
    assert expression(RecordQuery("大")) == '("大" *)'


def test_most_saves_leave_the_keys_alone(fresh: Receptions) -> None:
    kept = keep(fresh, "oono", datetime(2026, 11, 24, 9, tzinfo=JAPAN))
    with fresh._database.engine.begin() as connection:
        connection.execute(text("UPDATE reception_search SET facts = facts || ' untouched'"))
    fresh.save(replace(kept, saved_at=kept.saved_at + timedelta(minutes=1)))
    with fresh._database.engine.connect() as connection:
        assert "untouched" in connection.execute(text("SELECT facts FROM reception_search")).scalar_one()
    assert new_id() != kept.id
