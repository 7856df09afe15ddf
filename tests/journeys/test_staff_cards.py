"""Staff cards at a counter with a real store: enrolled by the administrator, a factor at sign-in and under the lock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine

from app import clock
from app.card.secret import Secret
from app.card.simulated.staff import authority_pem
from app.card.staff_card import CardProof
from app.errors import InvalidInput, KnownError, Refused
from app.journeys.signing_in import Proof
from app.journeys.staff_cards import StaffCards
from app.paths import DataFolder
from models.card import SecretKind
from models.staff import Role
from tests.staff import PASSWORD, Office, office

READER = "Reader 2"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "data") as one:
        one.hire("mado", Role.CLERK)
        one.hire("zei", Role.TAX)
        yield one


@pytest.fixture
def cards(here: Office, tmp_path: Path) -> StaffCards:
    return StaffCards(here.counter, DataFolder(tmp_path / "data"))


def card(mark: str = "ab") -> CardProof:
    return CardProof(mark * 32, READER, clock.now())


def enrolled(here: Office, cards: StaffCards) -> None:
    here.signing.sign_in(here.proof("kanri"))
    cards.enrol(here.staff("mado").id, card())
    here.signing.sign_out()


def why(call: object) -> str:
    with pytest.raises(KnownError) as caught:
        call()  # type: ignore[operator]
    return str(caught.value.facts["reason"])


def test_cards_are_offered_once_an_authority_is_named(here: Office, cards: StaffCards, tmp_path: Path) -> None:
    assert not cards.are_used()
    pin = Secret(SecretKind.STAFF_PIN, b"123456")
    assert why(lambda: cards.prove(pin, None, Event())) == "no_card_authority"
    assert len(pin) == 0
    here.signing.sign_in(here.proof("kanri"))
    file = tmp_path / "authority.pem"
    for content in (None, b"no certificate", bytes(2 << 20)):
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(InvalidInput):
            cards.trust(file)
    assert not cards.are_used()
    file.write_bytes(authority_pem())
    assert cards.trust(file) == 1
    assert cards.are_used()
    assert here.trail[-1] == "staff.card_authority"


def test_a_card_stands_in_for_the_code_and_the_password_is_still_needed(here: Office, cards: StaffCards) -> None:
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, card=card()))) == "sign_in", "not enrolled"
    enrolled(here, cards)
    session = here.signing.sign_in(Proof("mado", PASSWORD, card=card()))
    assert (session.login, session.card_reader) == ("mado", READER)
    for proof in (Proof("mado", "", card=card()), Proof("mado", "nothing of the kind", card=card())):
        assert why(lambda proof=proof: here.signing.sign_in(proof)) == "sign_in"
    assert why(lambda: here.signing.sign_in(Proof("zei", PASSWORD, card=card()))) == "sign_in", "another's card"
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, card=card("cd")))) == "sign_in"


def test_a_proof_of_before_is_none(here: Office, cards: StaffCards) -> None:
    enrolled(here, cards)
    old = replace(card(), at=clock.now() - timedelta(minutes=2))
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, card=old))) == "sign_in"


def test_nobody_without_a_card_is_let_in_by_an_empty_fingerprint(here: Office) -> None:
    nothing = CardProof("", READER, clock.now())
    assert why(lambda: here.signing.sign_in(Proof("zei", PASSWORD, card=nothing))) == "sign_in"


def test_the_card_alone_unlocks_within_fifteen_minutes_and_with_the_password_after_them(
    here: Office, cards: StaffCards
) -> None:
    enrolled(here, cards)
    here.signing.sign_in(here.proof("mado"))
    assert here.counter.seat.session is not None
    assert here.counter.seat.session.card_reader == ""
    locked_at = clock.now()
    here.signing.unlock(Proof("mado", "", card=card()), locked_at)
    assert here.counter.seat.session.card_reader == READER
    with time_machine.travel(locked_at + timedelta(minutes=16)):
        assert why(lambda: here.signing.unlock(Proof("mado", "", card=card()), locked_at)) == "both_factors"
        here.signing.unlock(Proof("mado", PASSWORD, card=card()), locked_at)


def test_a_lifted_card_lies_nowhere_any_more(here: Office, cards: StaffCards) -> None:
    enrolled(here, cards)
    here.signing.sign_in(Proof("mado", PASSWORD, card=card()))
    here.signing.lock("card")
    assert here.counter.seat.session is not None
    assert here.counter.seat.session.card_reader == ""


def test_a_card_is_one_persons_and_a_withdrawn_one_opens_nothing(here: Office, cards: StaffCards) -> None:
    enrolled(here, cards)
    here.signing.sign_in(here.proof("kanri"))
    with pytest.raises(Refused) as caught:
        cards.enrol(here.staff("zei").id, card())
    assert caught.value.facts == {"reason": "card_taken", "login": "mado"}
    cards.withdraw(here.staff("mado").id)
    cards.enrol(here.staff("zei").id, card())
    here.signing.sign_out()
    assert why(lambda: here.signing.sign_in(Proof("mado", PASSWORD, card=card()))) == "sign_in"
    assert here.signing.sign_in(Proof("zei", PASSWORD, card=card())).login == "zei"
    assert {"staff.card_given", "staff.card_taken"} <= set(here.trail)


def test_the_trail_says_which_factor_it_was_and_nothing_of_the_card(here: Office, cards: StaffCards) -> None:
    enrolled(here, cards)
    here.signing.sign_in(Proof("mado", PASSWORD, card=card()))
    last = list(here.counter.receptions.audit.entries())[-1]
    assert (last.action, last.facts["second_factor"]) == ("access.signed_in", "card")
    assert "abab" not in str(last)
