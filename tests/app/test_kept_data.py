"""The data minimum (C-13): every stored column says what it holds, what for, from where and how long."""

from app.journeys.retention import kept_columns
from models.tables import Table


def test_every_stored_column_has_its_entry_and_no_entry_is_of_a_column_that_is_gone() -> None:
    stored = {(table.name, column.name) for table in Table.metadata.tables.values() for column in table.columns}
    assert {(one.table, one.column) for one in kept_columns()} == stored


def test_no_entry_leaves_a_question_open() -> None:
    assert [one for one in kept_columns() if not all(map(str.strip, vars(one).values()))] == []


def test_no_column_is_for_an_individual_number() -> None:
    assert [one for one in kept_columns() if one.name_ja in ("個人番号", "マイナンバー")] == []
