"""Signing in at a counter with a real store: two factors, delays, the lock, the quick unlock, recovery, 非常時."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from app import clock
from app.access import one_time
from app.access.password import refuse_weak
from app.errors import KnownError, Locked, Refused, WrongSecret
from app.journeys.signing_in import Proof
from models.staff import Role
from tests.staff import PASSWORD, Office, office


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "data") as one:
        one.hire("mado", Role.CLERK)
        yield one


def why(call: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        call()
    return str(caught.value.facts["reason"])


def test_the_codes_are_those_of_the_standard() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, its last six digits
    assert [one_time.code_at(secret, seconds // 30) for seconds in (59, 1111111109, 20000000000)] == [
        "287082", "081804", "353130",
    ]  # fmt: skip


def test_password_and_code_take_the_seat(here: Office) -> None:
    session = here.signing.sign_in(here.proof("mado"))
    assert (session.login, session.roles) == ("mado", frozenset({Role.CLERK}))
    assert here.counter.seat.session is session
    assert here.counter.all() == []
    here.signing.sign_out()
    assert why(here.counter.all) == "not_signed_in"


@pytest.mark.parametrize("proof", [("mado", "wrong password!", ""), ("mado", PASSWORD, "000000"), ("x", PASSWORD, "1")])
def test_one_factor_alone_opens_nothing_and_which_was_wrong_is_not_said(
    here: Office, proof: tuple[str, str, str]
) -> None:
    login, password, code = proof
    assert why(lambda: here.signing.sign_in(Proof(login, password, code or here.code("mado", 1)))) == "sign_in"
    assert here.counter.seat.session is None


def test_a_one_time_code_serves_once(here: Office) -> None:
    proof = here.proof("mado")
    here.signing.sign_in(proof)
    assert why(lambda: here.signing.sign_in(proof)) == "sign_in"
    here.signing.sign_in(replace(proof, code=here.code("mado", 1)))


def test_full_width_digits_are_digits_and_a_clock_half_a_minute_off_does_not_matter(here: Office) -> None:
    here.proof("mado")
    wide = here.code("mado", -1).translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    assert here.signing.sign_in(Proof("mado", PASSWORD, wide)).login == "mado"
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, here.code("mado", 2)))) == "clock_off"


def test_a_clock_that_is_minutes_off_is_said_and_opens_nothing(here: Office) -> None:
    proof = here.proof("mado")
    with pytest.raises(Refused) as caught:
        here.signing.sign_in(replace(proof, code=here.code("mado", 8)))
    assert caught.value.facts == {"reason": "clock_off", "minutes": 4}
    assert here.staff("mado").failures == 1
    assert why(lambda: here.signing.sign_in(replace(proof, code=here.code("mado", 200)))) == "sign_in"
    wrong = replace(proof, password="nothing of the kind", code=here.code("mado", 8))
    assert why(lambda: here.signing.sign_in(wrong)) == "sign_in", "nothing is said of the code to whoever guesses"


def test_five_failures_make_one_wait_and_ten_lock_also_over_a_restart(tmp_path: Path) -> None:
    began = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with time_machine.travel(began, tick=False) as travelling, office(tmp_path / "data") as here:
        here.hire("mado", Role.CLERK)
        wrong = replace(here.proof("mado"), password="nothing of the kind")
        for _ in range(5):
            assert why(lambda: here.signing.sign_in(wrong)) == "sign_in"
        assert why(lambda: here.signing.sign_in(here.proof("mado"))) == "wait"
        here.counter.close()  # a restart
        assert why(lambda: here.signing.sign_in(here.proof("mado"))) == "wait"
        for _ in range(4):
            travelling.shift(timedelta(minutes=16))
            assert why(lambda: here.signing.sign_in(wrong)) == "sign_in"
        travelling.shift(timedelta(minutes=16))
        with pytest.raises(Locked):
            here.signing.sign_in(wrong)
        travelling.shift(timedelta(days=1))
        with pytest.raises(Locked):
            here.signing.sign_in(here.proof("mado"))
        here.signing.sign_in(here.proof("kanri"))
        here.desk.unlock(here.staff("mado").id)
        assert here.signing.sign_in(here.proof("mado")).login == "mado"
        assert here.staff("mado").failures == 0


def test_a_success_forgets_the_failures_before_it(here: Office) -> None:
    for _ in range(4):
        with pytest.raises(WrongSecret):
            here.signing.sign_in(replace(here.proof("mado"), password="nothing of the kind"))
    here.signing.sign_in(here.proof("mado"))
    assert here.staff("mado").failures == 0


def test_after_a_short_absence_one_factor_unlocks_and_after_a_long_one_both(here: Office) -> None:
    session = here.signing.sign_in(here.proof("mado"))
    now = clock.now()
    here.signing.lock("idle")
    here.signing.unlock(Proof("mado", PASSWORD, ""), now)
    here.signing.unlock(replace(here.proof("mado"), password=""), now)
    assert why(lambda: here.signing.unlock(Proof("mado", PASSWORD, ""), now - timedelta(minutes=16))) == "both_factors"
    assert why(lambda: here.signing.unlock(Proof("mado", "not this one", ""), now)) == "sign_in"
    assert why(lambda: here.signing.unlock(Proof("mado", "", ""), now)) == "sign_in"
    assert why(lambda: here.signing.unlock(here.proof("kanri"), now)) == "not_signed_in"
    here.signing.unlock(here.proof("mado"), now - timedelta(minutes=16))
    assert here.counter.seat.session is session


def test_a_recovery_code_opens_once_in_place_of_the_device_and_after_a_lock(here: Office) -> None:
    for _ in range(5):
        with pytest.raises(WrongSecret):
            here.signing.sign_in(replace(here.proof("kanri"), password="nothing of the kind"))
    code = here.codes[0]
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, code))) == "sign_in", "it is another person's"
    assert here.signing.sign_in(Proof("kanri", PASSWORD, f" {code.lower()} ")).login == "kanri"
    assert why(lambda: here.signing.sign_in(Proof("kanri", PASSWORD, code))) == "sign_in"
    assert "staff.code_used" in here.trail


def test_two_people_one_of_them_a_supervisor_may_administer_for_half_an_hour(here: Office) -> None:
    here.hire("kacho", Role.CLERK, supervisor=True)
    here.hire("zei", Role.TAX)
    assert why(lambda: here.signing.break_glass(here.proof("kacho"), here.proof("kacho"))) == "two_people"
    assert why(lambda: here.signing.break_glass(here.proof("mado"), here.proof("zei"))) == "supervisor_needed"
    here.signing.break_glass(here.proof("kacho"), here.proof("mado"))
    assert here.trail[-1] == "access.break_glass"
    made = here.desk.renew_password(here.staff("kanri").id)
    assert why(here.counter.all) == "not_permitted"
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert why(here.desk.all) == "not_signed_in"
    assert here.signing.sign_in(here.proof("kanri", made.password)).login == "kanri"
    assert here.signing.must_renew()


def test_the_first_administrator_is_made_once(here: Office) -> None:
    assert not here.signing.is_first_start()
    prepared = here.signing.prepare_first("another", "別人", PASSWORD)
    code = one_time.code_at(prepared.staff.totp, one_time.step_of(clock.now()))
    assert why(lambda: here.signing.make_first(prepared, "000000")) in ("device", "already_begun")
    assert why(lambda: here.signing.make_first(prepared, code)) == "already_begun"


def test_a_given_password_is_to_be_chosen_anew(here: Office) -> None:
    here.signing.sign_in(here.proof("kanri"))
    given = here.desk.renew_password(here.staff("mado").id).password
    here.signing.sign_in(here.proof("mado", given))
    assert here.signing.must_renew()
    assert why(lambda: here.signing.change_password(given, given)) == "password_same"
    assert why(lambda: here.signing.change_password("nothing of the kind", "hashi no tamoto e")) == "sign_in"
    here.signing.change_password(given, "hashi no tamoto e")
    assert not here.signing.must_renew()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "password_too_short"),
        ("aaaaaaaaaaaa", "password_too_short"),
        ("Password2026!", "password_common"),
        ("ｐａｓｓｗｏｒｄ２０２６", "password_common"),
        ("SumidaSumida11", "password_common"),
        ("qwertyuiopas", "password_common"),
        ("123456789012", "password_common"),
        ("mado-mado-2026", "password_common"),
        ("x" + "aあいう" * 80, "password_too_long"),
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str, reason: str) -> None:
    assert why(lambda: refuse_weak(password, "mado")) == reason


def test_an_administrator_gives_roles_but_none_that_must_not_meet_and_never_removes_the_last_one(here: Office) -> None:
    here.signing.sign_in(here.proof("kanri"))
    mado, kanri = here.staff("mado"), here.staff("kanri")
    assert here.desk.change_roles(mado.id, {Role.CLERK, Role.TAX}, supervisor=True).supervisor
    assert why(lambda: here.desk.change_roles(mado.id, {Role.CLERK, Role.ADMIN}, supervisor=False)) == "roles_apart"
    assert why(lambda: here.desk.change_roles(mado.id, set(), supervisor=False)) == "no_role"
    assert why(lambda: here.desk.change_roles(kanri.id, {Role.CLERK}, supervisor=False)) == "last_administrator"
    assert why(lambda: here.desk.disable(kanri.id, disabled=True)) == "last_administrator"
    assert why(lambda: here.desk.add("mado", "別人", {Role.TAX})) == "login_taken"
    assert why(lambda: here.desk.add("a b", "別人", {Role.TAX})) == "no_login"
    assert why(lambda: here.desk.renew_codes(mado.id)) == "codes_for_administrators"
    here.desk.disable(mado.id, disabled=True)
    assert why(lambda: here.signing.sign_in(here.proof("mado"))) == "sign_in"


def test_a_second_counter_learns_where_the_person_is_signed_in_already(here: Office) -> None:
    here.signing.sign_in(here.proof("mado"))
    mado = here.staff("mado")
    here.counter.receptions.staff.change(mado.id, lambda one: replace(one, signed_in_on="窓口2"), "staff.enabled")
    assert here.signing.sign_in(here.proof("mado")).elsewhere == "窓口2"
    assert "access.second_sign_in" in here.trail


def test_no_secret_stands_in_the_trail_or_in_a_representation(here: Office) -> None:
    with pytest.raises(WrongSecret):
        here.signing.sign_in(Proof("mado", "a typed secret text", here.code("mado", 1)))
    told = str(list(here.counter.receptions.audit.entries())) + repr(here.staff("mado")) + repr(here.proof("mado"))
    for secret in ("a typed secret text", PASSWORD, here.device["mado"], "argon2", *here.codes):
        assert secret not in told
