"""The counter's clock against the server's: how far apart they are, measured over the one connection there is."""

from datetime import timedelta

import pytest

from app import clock
from tests.app.sync.ward import WardOffice


@pytest.mark.parametrize("off", [timedelta(), timedelta(minutes=7), timedelta(hours=-1)])
def test_a_clock_that_is_off_is_measured(ward: WardOffice, monkeypatch: pytest.MonkeyPatch, off: timedelta) -> None:
    desk = ward.desk(12)
    right = clock.now
    monkeypatch.setattr(clock, "now", lambda: right() + off)
    assert abs(desk.counters.clock_off() - off) < timedelta(seconds=10)


def test_without_a_server_no_clock_is_asked(ward: WardOffice) -> None:
    assert ward.open(7).counters.clock_off() == timedelta()
