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
from sqlalchemy import Engine, text

from app import clock
from app.case_file import read_case
from app.errors import KnownError, Refused, StorageFailure
from app.paths import RESOURCES, DataFolder
from app.storage.receptions import Receptions
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


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back by the migrations' own steps."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "app" / "storage" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_a_store_of_the_first_schema_is_brought_up_to_date_and_keeps_its_receptions(folder: DataFolder) -> None:
    first = Receptions.open(folder)
    kept = first.save(reception())
    downgrade(first._engine, "0001")
    first.close()
    again = Receptions.open(folder)
    found = again.get(kept.id)
    again.close()
    assert (found.number, found.release) == (kept.number, None)
    assert (folder.root / "before-0008.db").read_bytes()[:15] != b"SQLite format 3"


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
    with store._engine.connect() as connection:
        rows = connection.execute(text("SELECT sequence, payload_sha256 FROM outbox ORDER BY sequence")).all()
    assert [row.sequence for row in rows] == [1, 2]
    assert len({row.payload_sha256 for row in rows}) == 2


def test_the_file_is_encrypted_and_the_individual_number_is_nowhere(folder: DataFolder, store: Receptions) -> None:
    store.save(reception())
    with store._engine.connect() as connection:
        dump = "".join(str(row) for row in connection.execute(text("SELECT content FROM reception")))
        dump += "".join(str(row) for row in connection.execute(text("SELECT payload FROM outbox")))
    assert "墨田" in dump
    assert NUMBER not in dump
    for file in folder.root.iterdir():
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert NUMBER.encode() not in content
        assert "墨田".encode() not in content


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
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    assert _reason(folder) == "newer_schema"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    assert _reason(DataFolder(tmp_path / "file" / "data")) == "folder_not_writable"


def test_a_full_disk_is_said_and_loses_nothing(store: Receptions) -> None:
    kept = store.save(reception())
    with store._engine.connect() as connection:
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
    with store._engine.connect() as connection:
        told = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()
    store.close()
    assert {line.decode().strip() for line in acknowledged if len(line.strip()) == 36} <= found
    assert told == len(found)


def _reason(folder: DataFolder) -> object:
    with pytest.raises(KnownError) as caught:
        Receptions.open(folder).close()
    return caught.value.facts["reason"]
