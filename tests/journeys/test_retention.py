"""How long receptions are kept: deleted by rule and for good, with a record of it; never by a clock that is wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.retention import HANDED_OVER, UNTOUCHED, Retention
from app.paths import DataFolder
from app.settings import Settings, save
from app.storage.receptions import Receptions
from models.reception import Reception, State, Step
from models.records import Move, RecordQuery
from models.staff import Role
from tests.app.storage.test_receptions import reception
from tests.signed_in import seat_of

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)


class Office:
    """A counter whose clock is ours."""

    def __init__(self, folder: DataFolder, clock: time_machine.Traveller) -> None:
        Receptions.open(folder).close()
        self.folder, self.clock = folder, clock
        self.counter = Counter(lambda: Receptions.open(folder), "窓口1", seat=seat_of(Role.ADMIN))
        self.retention = Retention(self.counter, folder)

    @property
    def store(self) -> Receptions:
        return self.counter.receptions

    def later(self, **by: float) -> datetime:
        now = datetime.now(UTC) + timedelta(**by)
        self.clock.move_to(now)
        return now

    def done(self, *moves: Move) -> Reception:
        kept = self.store.save(replace(reception(), step=Step.DONE, procedures=("p_juki",)))
        for one in moves:
            self.store.passages.move(kept.id, one, by="sumi", name="隅　花子")
        return kept

    def left(self) -> set[str]:
        return {one.number for one in self.store.find(RecordQuery()).lines}

    def days(self, count: int) -> None:
        """The program runs every day."""
        for _ in range(count):
            self.retention.tick(self.later(days=1))


SENT = (Move(State.CHECKED), Move(State.HANDED_OVER, "証明係"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with time_machine.travel(NOON, tick=False) as clock:
        one = Office(DataFolder(tmp_path / "data"), clock)
        yield one
        one.counter.close()


def test_a_reception_goes_thirty_days_after_its_hand_over_and_nothing_of_it_stays(office: Office) -> None:
    kept, other = office.done(*SENT), office.done()
    office.days(29)
    assert office.left() == {kept.number, other.number}
    office.days(2)
    assert office.left() == {other.number}
    with office.store._database.engine.connect() as connection:
        tables = ("reception_version", "reception_passage", "reception_search", "outbox")
        of_it = [f"SELECT count(*) FROM {one} WHERE reception_id = '{kept.id.hex}'" for one in tables]
        assert [connection.execute(text(one)).scalar_one() for one in of_it] == [0, 0, 0, 0]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_the_record_of_the_deletion_names_nobody_and_can_be_looked_up_with_the_id(office: Office) -> None:
    kept = office.done(*SENT)
    office.days(31)
    (record,) = office.retention.deletions()
    assert (record.rule, record.number) == (HANDED_OVER, 1)
    assert record.hashes == (office.store.audit.key.subject_of(kept.id),)
    assert "墨田" not in str(record)
    assert [one.facts["count"] for one in office.store.audit.entries() if one.action == "records.deleted"] == [1]
    assert office.store.audit.verify().holds


def test_what_nobody_touches_goes_after_the_longer_time(office: Office) -> None:
    save(office.folder.settings, Settings(keep_untouched_days=40))
    kept = office.done()
    office.days(20)
    office.store.passages.move(kept.id, Move(State.RECEIVED, assignee="kaji"), by="sumi", name="隅　花子")
    office.days(25)
    assert office.left() == {kept.number}
    office.days(20)
    assert office.left() == set()
    assert [one.rule for one in office.retention.deletions()] == [UNTOUCHED]


def test_a_reception_that_was_corrected_begins_its_time_anew(office: Office) -> None:
    kept = office.done(*SENT)
    office.days(20)
    right = replace(kept.case, honseki="東京都墨田区緑一丁目1番地")
    office.store.save(replace(office.store.get(kept.id), case=right))
    office.days(20)
    assert office.left() == {kept.number}


def test_what_the_server_has_not_got_is_never_deleted(office: Office) -> None:
    kept = office.done(*SENT)
    with office.store._database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO ward VALUES ('00000000000000000000000000000000', 1, 'k', x'00', '2026-11-24 00:00:00')")
        )
    office.days(40)
    assert office.left() == {kept.number}
    with office.store._database.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET sent_at = '2026-11-25 00:00:00'"))
    office.days(1)
    assert office.left() == set()


def test_the_numbers_of_the_outbox_go_on_after_a_deletion(office: Office) -> None:
    office.done(*SENT)
    office.days(31)
    office.done()
    with office.store._database.engine.connect() as connection:
        rows = connection.execute(text("SELECT sequence, sent_at IS NULL FROM outbox ORDER BY sequence")).all()
    assert [tuple(row) for row in rows] == [(3, 0), (4, 1)]


def test_it_runs_once_a_day_at_three_or_at_the_first_start_after(office: Office) -> None:
    assert office.retention.tick(NOON)
    assert not office.retention.tick(office.later(hours=10))
    assert office.retention.tick(office.later(hours=6))


@pytest.mark.parametrize(("days", "reason"), [(-1, "clock_went_back"), (8, "clock_jumped")])
def test_a_clock_that_cannot_be_right_stops_it_until_an_administrator_says_so(
    office: Office, days: int, reason: str
) -> None:
    save(office.folder.settings, Settings(keep_receptions_days=0))
    office.retention.tick(NOON)
    kept = office.done(*SENT)
    now = office.later(days=days)
    with pytest.raises(Refused) as refused:
        office.retention.tick(now)
    assert refused.value.facts["reason"] == reason
    with pytest.raises(Refused):
        office.retention.run()
    assert office.left() == {kept.number}
    assert "records.purge_stopped" in [one.action for one in office.store.audit.entries()]
    office.retention.run(clock_is_right=True)


def test_the_counts_stay_when_the_receptions_go_and_go_themselves_after_five_years(office: Office) -> None:
    office.done(*SENT)
    office.days(31)
    with office.store._database.engine.connect() as connection:
        assert connection.execute(text("SELECT sum(times) FROM tally WHERE kind = 'all'")).scalar_one() == 1
    office.later(days=366 * 6)
    office.retention.run(clock_is_right=True)
    with office.store._database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tally")).scalar_one() == 0


def test_no_word_of_a_deleted_name_is_in_the_file_any_more(office: Office) -> None:
    """Looked for with the key: in every page that the database still has, index and free ones too."""
    office.done(*SENT)
    office.days(31)
    raw = office.folder.root / "plain.db"
    connection = office.store._database.connection
    connection.execute(f"ATTACH DATABASE '{raw}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    content = raw.read_bytes()
    assert not [word for word in ("墨田", "太郎", "スミタ", "タロ") if word.encode() in content]
