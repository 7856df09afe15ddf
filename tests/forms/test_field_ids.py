"""What an id says, and back."""

import pytest

from forms.field_ids import FieldId, in_table, of_row, parse
from forms.load import load_sheets

IDS = {
    "new_addr.postcode": FieldId("", "", None, "new_addr.postcode"),
    "row[0].name": FieldId("", "row", 0, "name"),
    "child[12].kana": FieldId("", "child", 12, "kana"),
    "sheet[1].date": FieldId("sheet[1].", "", None, "date"),
    "sheet[2].row[3].f_no": FieldId("sheet[2].", "row", 3, "f_no"),
}


@pytest.mark.parametrize("identity", IDS)
def test_an_id_is_taken_apart(identity: str) -> None:
    assert parse(identity) == IDS[identity]


def test_a_row_of_a_definition_gets_its_number_and_loses_it_again() -> None:
    assert of_row("child.name", 4) == "child[4].name"
    assert parse("child[4].name").defined == "child.name"
    assert of_row("person.name", 4) == "person.name"


def test_an_empty_id_is_none() -> None:
    with pytest.raises(ValueError, match="id"):
        parse("")


@pytest.mark.parametrize("form", load_sheets())
def test_only_a_row_sounds_like_a_row(form: str) -> None:
    fields = [(section, cell.field) for section, cell in load_sheets()[form].cells() if cell.field]
    assert [field for section, field in fields if not section.repeat and in_table(field)] == []
    assert all(in_table(f"{section.table}.{field}") for section, field in fields if section.repeat)
