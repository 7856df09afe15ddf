"""The sheets of a return say its amounts, each digit in its place, with the year's own box numbers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.tax.paper import edition_of, paper_of
from app.tax.return_file import parse_return
from forms.definition import Cell, SheetDefinition
from forms.errors import DefinitionError
from forms.load import read_sheet
from forms.paper import Box, Line, Page
from forms.tax.bundle import print_return, sheets_of
from forms.tax.edition import load_tax_sheet, tax_sheets
from tests.forms.people import WRONG_NUMBER, squeezed, text_by_pdfium, written
from tests.forms.tax.returns import RETURNS, YEARS, pages, paper, printed
from tests.forms.test_layout import faults

FORMS = tuple(tax_sheets(edition_of(2025)))
HANDED_IN = {"resident_return", "resident_return_back", "medical_statement"}
_FOLDER = Path(__file__).parents[2] / "cases" / "tax_sheets"
_CASES = [
    (file.stem, case)
    for file in sorted(_FOLDER.glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def test_every_sheet_has_its_cases() -> None:
    assert {form for form, _ in _CASES} == set(FORMS)


@pytest.mark.parametrize(("form", "entry"), _CASES, ids=[f"{form}: {case['name']}" for form, case in _CASES])
def test_the_sheet_says_what_the_case_says(form: str, entry: dict[str, Any]) -> None:
    assert entry.keys() <= {"name", "return", "expect", "absent", "pages"}
    one = paper_of(parse_return(json.loads(json.dumps(entry["return"]))))
    sheet = printed(form, one)
    assert {field: sheet.values.get(field) for field in entry["expect"]} == entry["expect"]
    assert [field for field in entry.get("absent", []) if field in sheet.values] == []
    laid = pages(form, one)
    assert {field: _read(laid, field) for field in entry["expect"]} == entry["expect"]
    assert sheet.pages == entry["pages"]


def _read(laid: list[Page], field: str) -> str:
    """What stands in a field on the first page that has it, thousands' commas aside."""
    return next((text for page in laid if (text := written(page, field))), "").replace(",", "")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", RETURNS)
def test_every_return_of_every_year_stands_inside_its_boxes(name: str, year: int) -> None:
    for form in FORMS:
        laid = pages(form, paper(name, year))
        assert [f"{form}: {fault}" for page in laid for fault in faults(page)] == []
        assert [(form, problem) for page in laid for problem in page.problems] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["nine digits", "business at a loss", "refund"])
def test_every_digit_of_an_amount_stands_alone_between_two_lines_and_the_last_before_the_yen(
    form: str, name: str
) -> None:
    for page in pages(form, paper(name)):
        for field, cell in _amounts(tax_sheets(edition_of(2025))[form], page):
            digits = [mark for mark in page.texts if mark.field == field]
            area, count = page.areas[field], sum(cell.groups)
            width = (area.width - 3.2) / count
            places = [(mark.x + mark.right) / 2 - area.x for mark in digits]
            wanted = [(count - len(digits) + index + 0.5) * width for index in range(len(digits))]
            assert places == pytest.approx(wanted, abs=0.05)
            edges = {round(x - area.x, 2) for x in _upright(page, area)}
            assert {round(width * index, 2) for index in range(1, count)} <= edges


def _upright(page: Page, area: Box) -> Iterator[float]:
    """Where the upright lines stand that begin at the area's top."""
    for mark in page.marks:
        if isinstance(mark, Line) and mark.x1 == mark.x2 and mark.y1 == area.y:
            yield mark.x1


def _amounts(definition: SheetDefinition, page: Page) -> Iterator[tuple[str, Cell]]:
    cells = {cell.field: cell for _, cell in definition.cells() if cell.type == "amount"}
    for field in page.areas:
        cell = cells.get(field) or cells.get(field.rpartition("].")[2])
        if cell:
            yield field, cell


def test_more_digits_than_places_are_left_to_the_pen_and_said() -> None:
    rich = paper_of(
        parse_return(
            {"income_year": 2025, "filer": {"birth_date": "1960-01-01"}, "income": {"salary": [{"gross": 98765432109}]}}
        )
    )
    sheet = printed("resident_return", rich)
    assert {problem.field for problem in sheet.problems} >= {"receipts.salary"}
    assert written(pages("resident_return", rich)[0], "receipts.salary") == ""


@pytest.mark.parametrize(
    ("year", "basic", "total", "specific"),
    [(2024, "㉔", "㉙", False), (2025, "㉕", "㉚", True), (2026, "㉕", "㉚", True)],
)
def test_each_year_prints_its_own_numbers_and_rows(year: int, basic: str, total: str, *, specific: bool) -> None:
    sheet = tax_sheets(edition_of(year))["income_return"]
    assert (_label_before(sheet, "deduction.basic"), _label_before(sheet, "deduction.total")) == (basic, total)
    fields = {cell.field for _, cell in sheet.cells()}
    assert ("deduction.specific_relatives" in fields) == specific
    assert ("tax.flat_reduction" in fields) == (year == 2024)
    assert any("要確認" in line for line in sheet.foot)


@pytest.mark.parametrize(("year", "basic", "total"), [(2024, "㉓", "㉗"), (2025, "㉔", "㉘"), (2026, "㉔", "㉘")])
def test_the_resident_return_has_the_numbers_of_its_fiscal_year(year: int, basic: str, total: str) -> None:
    sheet = tax_sheets(edition_of(year))["resident_return"]
    assert (_label_before(sheet, "deduction.basic"), _label_before(sheet, "deduction.total")) == (basic, total)
    assert any("要確認" in line for line in sheet.foot) == (year != 2025)


def test_every_box_of_a_sheet_is_numbered_in_some_year_and_every_number_stands_on_a_sheet() -> None:
    files = Path("forms/tax/sheets").glob("*/sheet.toml")
    asked = {cell.box for file in files for _, cell in read_sheet(file).cells() if cell.box}
    known = {f"{form}:{entry}" for year in YEARS for form, boxes in edition_of(year).boxes.items() for entry in boxes}
    assert asked <= known
    assert known - asked == set()


def test_self_medication_has_no_statement_of_medical_expenses() -> None:
    deductions = {"medical": {"paid": 110_000}, "self_medication": {"paid": 90_000}}
    data = {"income_year": 2025, **RETURNS["employee"], "deductions": deductions, "filer": {"birth_date": "1980-01-01"}}
    assert "medical_statement" not in sheets_of(paper_of(parse_return(data)))


def _label_before(sheet: SheetDefinition, field: str) -> str:
    label = ""
    for _, cell in sheet.cells():
        if cell.field == field:
            return label
        label = cell.label or label
    raise KeyError(field)


@pytest.mark.parametrize(("final", "mark"), [(False, "下書き"), (True, "提出用")])
def test_every_sheet_says_whether_it_may_be_handed_in(final: bool, mark: str) -> None:
    one = replace(paper("employee"), final=final)
    for form in FORMS:
        own = mark if form in HANDED_IN or not final else "計算用"
        text = text_by_pdfium(printed(form, one).pdf)
        assert own in text
        assert [other for other in {"下書き", "提出用", "計算用"} - {own} if f"{other}令和" in text] == []


def test_the_individual_number_stands_in_its_box_and_in_no_code() -> None:
    one = replace(paper("employee"), individual_number=WRONG_NUMBER)
    with_box = {form for form in FORMS if WRONG_NUMBER in printed(form, one).values.values()}
    assert with_box == {"resident_return", "income_return"}
    assert written(pages("resident_return", one)[0], "number") == WRONG_NUMBER
    assert WRONG_NUMBER not in repr(one)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_can_be_copied_from_the_pdf(form: str) -> None:
    sheet = printed(form, paper("refund"))
    text = text_by_pdfium(sheet.pdf).replace(",", "")
    amounts = [value for value in sheet.values.values() if value.isdecimal()]
    assert [value for value in amounts if squeezed(value) not in text] == []


def test_a_large_family_goes_on_on_a_second_sheet_with_the_same_head() -> None:
    one = paper("large family")
    counts = {form: len(pages(form, one)) for form in FORMS}
    assert counts["resident_return"] == 3
    assert counts["resident_return_back"] == counts["medical_statement"] == 2
    first, second, third = pages("resident_return", one)
    assert written(first, "row[3].name") == "墨田　4郎"
    assert written(second, "row[4].name") == "墨田　5郎"
    assert written(third, "row[8].name") == "墨田　9郎"
    assert [mark.text for mark in second.texts][1] == "2/3"


def test_two_tables_of_one_sheet_each_go_on_where_they_ended() -> None:
    first, second, _ = pages("income_return_2", paper("large family"))
    assert written(first, "relative[3].name") == "墨田　4郎"
    assert written(second, "relative[4].name") == "墨田　5郎"
    assert written(second, "row[5].payer") == "見本商店5"


def test_only_sheets_that_the_return_calls_for_are_made_the_summary_first() -> None:
    assert "business_worksheet" in sheets_of(paper("business at a loss"))
    assert {"business_worksheet", "medical_statement"}.isdisjoint(sheets_of(paper("employee")))
    bundle = print_return(paper("employee"))
    assert [sheet.form for sheet in bundle.sheets] == ["summary", *sheets_of(paper("employee"))]
    assert bundle.pages == sum(sheet.pages for sheet in bundle.sheets)
    assert bundle.problems == ()


@pytest.mark.parametrize(
    ("right", "wrong", "key", "allowed"),
    [
        ('value = "line:income_tax.basic"', 'value = "line:basic"', "value", "line:income_tax.basic"),
        ('value = "return:dividends"', 'value = "filer.name"', "value", "return:dividends"),
        ('box = "income_tax:income_tax.basic"', 'box = "basic"', "box", "resident_tax:"),
        ('title = "', 'headline = "x"\ntitle = "', "headline", "instruction"),
    ],
)
def test_a_broken_definition_is_named(tmp_path: Path, right: str, wrong: str, key: str, allowed: str) -> None:
    source = Path("forms/tax/sheets/income_return/sheet.toml").read_text(encoding="utf-8")
    assert right in source
    file = tmp_path / "income_return" / "sheet.toml"
    file.parent.mkdir()
    file.write_text(source.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_tax_sheet(file, edition_of(2025), final=False)
    assert key in fault.value.key
    assert allowed in fault.value.allowed
