"""A sheet's definition is right, or the fault is named: file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from forms.errors import DefinitionError
from forms.fill import fill_sheet
from forms.layout import lay_out
from forms.load import load_sheet, load_sheets
from forms.render import draw_sheet
from tests.forms.people import FORMS, household

SHEETS = Path(__file__).parents[2] / "forms" / "sheets"
SHEET = """
name_ja = "試験届"
title = "試　験　届"
source = "試験のため"
confidence = "C"
since = 2026-11-23
[[sections]]
frame = "thick"
[[sections.rows]]
height = 12
cells = [
  { label = "氏名", width = 26 },
  { field = "name", value = "person.name", type = "name", kana = "kana", kana_value = "person.kana", required = true },
]
[[sections.rows]]
height = 8
cells = [
  { label = "個人番号", width = 26 },
  { field = "number", type = "digits", groups = [4, 4, 4], width = 99 },
  { field = "yes", type = "circle", options = { y = "有", n = "無" } },
]
"""

# ruff: noqa: E501 a table reads best with a fault a line

# What is broken → the key that the fault names, what was found, what is said to be allowed.
BROKEN = {
    "an unknown key of the sheet": ('title = "', 'colour = "red"\ntitle = "', "colour", "colour", "title"),
    "an unknown key of a section": ('frame = "thick"', 'frame = "thick"\nframed = 1', "sections[0].framed", "framed", "frame"),
    "an unknown key of a row": ("height = 12", "height = 12\nheigth = 1", "sections[0].rows[0].heigth", "heigth", "height"),
    "an unknown key of a cell": ("required = true", "needed = true", "sections[0].rows[0].cells[1].needed", "needed", "required"),
    "a missing key": ('source = "試験のため"\n', "", "source", "nothing", "necessary"),
    "a wrong type": ("height = 12", 'height = "high"', "sections[0].rows[0].height", "high", "number"),
    "an unknown frame": ('"thick"', '"gold"', "sections[0].frame", "gold", "thick"),
    "an unknown type of field": ('"digits"', '"runes"', "sections[0].rows[1].cells[1].type", "runes", "digits"),
    "an unknown source": ('"person.name"', '"person.nmae"', "sections[0].rows[0].name.value", "person.nmae", "person.name"),
    "a source of a row of people outside it": ('"person.name"', '"member.name"', "sections[0].rows[0].name.value", "member", "person"),
    "cells wider than the paper": ("width = 99", "width = 199", "sections[0].rows[1].width", "199", "185"),
    "a negative width": ("width = 99", "width = -9", "sections[0].rows[1].width", "-9", "185"),
    "two cells without a width": ("width = 99", "width = 0", "sections[0].rows[1].width", "0", "one cell"),
    "rows higher than the paper": ("height = 12", "height = 300", "sections", "too much", "page"),
    "a row too low for a name with furigana": ("height = 12", "height = 8", "sections[0].rows[0].name.height", "8", "10"),
    "boxes too narrow for their digits": ("width = 99", "width = 40", "sections[0].rows[1].number.width", "40", "49.8"),
    "digits without groups": (", groups = [4, 4, 4]", "", "sections[0].rows[1].number.groups", "", "digits"),
    "a choice without options": (', options = { y = "有", n = "無" }', "", "sections[0].rows[1].yes.options", "", "choice"),
    "an id used twice": ('field = "number"', 'field = "name"', "field", "name", "once"),
    "letters too small to read": ("required = true", "required = true, size = 4", "sections[0].rows[0].name.size", "4", "6"),
    "a required field without a value": ('field = "number"', 'field = "number", required = true', "sections[0].rows[1].number.required", "True", "value"),
    "an unknown group of people": ('frame = "thick"', 'frame = "thick"\npeople = "cats"', "sections[0].people", "cats", "moving"),
    "an unknown group of a sheet": ('title = "', 'each = "cats"\ntitle = "', "each", "cats", "seal"),
    "a vertical label with a bracket": ('frame = "thick"', 'frame = "thick"\nside = "人（者）"', "sections[0].side", "人（者）", "without"),
    "a cell over more rows than there are": ("required = true", "required = true, rows = 2, width = 20", "sections[0].rows[0].rows", "[1, 2]", "first"),
    "a section beside the code that is not the last": ('frame = "thick"', 'frame = "thick"\nbeside_code = true\nrows = []\n[[sections]]', "sections.beside_code", "True", "last"),
    "two tables of people": ('frame = "thick"', 'frame = "thick"\nrepeat = 2\nrows = []\n[[sections]]\nrepeat = 3', "sections.table", "['row', 'row']", "a name of its own"),
    "no TOML at all": ("[[sections]]", "[[sections", "", "line", "TOML"),
}  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "trial" / "sheet.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_definition_is_named_with_file_key_found_and_allowed(name: str, tmp_path: Path) -> None:
    old, new, key, found, allowed = BROKEN[name]
    assert SHEET.count(old) >= 1
    with pytest.raises(DefinitionError) as fault:
        load_sheet(written(tmp_path, SHEET.replace(old, new, 1)))
    error = fault.value
    assert error.file == "trial/sheet.toml"
    assert error.key == key
    assert found in str(error.found)
    assert allowed in error.allowed
    assert all(part in str(error) for part in ("trial/sheet.toml", key, "found", "allowed"))


def test_a_new_form_is_one_data_file(tmp_path: Path) -> None:
    definition = load_sheet(written(tmp_path, SHEET))
    sheet = draw_sheet(definition, fill_sheet(definition, household(1)))
    assert sheet.values == {"name": "墨田　太郎", "kana": "スミダ　タロウ"}
    assert sheet.problems == ()


def test_prose_is_printed_in_whole_lines_and_never_squeezed(tmp_path: Path) -> None:
    said = "上のとおり申し立てます。事実と違うときは、支給された額を返します。"
    sheet = SHEET.replace('{ label = "氏名", width = 26 }', f'{{ prose = "{said}", width = 80 }}')
    definition = load_sheet(written(tmp_path, sheet))
    lines = [mark.text for page in lay_out(definition, {}) for mark in page.texts]
    assert len([line for line in lines if line in said]) > 1
    assert said in "".join(lines)
    with pytest.raises(ValueError, match="does not fit"):
        lay_out(load_sheet(written(tmp_path / "longer", sheet.replace(said, said * 3))), {})


def test_every_form_has_an_english_name_of_its_own() -> None:
    names = [sheet.name_en for sheet in load_sheets().values()]
    assert all(name.isascii() and name for name in names)
    assert len(set(names)) == len(names)


def test_every_form_says_where_it_comes_from() -> None:
    assert set(FORMS) <= load_sheets().keys()
    assert [sheet.name_ja for sheet in load_sheets().values() if not (sheet.source and sheet.confidence)] == []


def test_the_forms_are_loaded_once() -> None:
    assert load_sheets() is load_sheets()


@pytest.mark.parametrize("form", sorted(path.parent.name for path in SHEETS.glob("*/sheet.toml")))
def test_no_definition_says_what_is_already_so(form: str) -> None:
    """A default written out would be a second place to change."""
    data = tomllib.loads((SHEETS / form / "sheet.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    cells = [cell for section in data["sections"] for row in section["rows"] for cell in row["cells"]]
    assert [cell for cell in cells if cell.get("type") == "text" or cell.get("required") is False] == []
