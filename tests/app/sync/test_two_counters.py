"""A reception at several counters: opened elsewhere, in one hand at a time, changed on two sides and put together."""

from dataclasses import replace

import pytest

from app.errors import Refused
from models.reception import Reception, State, Step
from models.records import Move, RecordQuery
from tests.app.sync.ward import Desk, WardOffice


def renamed(desk: Desk, reception: Reception, honseki: str) -> Reception:
    opened = desk.counter.open(reception.id)
    return desk.counter.save(replace(opened, case=replace(opened.case, honseki=honseki)))


def test_a_reception_begun_at_one_counter_goes_on_at_another(ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin()
    one.counters.send()
    seen = other.counters.receptions_elsewhere()
    assert [(line.id, line.counter, line.number) for line in seen] == [(kept.id, "窓口12", kept.number)]
    assert other.counters.take(kept.id)
    assert [line.id for line in other.store.find(RecordQuery(text="窓口12")).lines] == [kept.id]
    renamed(other, kept, "東京都墨田区緑一丁目1番地")
    other.counters.send()
    other.counters.let_go()
    other.counters.send()
    assert one.counters.take(kept.id)
    back = one.counter.open(kept.id)
    assert (back.number, back.case.honseki) == (kept.number, "東京都墨田区緑一丁目1番地")
    assert len(one.store.outbox.unsent()) == 0


def test_a_reception_is_in_one_hand_at_a_time_unless_it_is_taken_over(ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin()
    assert one.counters.take(kept.id)
    with pytest.raises(Refused) as refused:
        other.counters.take(kept.id)
    assert refused.value.facts == {"reason": "in_hand_elsewhere", "counter": "窓口12"}
    assert other.counters.take(kept.id, over=True)
    with pytest.raises(Refused):
        one.counters.take(kept.id)


def two_sides(ward: WardOffice) -> tuple[Desk, Desk, Reception]:
    """Both had it, one of them without the network; then both have told the server."""
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin()
    one.counters.send()
    other.counters.take(kept.id)
    renamed(other, kept, "東京都墨田区緑一丁目1番地")
    renamed(one, kept, "東京都墨田区両国二丁目2番地")
    for desk in (other, one, other):
        desk.counters.send()
    return one, other, kept


def test_changes_of_two_sides_are_both_kept_and_both_shown(ward: WardOffice) -> None:
    one, other, kept = two_sides(ward)
    for desk, mine, theirs in ((one, "両国二丁目", "緑一丁目"), (other, "緑一丁目", "両国二丁目")):
        (standing,) = desk.counters.status().standing
        assert standing.record == kept.id
        ours, others = desk.counters.sides(kept.id)
        assert (mine in ours.content, theirs in others.content) == (True, True)
        assert mine in desk.counter.open(kept.id).case.honseki


def test_what_a_clerk_makes_of_two_sides_is_everybodys_and_neither_side_is_lost(ward: WardOffice) -> None:
    one, other, kept = two_sides(ward)
    _ours, theirs = one.counters.sides(kept.id)
    one.counters.settle(kept.id, theirs, [("honseki",)])
    one.counters.send()
    one.counters.let_go()
    one.counters.send()
    assert one.counters.status().standing == ()
    other.counters.let_go()
    other.counters.send()
    assert other.counters.status().standing == ()
    assert "緑一丁目" in other.counter.open(kept.id).case.honseki
    with ward.server.superuser() as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (4,)
        assert connection.execute("SELECT count(*) FROM head").fetchone() == (1,)


def test_a_completion_elsewhere_is_kept_here_as_a_version(ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin()
    one.counters.send()
    other.counters.take(kept.id)
    other.counter.save(replace(other.counter.open(kept.id), step=Step.DONE, forms=("idou",)))
    other.counters.send()
    assert one.counters.take(kept.id)
    (version,) = one.counter.versions(kept.id)
    assert (version.counter, version.forms) == ("窓口7", ("idou",))


def test_the_numbers_of_many_counters_do_not_meet(ward: WardOffice) -> None:
    lone = ward.open(12)
    before = lone.begin()
    lone.counters.join(ward.join_file(12))
    after = lone.begin()
    day = before.number.partition("-")[0]
    assert (before.number, after.number) == (f"{day}-0001", f"{day}-12-0001")


def test_what_was_checked_and_passed_on_is_so_at_the_other_counter_too(ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin()
    one.counter.save(replace(one.counter.open(kept.id), step=Step.DONE))
    one.counters.send()
    for move in (Move(State.CHECKED), Move(State.HANDED_OVER, "証明係", "kaji")):
        one.store.passages.move(kept.id, move, by="sumi", name="隅　花子")
    one.counters.let_go()
    one.counters.send()
    assert other.counters.take(kept.id)
    (line,) = other.store.find(RecordQuery(state=State.HANDED_OVER, section="証明係")).lines
    assert (line.id, line.assignee) == (kept.id, "kaji")
    assert one.counters.status().standing == other.counters.status().standing == ()
    assert len(one.store.outbox.unsent()) == 0
