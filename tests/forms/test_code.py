"""The 2D code at the foot says what the sheet says, without a secret, and any reader reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import segno
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from forms.code import LONGEST, SheetCode, decode, encode
from forms.fill import fill_sheet
from forms.load import load_sheets
from forms.matrix import LETTERS, matrix
from forms.render import draw_sheet
from models.case import Case
from tests.forms.households import HOUSEHOLDS
from tests.forms.people import FORMS, WRONG_NUMBER, household, member

NUMBER = "2026-000123"


def scanned(form: str, case: Case) -> list[SheetCode]:
    """The code of each page, as read from a copier's scan."""
    definition = load_sheets()[form]
    pdf = draw_sheet(definition, fill_sheet(definition, case), NUMBER).pdf
    return [
        decode(code.text)
        for page in pypdfium2.PdfDocument(pdf)
        for code in zxingcpp.read_barcodes(scan_of_corner(page))
    ]


def scan_of_corner(page: pypdfium2.PdfPage) -> Image.Image:
    """The bottom right corner printed at 600 dots an inch, laid on askew, scanned a little blurred at 300."""
    corner = (page.get_width() - 120, 0, 0, page.get_height() - 130)
    printed: Image.Image = page.render(scale=600 / 72, crop=corner, grayscale=True).to_pil()
    laid_on = printed.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(1.5))
    return laid_on.resize((printed.width // 2, printed.height // 2), Image.Resampling.BILINEAR)


@pytest.mark.parametrize("form", FORMS)
def test_a_scanner_reads_from_the_paper_what_the_next_desk_would_type(form: str) -> None:
    case = HOUSEHOLDS["family"]
    codes = scanned(form, case)
    filled = fill_sheet(load_sheets()[form], case)
    assert {(code.form, code.number) for code in codes} == {(form, NUMBER)}
    for index, code in enumerate(codes):
        own = {field: value for field, value in filled.values.items() if field not in filled.private}
        sheet = re.compile(rf"sheet\[{index}\]\.") if index else re.compile(r"(?!sheet)")
        assert code.fields == {sheet.sub("", field, 1): value for field, value in own.items() if sheet.match(field)}


def test_each_page_carries_its_own_rows_and_the_first_the_head() -> None:
    first, second = scanned("idou", HOUSEHOLDS["nine"])
    assert (first.page, second.page) == ("1/2", "2/2")
    assert first.fields
    assert second.fields
    assert {"new_addr", "row[4].name"} <= first.fields.keys()
    assert "row[5].name" not in first.fields
    assert {field.split(".")[0] for field in second.fields} == {f"row[{index}]" for index in range(5, 9)}


@pytest.mark.parametrize("form", FORMS)
def test_no_code_carries_the_individual_number_or_the_residents_code(form: str) -> None:
    case = household(2)
    filled = fill_sheet(load_sheets()[form], case)
    secret = {WRONG_NUMBER, "12345678901"}
    assert {field for field, value in filled.values.items() if value in secret} <= filled.private
    assert not any(secret & set((code.fields or {}).values()) for code in scanned(form, case))


@pytest.mark.parametrize("form", FORMS)
def test_no_code_carries_an_address_of_somebody_who_is_protected(form: str) -> None:
    case = HOUSEHOLDS["proxy"]
    case = replace(case, answers=replace(case.answers, protected_address=True))
    said = "".join(value for code in scanned(form, case) for value in (code.fields or {}).values())
    assert case.new_address
    assert case.old_address
    assert case.filer
    places = (case.new_address, case.old_address)
    hidden = [part for place in places for part in (place.postcode, place.address, place.building)]
    assert [part for part in (*hidden, case.filer.address, case.honseki) if part in said] == []


def test_a_sheet_with_too_much_on_it_carries_the_reference_alone() -> None:
    names = ["".join(chr(0x4E00 + 59 * index + 7 * place) for place in range(70)) for index in range(5)]
    people = tuple(member(index, name=name) for index, name in enumerate(names))
    codes = scanned("idou", household(members=people))
    assert codes == [SheetCode("idou", date(2026, 11, 23), NUMBER, "1/1", {})]


TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30)


@given(fields=st.dictionaries(st.from_regex(r"[a-z]{1,9}(\[\d\]\.[a-z]{1,9})?", fullmatch=True), TEXTS, max_size=8))
def test_every_code_reads_back_as_what_was_said(fields: dict[str, str]) -> None:
    said = SheetCode("idou", date(2026, 11, 23), NUMBER, "1/1", fields)
    text = encode(said)
    assert len(text) <= LONGEST
    assert decode(text) in (said, replace(said, fields={}))


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=60))
@example("0P900000")  # unpacks, to an empty text
def test_a_strange_code_is_refused_and_nothing_else_happens(text: str) -> None:
    for strange in (text, f"MDG2:{text}"):
        with pytest.raises(ValueError, match="code"):
            decode(strange)


def test_a_code_that_would_unpack_without_end_is_refused() -> None:
    text = encode(SheetCode("idou", date(2026, 11, 23), "0" * 80_000))
    with pytest.raises(ValueError, match="damaged"):
        decode(text)


def same_as_the_library(text: str) -> bool:
    rows = segno.make(text, micro=False, error="l", mask=3).matrix
    drawn = [f"{int.from_bytes(row, 'big'):0{len(row) * 8}b}"[: len(rows)] for row in matrix(text)]
    return drawn == ["".join(map(str, row)) for row in rows]


@given(st.text(LETTERS, max_size=LONGEST))
def test_the_modules_are_those_of_the_library(text: str) -> None:
    assert same_as_the_library(f"MDG2:{text}")


@pytest.mark.parametrize("remainder", range(5))
def test_every_version_and_level_of_correction_has_the_modules_of_the_library(remainder: int) -> None:
    """Every fifth length up to the longest of a sheet: all versions, with one letter over and without."""
    assert all(same_as_the_library("MDG2:" + "%" * length) for length in range(remainder, LONGEST, 5))
