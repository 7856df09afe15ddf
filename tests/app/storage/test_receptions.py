"""The encrypted store: nothing acknowledged is lost, nothing can be read without the key."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from app import clock
from app.case_file import read_case
from app.errors import KnownError, Refused, StorageFailure
from app.paths import RESOURCES, DataFolder
from app.storage.receptions import Receptions
from app.storage.schema import HEAD, _tables_may_be_rebuilt
from models.case import Case
from models.reception import Reception, Release, Step

ROOT = RESOURCES.parent
NUMBER = "987654321098"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def store(folder: DataFolder) -> Iterator[Receptions]:
    receptions = Receptions.open(folder)
    yield receptions
    receptions.close()


def reception() -> Reception:
    case = read_case(RESOURCES / "practice" / "family.json")
    case = replace(case, members=(replace(case.members[0], individual_number=NUMBER), *case.members[1:]))
    return Reception(uuid4(), "", "窓口1", Step.HOUSEHOLD, case, clock.now(), clock.now())


def test_what_was_saved_is_there_after_reopening(folder: DataFolder) -> None:
    first = Receptions.open(folder)
    kept = first.save(reception())
    first.close()
    again = Receptions.open(folder)
    found = again.get(kept.id)
    again.close()
    assert (found.number, found.step, found.case.members[3].name) == (kept.number, Step.HOUSEHOLD, "墨田　𠮷平")


def test_a_supervisors_release_is_kept_with_its_reception(store: Receptions) -> None:
    release = Release("見本　責任者", "本人と別室で確認", clock.now())
    kept = store.save(replace(reception(), release=release))
    assert store.get(kept.id).release == release
    assert store.get(store.save(reception()).id).release is None


def test_a_correction_after_completion_keeps_both_versions(store: Receptions) -> None:
    done = store.save(replace(reception(), step=Step.DONE, forms=("idou",)))
    open_again = store.save(replace(done, step=Step.HOUSEHOLD))
    right = replace(open_again.case, honseki="東京都墨田区緑一丁目1番地")
    store.save(replace(store.save(replace(open_again, case=right)), step=Step.DONE))
    before, after = store.versions(done.id)
    assert (before.case.honseki, before.forms) == (done.case.honseki, ("idou",))
    assert after.case.honseki == store.get(done.id).case.honseki == "東京都墨田区緑一丁目1番地"


def test_completing_again_without_a_change_makes_no_version(store: Receptions) -> None:
    done = store.save(replace(reception(), step=Step.DONE))
    store.save(store.save(done))
    assert len(store.versions(done.id)) == 1


def downgrade(store: Receptions, revision: str) -> None:
    """Take the schema back by the migrations' own steps."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "app" / "storage" / "migrations"))
    with _tables_may_be_rebuilt(store._database), store._database.engine.begin() as connection:
        config.attributes |= {"connection": connection, "fields": store._fields}
        command.downgrade(config, revision)


def test_a_store_of_the_first_schema_is_brought_up_to_date_and_keeps_its_receptions(folder: DataFolder) -> None:
    first = Receptions.open(folder)
    kept = first.save(reception())
    downgrade(first, "0001")
    first.close()
    again = Receptions.open(folder)
    found = again.get(kept.id)
    again.close()
    assert (found.number, found.release) == (kept.number, None)
    assert len(list(folder.backups.glob(f"before-{HEAD}-*.mdgbackup"))) == 1


def test_a_store_of_the_schema_before_is_sealed_and_its_outbox_goes_on(folder: DataFolder) -> None:
    first = Receptions.open(folder)
    done = first.save(first.save(replace(reception(), step=Step.DONE, edits={"idou": {"honseki": "緑"}})))
    downgrade(first, "0006")
    with first._database.engine.connect() as connection:
        assert "墨田" in str(connection.execute(text("SELECT content FROM reception")).scalar_one())
    first.close()
    again = Receptions.open(folder)
    found, versions = again.get(done.id), again.versions(done.id)
    again.save(found)
    with again._database.engine.connect() as connection:
        told = connection.execute(text("SELECT sequence, revision FROM outbox ORDER BY sequence")).all()
    again.close()
    assert (found.case, found.edits, len(versions)) == (done_case(done), done.edits, 1)
    assert [tuple(row) for row in told] == [(1, 1), (2, 2), (3, 3)]


def done_case(kept: Reception) -> Case:
    """As it is stored: without the individual number."""
    return replace(kept.case, members=tuple(replace(one, individual_number=None) for one in kept.case.members))


def test_numbers_count_up_within_a_day(store: Receptions) -> None:
    numbers = [store.save(reception()).number for _ in range(3)]
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]


def test_a_later_save_is_a_new_revision_of_the_same_reception(store: Receptions) -> None:
    first = store.save(reception())
    second = store.save(replace(first, step=Step.DONE))
    assert (second.number, second.revision, len(store.list())) == (first.number, 2, 1)
    assert store.unfinished() == []


def test_a_reception_saved_elsewhere_meanwhile_is_refused_and_kept(store: Receptions) -> None:
    mine = store.save(reception())
    store.save(replace(mine, step=Step.QUESTIONS))
    with pytest.raises(Refused):
        store.save(replace(mine, step=Step.DONE))
    assert store.get(mine.id).step is Step.QUESTIONS


def test_each_save_tells_the_outbox_in_order(store: Receptions) -> None:
    kept = store.save(reception())
    store.save(kept)
    with store._database.engine.connect() as connection:
        rows = connection.execute(text("SELECT sequence, revision, reception_id FROM outbox ORDER BY sequence")).all()
    assert [tuple(row) for row in rows] == [(1, 1, kept.id.hex), (2, 2, kept.id.hex)]


def test_the_file_is_encrypted_and_the_individual_number_is_nowhere(folder: DataFolder, store: Receptions) -> None:
    kept = store.save(reception())
    assert store.get(kept.id).case.members[0].individual_number is None
    for file in filter(Path.is_file, folder.root.iterdir()):
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert NUMBER.encode() not in content
        assert "墨田".encode() not in content


def test_even_with_the_databases_key_the_sealed_columns_cannot_be_read(store: Receptions) -> None:
    store.save(replace(reception(), step=Step.DONE, edits={"idou": {"honseki": "東京都墨田区緑"}}))
    with store._database.engine.connect() as connection:
        rows = [row for table in ("reception", "reception_version") for row in connection.execute(text(f"SELECT content, edits FROM {table}"))]  # fmt: skip  # noqa: E501
    for sealed in (value for row in rows for value in row):
        assert len(sealed) > 28
        assert "墨田".encode() not in sealed


@pytest.mark.parametrize("column", ["content", "edits"])
def test_a_sealed_value_moved_to_another_row_does_not_open(store: Receptions, column: str) -> None:
    edits = {"idou": {"honseki": "東京都墨田区緑"}}
    mine, other = (store.save(replace(reception(), edits=edits)) for _ in range(2))
    with store._database.engine.begin() as connection:
        move = f"UPDATE reception SET {column} = (SELECT {column} FROM reception WHERE id = :other) WHERE id = :mine"
        connection.execute(text(move), {"mine": mine.id.hex, "other": other.id.hex})
    assert store.get(other.id).edits == edits
    with pytest.raises(StorageFailure):
        store.get(mine.id)


def test_a_reception_begun_twice_keeps_its_first_number(store: Receptions) -> None:
    first = reception()
    kept = store.save(first)
    assert (store.save(first).number, len(store.list())) == (kept.number, 1)


def test_a_missing_key_is_said_and_no_new_one_is_made(folder: DataFolder) -> None:
    Receptions.open(folder).close()
    folder.keys.unlink()
    assert _reason(folder) == "key_missing"
    assert not folder.keys.exists()


def test_a_wrong_key_is_said(folder: DataFolder) -> None:
    Receptions.open(folder).close()
    folder.keys.unlink()
    folder.plain_key.write_text("00" * 32, encoding="ascii")
    assert _reason(folder) == "wrong_key_or_damaged"


def test_a_damaged_file_is_found(folder: DataFolder) -> None:
    store = Receptions.open(folder)
    store.save(reception())
    store.close()
    content = bytearray(folder.database.read_bytes())
    content[5000] ^= 1
    folder.database.write_bytes(content)
    with pytest.raises(StorageFailure):
        Receptions.open(folder).list()


def test_a_newer_schema_is_refused(folder: DataFolder) -> None:
    store = Receptions.open(folder)
    with store._database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    assert _reason(folder) == "newer_schema"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    assert _reason(DataFolder(tmp_path / "file" / "data")) == "folder_not_writable"


def test_a_full_disk_is_said_and_loses_nothing(store: Receptions) -> None:
    kept = store.save(reception())
    with store._database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    reasons = []
    for _ in range(50):
        try:
            store.save(reception())
        except StorageFailure as error:
            reasons.append(error.facts["reason"])
            break
    assert reasons == ["disk_full"]
    assert store.get(kept.id).number == kept.number


_CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception
store = Receptions.open(DataFolder(Path(sys.argv[1])))
while True:
    print(store.save(reception()).id, flush=True)
"""


@pytest.mark.parametrize("seed", range(8))
def test_a_kill_during_saves_loses_nothing_acknowledged(seed: int, folder: DataFolder) -> None:
    Receptions.open(folder).close()
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(folder.root)], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    saves = random.Random(seed).randrange(2, 25)  # noqa: S311 a repeatable number, no secret
    acknowledged = [child.stdout.readline() for _ in range(saves)]
    os.kill(child.pid, signal.SIGKILL)
    acknowledged += child.stdout.read().splitlines()
    child.stdout.close()
    child.wait()
    store = Receptions.open(folder)
    found = {str(one.id) for one in store.list(10_000)}
    with store._database.engine.connect() as connection:
        told = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()
    store.close()
    assert {line.decode().strip() for line in acknowledged if len(line.strip()) == 36} <= found
    assert told == len(found)


def _reason(folder: DataFolder) -> object:
    with pytest.raises(KnownError) as caught:
        Receptions.open(folder).close()
    return caught.value.facts["reason"]
