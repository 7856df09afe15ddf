"""Every field of the catalogue of forms stands on its sheet, under the id that never changes."""

from __future__ import annotations

import pytest

from forms.groups import GROUPS, named
from forms.load import load_sheets
from forms.sources import PARTICULARS, SOURCES, places

# Form → the ids of the catalogue (moving-procedures §4). A block stands for its parts: `person` is `person.name` ….
# 個人番号カードの暗証番号 (`pinbox`) is never printed.
CATALOGUE = {
    "idou": (
        "kind filed_on moved_on new_addr new_kata new_head new_head_k old_addr old_kata old_head honseki hitto "
        "row.kana row.name row.birth row.sex row.rel row.jcode row.mynumcard row.f_nat row.f_cat row.f_status "
        "row.f_term row.f_until row.f_no row.nhi row.koki row.ltc row.np row.ca row.vote row.job filer office"
    ),
    "juminhyo": "req_on who_addr who_name who_head kind qty opt use claimant",
    "inkan_t": "date kind seal person verify guar proxy",
    "inkan_s": "reg_no person qty applicant",
    "kokuho": (
        "date kind head addr row.name row.kana row.birth row.sex row.rel row.number row.moved_on row.reason row.job "
        "row.residence prev elig pay filer"
    ),
    "nenkin": "no name addr kind spouse exempt",
    "jite": (
        "date claimant jan1 pension spouse child.name child.kana child.birth child.rel child.together child.custody "
        "child.livelihood child.apart_address bank consent"
    ),
    "jite_k": "same child.name",
    "iryo": "guardian child.name child.kana child.birth child.sex ins why",
    "tengaku": "child guard addr old_school",
    "mycard": "person reason proxy",
    "cert": "person which proxy",
    "kaigo": "ins_no person kind doctor",
    "koki": "no person head",
    "inin": "date proxy matters principal",
    "dog": "owner place dog change",
    "moped": "reason kind plate dates owner user filer own place vehicle sale ret",
}


def ids(form: str) -> set[str]:
    definition = load_sheets()[form]
    return {
        f"{section.table}.{field}" if section.repeat else field
        for section, cell in definition.cells()
        for field in (cell.field, cell.kana, cell.postcode)
        if field
    }


@pytest.mark.parametrize("form", CATALOGUE)
def test_every_field_of_the_catalogue_stands_on_its_sheet(form: str) -> None:
    known = ids(form)
    wanted = CATALOGUE[form].split()
    assert [one for one in wanted if not any(field == one or field.startswith(f"{one}.") for field in known)] == []


def test_no_sheet_has_a_place_for_a_pin() -> None:
    assert [form for form in load_sheets() if any("pin" in field.split(".")[-1:] for field in ids(form))] == ["mycard"]
    assert "office.pin" in ids("mycard")  # whether it was checked, not the number


def test_the_vocabulary_holds_no_word_that_no_sheet_speaks() -> None:
    """An address has its four parts, whichever of them is used."""
    cells = [(sheet, section, cell) for sheet in load_sheets().values() for section, cell in sheet.cells()]
    spoken = {key for *_, cell in cells for key in (cell.value, cell.kana_value, cell.postcode_value) if key}
    particulars = {key.partition(".")[2] for key in spoken - SOURCES.keys()}
    groups = {sheet.each for sheet, *_ in cells} | {section.people for _, section, _ in cells if section.repeat}
    groups = {one for group in groups for one in named(group)}
    assert SOURCES.keys() - spoken - places.SOURCES.keys() == set()
    assert PARTICULARS.keys() - particulars == set()
    assert GROUPS.keys() - groups == set()
