"""A ward's version is right, or its fault is named: file, key, what was found, what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.errors import DefinitionError
from forms.overlay.dump import dump_office_sheet
from forms.overlay.load import BLANK, PLACEMENT, load_office_sheet
from tests.forms.overlay.blanks import idou_blank, idou_sheet, write_version

BLANK_PDF = idou_blank()
TEXT = dump_office_sheet(idou_sheet(BLANK_PDF))
# What is broken → the key that the fault names, what was found, what is said to be allowed.
BROKEN = {
    "an unknown key": ('form = "idou"', 'form = "idou"\ncolour = 1', "colour", "colour", "blank_sha256"),
    "an unknown key of a field": (
        'type = "digits"',
        'type = "digits"\ncolour = 1',
        "fields[2].colour",
        "colour",
        "areas",
    ),
    "an unknown key of the rows": ("count = 3", "count = 3\nhigh = 1", "rows.high", "high", "pitch"),
    "an unknown form": ('form = "idou"', 'form = "idoo"', "form", "idoo", "idou"),
    "another version than its folder's": (
        'version = "2026-04-01"',
        'version = "2027"',
        "version",
        "2027",
        "2026-04-01",
    ),
    "a missing key": ('made_by = "試験"\n', "", "made_by", "nothing", "necessary"),
    "no date": ("since = 2026-04-01", 'since = "soon"', "since", "soon", "date"),
    "an end before the beginning": (
        "since = 2026-04-01",
        "since = 2026-04-01\nuntil = 2026-03-31",
        "until",
        "2026",
        "2026-04-01 or later",
    ),
    "a name of two lines": ('made_by = "試験"', 'made_by = "試\\n験"', "made_by", "験", "printable"),
    "an unknown field": ('field = "old_addr"', 'field = "old_address"', "fields[4].field", "old_address", "old_addr"),
    "a field of a row outside it": ('field = "old_addr"', 'field = "name"', "fields[4].field", "name", "row.name"),
    "a field twice": ('field = "old_addr"', 'field = "new_addr"', "fields[4].field", "new_addr", "once"),
    "an unknown type": ('type = "digits"', 'type = "runes"', "fields[2].type", "runes", "digits"),
    "a type that does not suit the field": (
        'field = "old_addr"\ntype = "text"',
        'field = "old_addr"\ntype = "check"',
        "fields[4].type",
        "check",
        "text",
    ),
    "a box of three numbers": (
        "[38, 73, 150, 7]",
        "[38, 73, 150]",
        "fields[4].areas.value",
        "150",
        "[x, y, width, height] in mm",
    ),
    "a box of words": ("[38, 73, 150, 7]", '[38, 73, 150, "7"]', "fields[4].areas.value", "7", "mm"),
    "a box without an end": ("[38, 73, 150, 7]", "[38, 73, inf, 7]", "fields[4].areas.value", "inf", "inside the page"),
    "a box outside the page": ("[38, 73, 150, 7]", "[70, 73, 150, 7]", "fields[4].areas.value", "70", "210.0 × 297.0"),
    "a box above the page": ("[38, 73, 150, 7]", "[38, -3, 150, 7]", "fields[4].areas.value", "-3", "inside the page"),
    "a box without height": ("[38, 73, 150, 7]", "[38, 73, 150, 0]", "fields[4].areas.value", "150", "1.5 mm or more"),
    "a page that is not there": ('field = "old_addr"', 'field = "old_addr"\npage = 2', "fields[4].page", "2", "1 to 1"),
    "boxes over each other": (
        "[38, 73, 150, 7]",
        "[66, 65, 100, 7]",
        "fields[3].areas.value",
        "over old_addr",
        "do not overlap",
    ),
    "rows that run into each other": (
        "pitch = 12",
        "pitch = 6",
        "fields[7].areas.value",
        "over row.name (value)",
        "do not overlap",
    ),
    "rows that leave the page": ("count = 3", "count = 30", "fields[7].areas.value", "17", "inside the page"),
    "rows that are not described": ("[rows]\ncount = 3\npitch = 12\n", "", "rows", "nothing", "count and pitch"),
    "an unknown option": ('"in" = ', '"inn" = ', "fields[6].areas", "inn", "in, "),
    "a date without its day": (', "day" = [87, 41, 9, 7]', "", "fields[0].areas", "month", "day"),
    "a size that nobody can read": ("size = 11", "size = 3", "fields[5].size", "3", "6 to 36 points"),
    "an unknown font": ('font = "gothic"', 'font = "comic"', "fields[10].font", "comic", "mincho"),
    "an unknown rule": ('fit = "line"', 'fit = "cut"', "fields[4].fit", "cut", "wrap"),
    "digits without groups": ("groups = [3, 4]\n", "", "fields[2].groups", "()", "digits a group"),
    "digits wider than their box": ("pitch = 3\n", "pitch = 4\n", "fields[2].pitch", "4", "24 mm"),
    "an unknown field left out": ("[rows]", 'left_out = ["shoe_size"]\n[rows]', "left_out", "shoe_size", "new_addr"),
    "a required field without a place": ('field = "kind"', 'field = "sheet.number"', "fields[6].type", "check", "text"),
    "another blank": ('blank_sha256 = "', 'blank_sha256 = "0', "blank_sha256", "0", ""),
    "no TOML": ("[rows]", "[rows", "", "", "TOML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named_with_its_key_what_was_found_and_what_is_allowed(tmp_path: Path, name: str) -> None:
    old, new, key, found, allowed = BROKEN[name]
    assert old in TEXT
    home = write_version(tmp_path, idou_sheet(BLANK_PDF), BLANK_PDF)
    (home / PLACEMENT).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_office_sheet(home)
    fault = caught.value
    assert fault.file == f"idou/2026-04-01/{PLACEMENT}"
    assert fault.key == key
    assert found in str(fault.found)
    assert allowed in fault.allowed


def test_a_required_field_may_be_left_out_but_not_forgotten(tmp_path: Path) -> None:
    whole = idou_sheet(BLANK_PDF)
    fields = tuple(one for one in whole.fields if one.field != "new_addr")
    home = write_version(tmp_path / "a", idou_sheet(BLANK_PDF, fields=fields), BLANK_PDF)
    with pytest.raises(DefinitionError, match="a place for new_addr"):
        load_office_sheet(home)
    left_out = idou_sheet(BLANK_PDF, fields=fields, left_out=("new_addr",))
    assert load_office_sheet(write_version(tmp_path / "b", left_out, BLANK_PDF))[0] == left_out


def test_a_blank_that_is_not_there_or_was_exchanged_is_refused(tmp_path: Path) -> None:
    home = write_version(tmp_path, idou_sheet(BLANK_PDF), BLANK_PDF)
    (home / BLANK).write_bytes(idou_blank(2))
    with pytest.raises(DefinitionError, match="blank_sha256"):
        load_office_sheet(home)
    (home / BLANK).unlink()
    with pytest.raises(DefinitionError, match="a PDF file"):
        load_office_sheet(home)
