"""The audit trail in a real encrypted store: what is noted stays, and no tampering goes unseen."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import Refused, StorageFailure
from app.journeys.counter import Counter
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.audit import Actor, Damage

SEED = 20261124


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def store(folder: DataFolder) -> Iterator[Receptions]:
    one = Receptions.open(folder)
    one.actor = lambda: Actor("mado", "clerk", "窓口1")
    for number in range(40):
        one.audit.note("reception.viewed", f"record {number}", count=number, purpose="reception")
    yield one
    one.close()


def damages(store: Receptions) -> set[Damage]:
    return {fault.damage for fault in store.audit.verify().faults}


def tampered(store: Receptions, *statements: str) -> None:
    """As somebody does who has the key of the database, but not that of the trail: without the triggers."""
    with store.transaction() as session:
        for name in ("audit_no_update", "audit_no_delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        for statement in statements:
            session.execute(text(statement))


def test_a_trail_that_nobody_touched_holds(store: Receptions) -> None:
    store.audit.anchor()
    store.audit.note("reception.viewed", "another")
    verdict = store.audit.verify()
    assert (verdict.holds, verdict.entries, verdict.anchors) == (True, 41, 1)


def test_the_database_itself_refuses_to_change_or_delete_an_entry(store: Receptions) -> None:
    for statement in ("UPDATE audit SET user = 'x' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"):
        with pytest.raises((StorageFailure, IntegrityError)), store.transaction() as session:
            session.execute(text(statement))
    assert store.audit.verify().holds


COLUMNS = ("at", "monotonic_ms", "counter", "user", "role", "action", "subject", "result", "facts", "mac")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_entry_is_found_whatever_was_changed(store: Receptions, column: str) -> None:
    value = {"monotonic_ms": "1", "facts": "'{\"count\": 99}'"}.get(column, "'another'")
    tampered(store, f'UPDATE audit SET "{column}" = {value} WHERE seq = 17')
    assert Damage.CHANGED in damages(store)


def test_an_entry_taken_out_of_the_middle_is_found_also_when_the_others_close_up(store: Receptions) -> None:
    tampered(store, "DELETE FROM audit WHERE seq = 17")
    assert damages(store) == {Damage.MISSING}
    tampered(store, *(f"UPDATE audit SET seq = {seq - 1} WHERE seq = {seq}" for seq in range(18, 41)))
    assert Damage.CHANGED in damages(store)


def test_a_cut_end_is_found_without_any_anchor(store: Receptions) -> None:
    tampered(store, "DELETE FROM audit WHERE seq > 30")
    assert damages(store) == {Damage.CUT}


def test_a_cut_end_with_a_head_to_match_is_found(store: Receptions) -> None:
    mac = "(SELECT mac FROM audit WHERE seq = 30)"
    tampered(store, "DELETE FROM audit WHERE seq > 30", f"UPDATE audit_head SET seq = 30, mac = {mac}")
    assert damages(store) == {Damage.CUT}
    tampered(store, "DELETE FROM audit_head")
    assert damages(store) == {Damage.CUT}


def test_entries_in_another_order_are_found(store: Receptions) -> None:
    tampered(store, *(f"UPDATE audit SET seq = {to} WHERE seq = {seq}" for seq, to in ((8, 90), (9, 8), (90, 9))))
    assert Damage.CHANGED in damages(store)


def test_an_inserted_entry_is_found_in_the_middle_and_at_the_end(store: Receptions) -> None:
    copy = "INSERT INTO audit SELECT {to}, " + ", ".join(f'"{one}"' for one in COLUMNS) + " FROM audit WHERE seq = 5"
    tampered(store, copy.format(to=41))
    assert Damage.CHANGED in damages(store)
    tampered(store, "DELETE FROM audit WHERE seq = 41")
    up = [f"UPDATE audit SET seq = {seq + 1} WHERE seq = {seq}" for seq in range(40, 20, -1)]
    tampered(store, *up, copy.format(to=21))
    assert Damage.CHANGED in damages(store)


def test_an_older_database_laid_back_is_found_by_the_anchor(folder: DataFolder, tmp_path: Path) -> None:
    one = Receptions.open(folder)
    one.audit.note("reception.viewed", "first")
    one.close()
    shutil.copy(folder.database, tmp_path / "older.db")
    two = Receptions.open(folder)
    for _ in range(3):
        two.audit.note("reception.viewed", "second")
    two.audit.anchor()
    two.close()
    shutil.copy(tmp_path / "older.db", folder.database)
    three = Receptions.open(folder)
    assert damages(three) == {Damage.ROLLED_BACK}
    for _ in range(9):
        three.audit.note("reception.viewed", "written over")
    assert damages(three) == {Damage.ROLLED_BACK}
    three.close()


def test_a_forged_or_torn_anchor_is_found(store: Receptions, folder: DataFolder) -> None:
    store.audit.anchor()
    anchor = json.loads(folder.anchors.read_text(encoding="utf-8"))
    folder.anchors.write_text(json.dumps({**anchor, "seq": 3}) + "\n", encoding="utf-8")
    assert damages(store) == {Damage.ANCHOR_FORGED}
    folder.anchors.write_text(json.dumps(anchor)[:50] + "\n", encoding="utf-8")
    assert damages(store) == {Damage.ANCHOR_FORGED}


def test_three_hundred_random_tamperings_are_all_found(store: Receptions) -> None:
    chance = random.Random(SEED)  # noqa: S311 a seed to repeat it with
    with store.transaction() as session:
        kept = session.execute(text("SELECT * FROM audit ORDER BY seq")).all()
        head = session.execute(text("SELECT * FROM audit_head")).one()
    for _ in range(300):
        tampered(store, chance.choice(TAMPERINGS)(chance.randint(2, 39)))
        assert not store.audit.verify().holds
        restored(store, [tuple(row) for row in kept], tuple(head))
    assert store.audit.verify().holds


TAMPERINGS: tuple[Callable[[int], str], ...] = (
    lambda seq: f"DELETE FROM audit WHERE seq = {seq}",
    lambda seq: f"DELETE FROM audit WHERE seq > {seq}",
    lambda seq: f"UPDATE audit SET user = 'x' WHERE seq = {seq}",
    lambda seq: f"UPDATE audit SET facts = replace(facts, 'reception', 'x') WHERE seq >= {seq}",
    lambda seq: f"UPDATE audit_head SET seq = {seq}",
    lambda seq: f"UPDATE audit SET mac = (SELECT mac FROM audit WHERE seq = 1) WHERE seq = {seq}",
    lambda seq: f"UPDATE audit SET seq = seq + 100 WHERE seq = {seq}",
)


def restored(store: Receptions, rows: list[tuple[object, ...]], head: tuple[object, ...]) -> None:
    marks = ",".join("?" * len(rows[0]))
    with store.transaction() as session:
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM audit")
        connection.exec_driver_sql(f"INSERT INTO audit VALUES ({marks})", rows)
        connection.exec_driver_sql("DELETE FROM audit_head")
        connection.exec_driver_sql("INSERT INTO audit_head VALUES (?,?,?,?)", head)


def test_a_deed_and_its_note_are_kept_together_or_not_at_all(store: Receptions) -> None:
    before = store.audit.verify().entries
    with suppress(ZeroDivisionError), store.transaction() as session:
        store.audit.note("reception.saved", "x", within=session)
        raise ZeroDivisionError
    assert store.audit.verify().entries == before


def test_the_record_is_found_by_its_keyed_hash_and_no_personal_datum_is_kept(store: Receptions) -> None:
    store.audit.note("reception.viewed", "record 3", name="墨田　花子", purpose="番号 1234-5678-9018 です")
    entries = list(store.audit.entries())
    assert [one.seq for one in entries if one.subject == store.audit.key.subject_of("record 3")] == [4, 41]
    assert "record 3" not in str(entries)
    assert "花子" not in str(entries)
    assert "1234-5678" not in str(entries)  # four digits alone may stand in a MAC by chance


def test_the_start_says_that_somebody_has_tampered_and_notes_it(store: Receptions) -> None:
    counter = Counter(lambda: store, "窓口1")
    counter.check_trail()
    tampered(store, "UPDATE audit SET user = 'x' WHERE seq = 3")
    with pytest.raises(Refused) as caught:
        counter.check_trail()
    assert caught.value.facts == {"reason": "trail_damaged", "count": 1}
    assert [one.result for one in store.audit.entries()][-1] == "damaged"
