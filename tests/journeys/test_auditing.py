"""The auditor's search: by person, deed, record, days and what is red, each alone and together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.audit.actions import actions, fact_words
from app.audit.audit import FACTS
from app.errors import Refused
from app.journeys.auditing import Auditing, told
from models.audit import TrailQuery
from models.reception import Step
from models.staff import Role
from tests.staff import Office, office

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
RED = tuple(code for code, deed in actions().items() if deed.red)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two days, two clerks, and one who asked for what is not hers."""
    with office(tmp_path_factory.mktemp("data")) as one:
        for login in ("mado", "naka"):
            one.hire(login, Role.CLERK)
        one.hire("kansa", Role.AUDITOR)
        for day, login in ((MONDAY, "mado"), (TUESDAY, "naka")):
            with time_machine.travel(day, tick=False):
                one.signing.sign_in(one.proof(login))
                kept = one.counter.save(replace(one.counter.new_reception(), step=Step.HOUSEHOLD))
                one.counter.open(kept.id)
                with pytest.raises(Refused):
                    one.desk.all()
                one.signing.sign_out()
        one.signing.sign_in(one.proof("kansa"))
        yield one


def found(here: Office, query: TrailQuery) -> list[tuple[str, str]]:
    return [(one.actor.user, one.action) for one in Auditing(here.counter).find(query)]


def test_a_person_is_found_and_nobody_else(here: Office) -> None:
    assert {user for user, _ in found(here, TrailQuery(user="mado"))} == {"mado"}
    assert {"access.signed_in", "reception.saved", "reception.viewed", "access.refused", "access.signed_out"} <= {
        action for _, action in found(here, TrailQuery(user="mado"))
    }


def test_a_deed_is_found_of_everybody(here: Office) -> None:
    assert found(here, TrailQuery(action="reception.viewed")) == [
        ("naka", "reception.viewed"),
        ("mado", "reception.viewed"),
    ]


def test_a_day_ends_at_midnight(here: Office) -> None:
    day = TrailQuery(since=MONDAY.isoformat(), until=TUESDAY.isoformat(), action="reception.saved")
    assert found(here, day) == [("mado", "reception.saved")]


def test_a_number_finds_the_deeds_of_its_record_alone(here: Office) -> None:
    query = TrailQuery(number="20261124-0001")
    assert found(here, query) == [("naka", "reception.viewed"), ("naka", "reception.saved")]
    assert found(here, TrailQuery(number="20991231-0001")) == []


def test_what_is_red_comes_alone_and_with_a_person(here: Office) -> None:
    assert {action for _, action in found(here, TrailQuery(red=RED))} == {"access.refused"}
    assert found(here, TrailQuery(red=RED, user="naka")) == [("naka", "access.refused")]


def test_the_newest_comes_first_and_no_more_than_asked_for(here: Office) -> None:
    entries = Auditing(here.counter).find(TrailQuery(), limit=5)
    assert [one.seq for one in entries] == sorted((one.seq for one in entries), reverse=True)
    assert len(entries) == 5


def test_every_fact_has_a_name_for_the_auditor(here: Office) -> None:
    names, _ = fact_words()
    assert names.keys() == FACTS
    (entry,) = Auditing(here.counter).find(TrailQuery(user="kansa", action="access.signed_in"), limit=1)
    assert list(told(entry)) == ["2つ目の確認: 確認コード", "対象: kansa"]
