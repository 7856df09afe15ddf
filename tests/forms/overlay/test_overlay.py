"""Our values on the ward's own blank: at the places given, inside their boxes, and readable again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from forms.code import decode
from forms.overlay.definition import Placement
from forms.overlay.load import load_office_sheet
from forms.overlay.render import draw_on_blank, lay_office_sheet
from forms.paper import Box, Page, Ring, Tick
from models.case import Case
from models.sheet import ProblemKind, Signature
from tests.forms.households import HOUSEHOLDS
from tests.forms.overlay.blanks import ROW_HEIGHT, TABLE_TOP, idou_blank, idou_sheet, write_version
from tests.forms.people import filled, foreigner, household, member, text_by_pdfium, text_by_pypdf, written
from tests.forms.test_layout import faults

_POINT = 25.4 / 72
BLANK = idou_blank()
SHEET = idou_sheet(BLANK)


def laid(case: Case) -> list[Page]:
    return lay_office_sheet(SHEET, BLANK, filled("idou", case).values)


def text_in(pdf: bytes, box: Box, page: int = 0) -> str:
    """What a reader finds in a box given in mm from the top left."""
    one = pypdfium2.PdfDocument(pdf)[page]
    left, right = box.x / _POINT, box.right / _POINT
    bottom, top = one.get_height() - box.bottom / _POINT, one.get_height() - box.y / _POINT
    text: str = one.get_textpage().get_text_bounded(left, bottom, right, top)
    return text.replace("\r\n", "").replace(" ", "　").strip("　")


def test_every_value_is_read_back_at_its_place_on_the_wards_paper() -> None:
    pdf = draw_on_blank(SHEET, BLANK, filled("idou", household(2)), "2026-000123").pdf
    values = filled("idou", household(2)).values
    for field, area, wanted in (
        ("new_addr", "value", values["new_addr"]),
        ("old_addr", "value", values["old_addr"]),
        ("new_head", "value", "墨田　太郎"),
        ("new_head", "kana", "スミダ　タロウ"),
        ("moved_on", "era", "令和"),
        ("moved_on", "year", "8"),
        ("moved_on", "month", "11"),
        ("moved_on", "day", "9"),
        ("row.rel", "value", "世帯主"),
    ):
        placed = SHEET.placement(field)
        assert placed is not None
        assert text_in(pdf, placed.areas[area]) == wanted, field


def test_a_row_of_people_stands_one_pitch_below_the_other() -> None:
    pdf = draw_on_blank(SHEET, BLANK, filled("idou", household(3))).pdf
    names = [text_in(pdf, Box(17, TABLE_TOP + 4 + row * ROW_HEIGHT, 56, 8)) for row in range(3)]
    assert names == [member(index).name for index in range(3)]


def test_the_wards_print_stays_and_can_be_read_too() -> None:
    pdf = draw_on_blank(SHEET, BLANK, filled("idou", household(1))).pdf
    assert "住民異動届（見本区）" in text_by_pdfium(pdf)
    assert "墨田太郎" in text_by_pypdf(pdf)


@pytest.mark.parametrize("people", [1, 3, 9])
def test_no_text_leaves_its_box_or_lies_on_another(people: int) -> None:
    case = household(members=(foreigner(), *(member(index) for index in range(people - 1))))
    assert [fault for page in laid(case) for fault in faults(page)] == []


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (3, 1), (4, 2), (9, 3)])
def test_the_fourth_person_of_three_rows_begins_the_blank_again(people: int, pages: int) -> None:
    case = household(people)
    printed = draw_on_blank(SHEET, BLANK, filled("idou", case))
    assert printed.pages == len(pypdfium2.PdfDocument(printed.pdf)) == pages
    for index, person in enumerate(case.members):
        box = Box(17, TABLE_TOP + 4 + index % 3 * ROW_HEIGHT, 56, 8)
        assert text_in(printed.pdf, box, index // 3) == person.name
    assert text_in(printed.pdf, Box(180, 15, 12, 5)) == ("" if pages == 1 else f"1/{pages}")


def test_a_blank_of_two_sides_is_repeated_with_both() -> None:
    blank = idou_blank(2)
    printed = draw_on_blank(idou_sheet(blank), blank, filled("idou", household(4)))
    assert printed.pages == 4
    assert [text_in(printed.pdf, Box(0, 0, 210, 40), page) == "裏面" for page in range(4)] == [
        False, True, False, True,
    ]  # fmt: skip


def test_a_tick_and_a_ring_stand_exactly_where_the_option_is() -> None:
    page = laid(household(2))[0]
    kind = next(mark for mark in page.marks if isinstance(mark, Tick))
    assert (kind.x, kind.y, kind.size, kind.boxed) == (40, 100.5, 3.5, False)
    rings = [mark.box for mark in page.marks if isinstance(mark, Ring) and 120 < mark.box.x < 140]
    assert rings == [Box(127, 123, 5, 5), Box(133, 123 + ROW_HEIGHT, 5, 5)]


def test_digits_stand_a_pitch_apart_with_a_gap_between_the_groups() -> None:
    page = laid(household(1))[0]
    digits = [mark for mark in page.texts if mark.field == "new_addr.postcode"]
    assert "".join(mark.text for mark in digits) == "1300001"
    assert [mark.box.x for mark in digits] == [38, 41, 44, 49, 52, 55, 58]


def test_the_2d_code_on_the_paper_is_the_receptions_number() -> None:
    pdf = draw_on_blank(SHEET, BLANK, filled("idou", household(1)), "2026-000123").pdf
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["2026-000123"]


def test_the_next_desk_can_scan_what_stands_on_each_page() -> None:
    code = Placement("sheet.code", "code", {"value": Box(15, 262, 30, 30)})
    case = household(4)
    pdf = draw_on_blank(replace(SHEET, fields=(*SHEET.fields, code)), BLANK, filled("idou", case), "2026-000123").pdf
    said = []
    for page in pypdfium2.PdfDocument(pdf):
        texts = [one.text for one in zxingcpp.read_barcodes(page.render(scale=6).to_pil())]
        said.append(decode(next(text for text in texts if text.startswith("MDG2:"))))
    assert [(one.form, one.since, one.number, one.page) for one in said] == [
        ("idou", SHEET.since, "2026-000123", "1/2"), ("idou", SHEET.since, "2026-000123", "2/2"),
    ]  # fmt: skip
    assert said[0].fields is not None
    assert said[1].fields is not None
    assert said[0].fields["row[0].name"] == "墨田　太郎"
    assert said[1].fields["row[3].name"] == "墨田　𠮷平"
    assert "row[3].name" not in said[0].fields


def test_a_signature_stands_in_its_place_and_every_field_can_be_touched() -> None:
    place = Placement("filer.sign", "sign", {"value": Box(120, 240, 60, 12)})
    signature = Signature((((0.1, 0.2), (0.9, 0.8)),), 3.0)
    values = replace(filled("idou", household(1)), signatures={"filer.sign": signature})
    printed = draw_on_blank(replace(SHEET, fields=(*SHEET.fields, place)), BLANK, values)
    picture = pypdfium2.PdfDocument(printed.pdf)[0].render(scale=2).to_pil().convert("L")
    inside = picture.crop(tuple(round(side * 72 / 25.4 * 2) for side in (121, 241, 179, 251)))
    assert inside.getextrema()[0] < 128, "ink"
    places = {one.field: one for one in printed.places}
    assert (places["filer.sign"].x, places["filer.sign"].kind) == (120, "sign")
    assert (places["kind"].x, places["kind"].width) == (40, 53.5), "around its three marks"
    assert places["row[0].kana"].y == TABLE_TOP + 0.5


def test_an_option_without_a_place_is_reported_and_not_lost_in_silence() -> None:
    sheet = replace(SHEET, fields=tuple(
        replace(one, areas={"out": one.areas["out"]}) if one.field == "kind" else one for one in SHEET.fields
    ))  # fmt: skip
    problems = draw_on_blank(sheet, BLANK, filled("idou", household(1))).problems
    assert [(one.field, one.problem) for one in problems] == [("kind", ProblemKind.DOES_NOT_FIT)]
    assert "転入" in problems[0].detail


@pytest.mark.parametrize(("rule", "lines"), [("wrap", 2), ("line", 0), ("exact", 0)])
def test_the_fit_rule_of_a_field_is_kept(rule: str, lines: int) -> None:
    address = "東京都墨田区" + "文花一丁目三十二番" * 9
    case = household(1)
    assert case.old_address is not None
    case = replace(case, old_address=replace(case.old_address, address=address[:80]))
    fields = tuple(replace(one, fit=rule) if one.field == "old_addr" else one for one in SHEET.fields)  # type: ignore[arg-type]
    page = lay_office_sheet(replace(SHEET, fields=fields), BLANK, filled("idou", case).values)[0]
    assert sum(mark.field == "old_addr" for mark in page.texts) == lines
    assert bool(page.problems) == (lines == 0)
    assert written(page, "old_addr") == (address[:80] if lines else "")


def test_a_version_is_read_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    assert load_office_sheet(write_version(tmp_path, SHEET, BLANK)) == (SHEET, BLANK)


def test_the_same_case_gives_the_same_bytes() -> None:
    one, other = (draw_on_blank(SHEET, BLANK, filled("idou", household(4)), "1").pdf for _ in range(2))
    assert one == other
    assert len(one) < 400_000
    assert io.BytesIO(one).read(5) == b"%PDF-"


def test_a_table_of_children_stands_on_the_wards_paper_like_any_other() -> None:
    """The rows of 児童手当's sheets are called `child`."""
    name = Placement("child.name", "name", {"value": Box(17, 124, 56, 7.5), "kana": Box(17, 120.5, 56, 3.5)}, size=12)
    sheet = replace(SHEET, form="jite", fields=(name,))
    values = filled("jite", HOUSEHOLDS["family"]).values
    (page,) = lay_office_sheet(sheet, BLANK, values)
    assert [written(page, f"child[{index}].name") for index in (0, 1)] == ["墨田　健", "墨田　桜"]
    assert written(page, "child[1].kana") == "スミダ　サクラ"
