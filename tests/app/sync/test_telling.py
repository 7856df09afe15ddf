"""Saves on their way to the ward's server: each comes once, sealed, and is crossed off only when it is there."""

from dataclasses import replace

from models.reception import Step
from tests.app.sync.ward import WardOffice


def test_what_was_saved_here_stands_at_the_server_once(ward: WardOffice) -> None:
    desk = ward.desk(12)
    kept = desk.begin()
    assert desk.counters.status().waiting.count == 1
    assert desk.counters.send() == 1
    assert desk.counters.send() == 0
    assert ward.told() == [(str(kept.id), 1)]
    assert desk.counters.status().waiting.count == 0


def test_a_save_that_another_has_overtaken_is_not_told_but_a_completion_is(ward: WardOffice) -> None:
    desk = ward.desk(12)
    done = desk.counter.save(replace(desk.counter.save(desk.begin()), step=Step.DONE))
    again = desk.counter.save(replace(done, step=Step.HOUSEHOLD))
    assert desk.counters.send() == 2
    assert ward.told() == [(str(done.id), 3), (str(done.id), again.revision)]
