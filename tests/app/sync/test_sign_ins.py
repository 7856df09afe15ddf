"""One person at several counters: failures count together, and a second sign-in is known at both."""

from pathlib import Path

import pytest

from app import clock
from app.access import one_time
from app.access.password import CHEAP_FOR_TESTS
from app.errors import Locked, WrongSecret
from app.journeys.shared_sign_ins import WardSignIns
from app.journeys.signing_in import LOCKED, Proof, SigningIn
from models.staff import Role
from tests.app.sync.ward import Desk, WardOffice
from tests.staff import PASSWORD


def seated(desk: Desk) -> SigningIn:
    """A joined counter at which nobody sits, with `sato` among its people."""
    signing = SigningIn(desk.counter, CHEAP_FOR_TESTS)
    prepared = signing.prepare_first("sato", "佐藤　試験", PASSWORD)
    secret = prepared.staff.totp
    signing.make_first(prepared, one_time.code_at(secret, one_time.step_of(clock.now()) - 1))
    desk.counter.seat.session = None
    desk.counter.seat.shared = WardSignIns(desk.counters)
    return signing


def proof(desk: Desk, password: str = PASSWORD) -> Proof:
    mine = desk.store.staff.find("sato")
    assert mine is not None
    return Proof("sato", password, one_time.code_at(mine.totp, one_time.step_of(clock.now())))


def test_failures_at_one_counter_lock_the_person_out_at_the_other(
    ward: WardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = ward.desk(12), ward.desk(7)
    here, there = seated(one), seated(other)
    monkeypatch.setattr("app.journeys.signing_in.DELAYED", LOCKED)
    for turn in range(LOCKED):
        signing, desk = ((here, one), (there, other))[turn % 2]
        with pytest.raises(Locked if turn == LOCKED - 1 else WrongSecret):
            signing.sign_in(proof(desk, "nani ka chigau mono"))
    for signing, desk in ((here, one), (there, other)):
        with pytest.raises(Locked):
            signing.sign_in(proof(desk))


def test_the_same_person_at_a_second_counter_is_known_at_both(ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    here, there = seated(one), seated(other)
    assert here.sign_in(proof(one)).elsewhere == ""
    assert there.sign_in(proof(other)).elsewhere == "窓口12"
    one.counters.send()
    session = one.counter.seat.session
    assert session is not None
    assert session.elsewhere == "窓口7"
    for desk in (one, other):
        assert [entry.action for entry in desk.store.audit.entries()].count("access.second_sign_in") == 1
    there.sign_out()
    one.counters.send()
    session = one.counter.seat.session
    assert session is not None
    assert session.elsewhere == ""


def test_without_the_server_everybody_signs_in_as_always(ward: WardOffice, tmp_path: Path) -> None:
    desk = ward.desk(12)
    signing = seated(desk)
    ward.server.stop()
    try:
        assert Role.ADMIN in signing.sign_in(proof(desk)).roles
        signing.sign_out()
    finally:
        ward.server.start()
