"""Four eyes: who releases a protected address, and who looks over a return, is never whoever asks for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.session import Session
from app.errors import Refused
from app.journeys.tax_desk import TaxDesk
from models.filing import Filing, FilingStep
from models.staff import Role
from tests.staff import Office, office


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "data") as one:
        one.hire("zei", Role.TAX)
        one.hire("kacho", Role.TAX, Role.CLERK, supervisor=True)
        one.hire("bucho", Role.TAX, Role.CLERK, supervisor=True)
        yield one


def beside(here: Office, login: str) -> Session:
    """Approves at the counter where somebody else stays signed in."""
    return here.signing.approve(here.proof(login))


def filing_of(here: Office, login: str) -> Filing:
    here.signing.sign_in(here.proof(login))
    desk = TaxDesk(here.counter)
    return desk.save(replace(desk.new_filing(2025), step=FilingStep.DONE))


def why(call: object) -> str:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    return str(caught.value.facts["reason"])


def test_a_supervisor_at_the_own_counter_needs_another_one_to_release_a_protected_address(here: Office) -> None:
    session = here.signing.sign_in(here.proof("kacho"))
    reception = here.counter.new_reception()
    assert why(lambda: here.counter.release(reception, "別室で確認")) == "other_supervisor_needed"
    assert why(lambda: here.counter.release(reception, "別室で確認", by=session)) == "other_supervisor_needed"
    assert why(lambda: beside(here, "kacho")) == "other_supervisor_needed"
    released = here.counter.release(reception, "別室で確認", by=beside(here, "bucho")).release
    assert released is not None
    assert released.by == "bucho　試験"


def test_a_supervisor_looks_over_a_colleagues_return_and_not_the_own_one(here: Office) -> None:
    filing = filing_of(here, "zei")
    here.signing.sign_in(here.proof("kacho"))
    looked = TaxDesk(here.counter).look_over(filing, "控除を確認").second_look
    assert looked is not None
    assert looked.by == "kacho　試験"
    own = filing_of(here, "kacho")
    assert why(lambda: TaxDesk(here.counter).look_over(own, "")) == "own_work"
    assert TaxDesk(here.counter).look_over(own, "", by=beside(here, "bucho")).second_look is not None


def test_whoever_has_corrected_a_colleagues_return_has_entered_it_too(here: Office) -> None:
    filing = filing_of(here, "zei")
    here.signing.sign_in(here.proof("kacho"))
    corrected = TaxDesk(here.counter).save(filing)
    assert why(lambda: TaxDesk(here.counter).look_over(corrected, "")) == "own_work"


def test_the_trail_names_who_approved_and_who_signed_in(here: Office) -> None:
    here.signing.sign_in(here.proof("zei"))
    beside(here, "bucho")
    signed_in, approved = [
        one for one in here.counter.receptions.audit.entries() if one.action in ("access.signed_in", "access.approved")
    ][-2:]
    assert (signed_in.actor.user, signed_in.actor.role) == ("zei", "tax")
    assert (approved.actor.user, approved.actor.role) == ("bucho", "clerk+tax+supervisor")
