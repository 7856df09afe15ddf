"""What is changed or signed on a sheet: where its fields stand, the text that is printed there, the lines of a pen."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from app.journeys.hand import edits_of, hands_of, unsigned, with_signature, with_text
from forms.bundle import Making, print_case
from forms.fill import fill_sheet, with_hand
from forms.load import load_sheets
from forms.render import draw_sheet
from models.procedure import Plan
from models.sheet import Hand, Place, PrintedSheet, Signature
from tests.forms.people import household

CROSS = Signature((((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0))), 3.0)
DOT = Signature((((0.5, 0.5),),), 3.0)


def drawn(form: str, hand: Hand | None = None) -> PrintedSheet:
    definition = load_sheets()[form]
    filled = fill_sheet(definition, household(2))
    return draw_sheet(definition, with_hand(filled, hand) if hand else filled)


def place(sheet: PrintedSheet, field: str) -> Place:
    return next(one for one in sheet.places if one.field == field)


def text_in(sheet: PrintedSheet, one: Place) -> str:
    """What a reader finds inside a place of the page."""
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        page = document[one.page]
        points, height = 72 / 25.4, page.get_height()
        box = (
            one.x * points,
            height - (one.y + one.height) * points,
            (one.x + one.width) * points,
            height - one.y * points,
        )
        found: str = page.get_textpage().get_text_bounded(*box)
        return found


def darkness(sheet: PrintedSheet, one: Place) -> int:
    """Dark dots of the rendered page inside a place."""
    with pypdfium2.PdfDocument(io.BytesIO(sheet.pdf)) as document:
        picture = document[one.page].render(scale=2).to_pil().convert("L")
    points = 2 * 72 / 25.4
    box = (one.x * points, one.y * points, (one.x + one.width) * points, (one.y + one.height) * points)
    return sum(level < 128 for level in picture.crop(tuple(map(round, box))).tobytes())


@pytest.mark.parametrize("form", sorted(load_sheets()))
def test_every_field_has_its_place_on_the_page_with_a_name_a_clerk_knows(form: str) -> None:
    sheet = drawn(form)
    fields = [one.field for one in sheet.places]
    assert len(fields) == len(set(fields))
    assert sheet.values.keys() <= set(fields)
    for one in sheet.places:
        assert one.width > 0
        assert one.height > 0
        assert 0 <= one.page < sheet.pages


def test_a_value_stands_in_the_place_that_is_told() -> None:
    sheet = drawn("idou")
    assert "東京都墨田区" in text_in(sheet, place(sheet, "new_addr"))
    assert place(sheet, "row[1].name").label.startswith("2人目の")


def test_a_changed_text_is_printed_in_its_field_and_in_no_other() -> None:
    sheet = drawn("idou", Hand({"new_kata": "コーポ見本 203", "old_head": ""}))
    assert "コーポ見本 203" in text_in(sheet, place(sheet, "new_kata"))
    assert "old_head" not in sheet.values
    assert sheet.values["new_addr"] == drawn("idou").values["new_addr"]


def test_a_field_that_was_empty_and_is_written_by_hand_is_no_problem_any_more() -> None:
    definition = load_sheets()["idou"]
    filled = fill_sheet(definition, replace(household(1), moved_on=None))
    (empty,) = (problem.field for problem in filled.problems)
    settled = with_hand(filled, Hand({empty: "書いた"}))
    assert [problem for problem in settled.problems if problem.field == empty] == []


@pytest.mark.parametrize("signature", [CROSS, DOT])
def test_a_signature_is_drawn_in_its_own_field(signature: Signature) -> None:
    blank = drawn("idou")
    sign = next(one for one in blank.places if one.kind == "sign")
    signed = drawn("idou", Hand(signatures={sign.field: signature}))
    assert darkness(signed, sign) > darkness(blank, sign)
    name = place(blank, "row[0].name")
    assert darkness(signed, name) == darkness(blank, name)


def test_only_the_sheet_that_was_changed_is_made_anew() -> None:
    plan = Plan(())
    first = print_case(household(2), plan, ["idou", "juminhyo"])
    kept = {"juminhyo": first.sheets[1]}
    again = print_case(
        household(2), plan, ["idou", "juminhyo"], Making(hands=with_text({}, "idou", "new_kata", "別館"), made=kept)
    )
    assert again.sheets[1] is first.sheets[1]
    assert again.sheets[0].values["new_kata"] == "別館"


def test_a_change_of_the_text_voids_the_signature_under_it() -> None:
    hands = with_signature({}, "idou", "filer.sign", CROSS)
    assert with_text(hands, "idou", "new_kata", "別館")["idou"].signatures == {}
    assert with_text(hands, "juminhyo", "use", "学校")["idou"].signatures == {"filer.sign": CROSS}
    assert with_signature(hands, "idou", "filer.sign", None)["idou"].signatures == {}


@pytest.mark.parametrize("number", ["123456789012", "1234-5678-9012", "１２３４　５６７８　９０１２"])
def test_neither_a_signature_nor_an_individual_number_is_kept(number: str) -> None:
    hands = with_signature(with_text({}, "kokuho", "head.number", number), "idou", "filer.sign", CROSS)
    assert edits_of(hands) == {}
    assert unsigned(hands)["idou"].signatures == {}


def test_what_is_kept_comes_back_as_it_was() -> None:
    hands = with_text(with_text({}, "idou", "new_kata", "別館"), "juminhyo", "use", "")
    assert hands_of(edits_of(hands)) == hands
