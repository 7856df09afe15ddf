"""個人番号: read only where a sheet of the case asks for it by law, and printed only there."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader

from app.card.read import read_card
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip, SimulatedConnection
from app.case_file import read_case
from app.errors import KnownError, Refused, UnreadableCard
from app.journeys.counter import Counter
from app.journeys.number import masked, number_forms, read_number, with_numbers
from app.journeys.paper import forms_of, make_plan, print_forms
from app.paths import RESOURCES, DataFolder
from app.sentences import sentence
from app.storage.receptions import Receptions
from forms.load import load_sheets
from models.card import CardReading, SecretKind
from models.case import Case
from tests.app.card.people import PIN, chip
from tests.app.card.people import read as read_chip
from tests.signed_in import seat_of

WRONG, RIGHT = "111122223334", "111122223333"
"""The last digit of the one is wrong; only the test of the check digit uses the other."""
FAMILY = read_case(RESOURCES / "practice" / "family.json")
FORMS = forms_of(make_plan(FAMILY))


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "").replace(" ", "")


def attempt(
    case: Case, one: SimulatedChip, *, forms: tuple[str, ...] = FORMS, practice: bool = True
) -> tuple[int, str]:
    return read_number(case, forms, ReadRequest(), lambda request: read_chip(one, request), practice=practice)


def never(_request: ReadRequest) -> CardReading:
    raise AssertionError("the card was touched")


def test_the_forms_that_ask_are_named_with_their_law_and_the_people_they_ask() -> None:
    found = {one.form: one for one in number_forms(FAMILY, FORMS)}
    assert "番号法第9条" in found["kokuho"].law
    assert 0 in found["kokuho"].members
    assert found.keys() == {form for form in FORMS if load_sheets()[form].asks_number and form in found}
    assert "idou" not in found


def test_no_number_is_read_where_no_sheet_asks_for_one() -> None:
    with pytest.raises(Refused) as caught:
        read_number(FAMILY, ["idou", "juminhyo"], ReadRequest(), never)
    assert caught.value.facts == {"reason": "number_not_needed"}


def test_the_holder_is_found_among_those_who_are_asked() -> None:
    assert attempt(FAMILY, chip()) == (0, WRONG)


def test_a_name_typed_with_another_space_or_a_variant_is_the_same_persons() -> None:
    first = replace(FAMILY.members[0], name="墨\U000e0100田 太郎")
    assert attempt(replace(FAMILY, members=(first, *FAMILY.members[1:])), chip())[0] == 0


@pytest.mark.parametrize("changes", [{"name": "墨田　次郎"}, {"birth_date": "19880502"}])
def test_the_number_of_somebody_else_is_not_taken(changes: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught:
        attempt(FAMILY, chip(**changes))
    assert caught.value.facts == {"reason": "number_of_another_person"}


@pytest.mark.parametrize(
    ("number", "practice", "reason"),
    [("111122223335", False, "number_check_digit"), (RIGHT, True, "number_not_invented")],
)
def test_the_check_digit_decides_what_is_a_number_and_what_an_invented_one(
    number: str, practice: bool, reason: str
) -> None:
    with pytest.raises(KnownError) as caught:
        attempt(FAMILY, chip(individual_number=number), practice=practice)
    assert caught.value.facts == {"reason": reason}
    assert number not in sentence(caught.value, "ja") + sentence(caught.value, "en")
    assert attempt(FAMILY, chip(individual_number=number), practice=not practice) == (0, number)


def test_a_number_that_the_chips_signature_does_not_bear_is_not_taken() -> None:
    with pytest.raises(UnreadableCard) as caught:
        read_number(
            FAMILY,
            FORMS,
            ReadRequest(),
            lambda one: replace(read_chip(chip(), one), integrity="mismatch"),
            practice=True,
        )
    assert caught.value.facts == {"reason": "number_mismatch"}


def test_the_number_is_printed_in_the_boxes_of_its_holder_alone_and_masked_on_the_screen() -> None:
    numbers = {0: WRONG}
    case, plan = with_numbers(FAMILY, numbers), make_plan(FAMILY)
    printed = {sheet.form: text_of(sheet.pdf) for sheet in print_forms(case, plan, FORMS).sheets}
    asked = {one.form for one in number_forms(FAMILY, FORMS) if 0 in one.members}
    assert {form for form, text in printed.items() if WRONG in text} == asked
    shown = print_forms(with_numbers(FAMILY, masked(numbers)), plan, FORMS)
    assert WRONG not in text_of(shown.pdf)
    assert "●" * 12 in text_of(shown.pdf)
    assert not [problem for problem in shown.problems if "number" in problem.field]


def test_every_sheet_with_a_box_for_the_number_names_its_law() -> None:
    assert all(bool(sheet.number_law) == sheet.asks_number for sheet in load_sheets().values())
    assert sum(sheet.asks_number for sheet in load_sheets().values()) >= 16


@dataclass(frozen=True)
class InProcess(Counter):
    """The counter with a card in process."""

    card: SimulatedChip = field(default_factory=chip)

    def read_card(
        self, request: ReadRequest, secret: SecretSource, cancel: Event, progress: Progress | None = None
    ) -> CardReading:
        del progress
        return read_card(request, secret, cancel, connect=lambda: SimulatedConnection(self.card))


def test_a_pin_is_sent_once_for_a_number_and_the_reading_stands_in_the_trail(tmp_path: Path) -> None:
    with closing(Receptions.open(DataFolder(tmp_path))) as store:
        counter = InProcess(lambda: store, "窓口1", practice=True, seat=seat_of())
        found = counter.read_number(FAMILY, FORMS, ReadRequest(), lambda: Secret(SecretKind.PIN, PIN), Event())
        assert found[1] == WRONG
        assert counter.card.verifications == 1
        assert [one.action for one in store.audit.entries()] == ["number.read"]
        assert WRONG not in "".join(map(str, store.audit.entries()))
