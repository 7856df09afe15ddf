"""What can be copied from a sheet is what the case says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from forms.load import load_sheets
from forms.paper import Page, Ring, Tick
from models.case import Case
from models.sheet import PrintedSheet, ProblemKind
from tests.forms.households import HOUSEHOLDS
from tests.forms.people import (
    FORMS,
    WRONG_NUMBER,
    filled,
    foreigner,
    household,
    member,
    pages,
    printed,
    squeezed,
    text_by_pdfium,
    text_by_pypdf,
    written,
)

CASES = HOUSEHOLDS
NEVER_WITH_NUMBER = {
    "idou",
    "juminhyo",
    "inkan_t",
    "inkan_s",
    "seal_chg",
    "dog",
    "dog_out",
    "moped",
    "moped_out",
    "inin",
}
"""No law lets these ask for it (番号法9条)."""


def choice_fields(form: str) -> set[str]:
    drawn = ("choice", "checks", "circle")
    return {cell.field for _, cell in load_sheets()[form].cells() if cell.type in drawn}


def written_fields(form: str, values: Mapping[str, str]) -> list[str]:
    """The fields whose values are written, not ticked."""
    ticked = choice_fields(form)
    return [field for field in values if re.sub(r"(?:row|child|sheet)\[\d+\]\.", "", field) not in ticked]


def without_a_glyph(sheet: PrintedSheet) -> list[str]:
    return [problem.field for problem in sheet.problems if problem.problem is ProblemKind.MISSING_GLYPH]


def is_in(value: str, text: str) -> bool:
    """Of an era date the letters that are not ringed may stand in between, in the order of the page."""
    pattern = re.sub(r"^(明治|大正|昭和|平成|令和)", r"\1[明大昭平令]*", re.escape(squeezed(value)))
    return re.search(pattern, text) is not None


def lost(sheet: PrintedSheet, read: Callable[[bytes], str]) -> list[str]:
    """The written fields that a reader of the PDF does not find."""
    text = read(sheet.pdf)
    return [field for field in written_fields(sheet.form, sheet.values) if not is_in(sheet.values[field], text)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_every_value_can_be_read_back_from_the_pdf(form: str, name: str) -> None:
    sheet = printed(form, CASES[name])
    assert lost(sheet, text_by_pdfium) == without_a_glyph(sheet)


@pytest.mark.parametrize("form", FORMS)
def test_another_reader_reads_the_same_values(form: str) -> None:
    sheet = printed(form, CASES["rare"])
    assert lost(sheet, text_by_pypdf) == without_a_glyph(sheet)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_each_field_holds_exactly_its_value(form: str, name: str) -> None:
    values, laid = filled(form, CASES[name]).values, pages(form, CASES[name])
    era_dates = {cell.field for _, cell in load_sheets()[form].cells() if cell.type == "era_date"}
    for field in written_fields(form, values):
        found = {squeezed(text) for page in laid if (text := written(page, field))}
        value = squeezed(values[field])  # a line may end at a space
        if re.sub(r"(?:row|child|sheet)\[\d+\]\.", "", field) in era_dates and not value[0].isdigit():
            value = re.sub("[年月日]", "", value)  # printed on every sheet
        assert found == {value}, field


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_every_chosen_word_is_ticked_or_ringed_and_no_other(form: str, name: str) -> None:
    values = filled(form, CASES[name]).values
    ticked = choice_fields(form)
    for page in pages(form, CASES[name]):
        chosen = [value.split("、") for field, value in values.items() if _stands_on(page, field) in ticked]
        eras = sum(1 for mark in page.texts if mark.means)
        ticks = sum(1 for mark in page.marks if isinstance(mark, Tick) and mark.ticked)
        rings = sum(1 for mark in page.marks if isinstance(mark, Ring))
        assert ticks + rings == sum(map(len, chosen)) + eras


def _stands_on(page: Page, field: str) -> str:
    """The field's id without sheet and row, where the page draws it."""
    found = re.fullmatch(r"(sheet\[\d+\]\.)?(?:(row|child|relative)\[(\d+)\]\.)?(.+)", field)
    assert found
    drawn = (found[1] or "") == page.prefix and (found[2] is None or int(found[3]) in page.rows[found[2]])
    return found[4] if drawn else ""


@pytest.mark.parametrize("people", [1, 5, 6, 9])
def test_the_sixth_person_begins_a_continuation_sheet(people: int) -> None:
    case = household(people)
    laid = pages("idou", case)
    assert len(laid) == printed("idou", case).pages == (1 if people <= 5 else 2)
    for index, person in enumerate(case.members):
        assert written(laid[index // 5], f"row[{index}].name") == person.name
    heads = [mark.text for page in laid for mark in page.texts if mark.text in ("1/2", "2/2")]
    assert heads == ([] if people <= 5 else ["1/2", "2/2"])


def test_a_continuation_sheet_carries_the_same_head() -> None:
    first, second = pages("idou", household(6))
    for field in ("new_addr", "old_addr", "moved_on", "filer.name"):
        assert written(first, field) == written(second, field) != ""


@pytest.mark.parametrize("form", FORMS)
def test_the_individual_number_stands_only_on_the_forms_whose_law_requires_it(form: str) -> None:
    definition = load_sheets()[form]
    sources = {cell.value for _, cell in definition.cells()}
    assert any(source.endswith(".individual_number") for source in sources) == bool(definition.number_law)
    printing = [name for name, case in CASES.items() if WRONG_NUMBER in text_by_pdfium(printed(form, case).pdf)]
    assert definition.number_law or not printing
    assert not (definition.number_law and form in NEVER_WITH_NUMBER)


def test_a_foreign_residents_birth_date_is_western_and_no_era_is_ringed() -> None:
    case = household(members=(foreigner(),))
    assert filled("idou", case).values["row[0].birth"] == "1992年5月2日"
    assert not any(mark.means for page in pages("idou", case) for mark in page.texts)


def test_honseki_stays_blank_where_only_foreign_residents_move() -> None:
    values = filled("idou", household(members=(foreigner(),))).values
    assert "honseki" not in values
    assert "hitto" not in values


def test_a_household_without_anyone_in_national_insurance_has_no_rows_there() -> None:
    case = household(members=(member(0, health_insurance="shaho_self"),))
    assert not any(field.startswith("row[") for field in filled("kokuho", case).values)


def test_an_empty_required_field_is_reported_with_its_japanese_name() -> None:
    case = replace(household(1), new_address=None)
    problems = {problem.field: problem for problem in filled("idou", case).problems}
    assert problems["new_addr"].problem is ProblemKind.EMPTY_REQUIRED
    assert problems["new_addr"].detail.startswith("「新しい住所」が空です。")
    assert not filled("idou", household(1)).problems


def test_the_same_case_gives_the_same_bytes() -> None:
    case: Case = household(6)
    assert [printed(form, case).pdf for form in FORMS] == [printed(form, case).pdf for form in FORMS]
