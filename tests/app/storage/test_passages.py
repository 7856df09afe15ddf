"""How receptions go from hand to hand: one state after the other, with who, when and a note."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import Refused
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Reception, State, Step
from models.records import Move
from tests.app.storage.test_receptions import reception
from tests.leaks.numbers import MARKED

CHECKED, SENT, CLOSED = Move(State.CHECKED), Move(State.HANDED_OVER, "証明係"), Move(State.CLOSED, "証明係")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Receptions]:
    one = Receptions.open(DataFolder(tmp_path / "data"))
    yield one
    one.close()


@pytest.fixture
def done(store: Receptions) -> Reception:
    return store.save(replace(reception(), step=Step.DONE))


def move(store: Receptions, done: Reception, *moves: Move) -> None:
    for one in moves:
        store.passages.move(done.id, one, by="sumi", name="隅　花子")


def state(store: Receptions) -> State:
    return store.list()[0].state


def test_a_reception_goes_through_all_states_and_its_history_stays(store: Receptions, done: Reception) -> None:
    move(store, done, CHECKED, replace(SENT, assignee="kaji", note="急ぎ"), CLOSED)
    history = store.passages.of(done.id)
    assert [(one.before, one.state) for one in history] == [
        (State.RECEIVED, State.CHECKED), (State.CHECKED, State.HANDED_OVER), (State.HANDED_OVER, State.CLOSED),
    ]  # fmt: skip
    passed_on = history[1]
    assert (passed_on.section, passed_on.assignee, passed_on.note) == ("証明係", "kaji", "急ぎ")
    assert (passed_on.by, passed_on.name, state(store)) == ("sumi", "隅　花子", State.CLOSED)


@pytest.mark.parametrize(
    ("before", "to", "reason"),
    [
        ((), SENT, "state_skipped"), ((), CLOSED, "state_skipped"), ((CHECKED,), CLOSED, "state_skipped"),
        ((CHECKED,), Move(State.HANDED_OVER), "section_needed"), ((CHECKED,), Move(State.RECEIVED), "note_needed"),
    ],
)  # fmt: skip
def test_what_is_not_the_way_is_refused_and_changes_nothing(
    store: Receptions, done: Reception, before: tuple[Move, ...], to: Move, reason: str
) -> None:
    move(store, done, *before)
    standing = state(store)
    with pytest.raises(Refused) as refused:
        move(store, done, to)
    assert refused.value.facts["reason"] == reason
    assert (state(store), len(store.passages.of(done.id))) == (standing, len(before))


def test_an_unfinished_reception_is_given_to_a_colleague_but_not_checked(store: Receptions) -> None:
    kept = store.save(reception())
    move(store, kept, Move(State.RECEIVED, assignee="kaji", note="続きをお願いします"))
    with pytest.raises(Refused) as refused:
        move(store, kept, CHECKED)
    assert refused.value.facts["reason"] == "reception_unfinished"
    assert store.list()[0].assignee == "kaji"


def test_it_comes_back_with_a_word_why(store: Receptions, done: Reception) -> None:
    move(store, done, CHECKED, SENT, Move(State.RECEIVED, note="住所をもう一度確かめる"))
    assert state(store) is State.RECEIVED


def test_a_corrected_reception_is_to_be_checked_again(store: Receptions, done: Reception) -> None:
    move(store, done, CHECKED, SENT)
    open_again = store.save(replace(store.get(done.id), step=Step.HOUSEHOLD))
    assert state(store) is State.HANDED_OVER
    right = replace(open_again.case, honseki="東京都墨田区緑一丁目1番地")
    store.save(replace(open_again, case=right, step=Step.DONE))
    assert state(store) is State.RECEIVED
    assert [(one.before, one.note) for one in store.passages.of(done.id)][-1] == (State.HANDED_OVER, "訂正")


def test_a_save_leaves_the_state_and_whose_it_is(store: Receptions, done: Reception) -> None:
    move(store, done, replace(CHECKED, section="証明係", assignee="kaji"))
    store.save(store.get(done.id))
    assert (state(store), store.list()[0].section, store.list()[0].assignee) == (State.CHECKED, "証明係", "kaji")


def test_a_number_in_a_note_is_hidden_and_the_note_is_sealed(store: Receptions, done: Reception) -> None:
    number = MARKED[0]
    move(store, done, replace(CHECKED, note=f"番号は{number}です"))
    assert store.passages.of(done.id)[0].note == "番号は●●●●です"
    with store._database.engine.connect() as connection:
        sealed = connection.execute(text("SELECT note FROM reception_passage")).scalar_one()
    assert "番号".encode() not in sealed


def test_every_move_stands_in_the_trail_and_waits_for_the_server(store: Receptions, done: Reception) -> None:
    move(store, done, CHECKED, SENT)
    deeds = [one for one in store.audit.entries() if one.action == "reception.passed"]
    assert [one.facts["state"] for one in deeds] == ["checked", "handed_over"]
    assert {one.subject for one in deeds} == {store.audit.key.subject_of(done.id)}
    with store._database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM outbox")).scalar_one() == 3
