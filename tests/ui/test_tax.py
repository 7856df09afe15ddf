"""The real window, driven through whole tax returns to the result that the computation gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.journeys.tax_import import preview
from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from models.filing import Filing, FilingState, FilingStep
from tests.app.tax_import import extracts
from tests.ui.screens.view import View, opened, settle
from tests.ui.test_looks import USUAL, settled
from tests.ui.test_window import CounterWithCard
from ui import theme
from ui.areas import TAX
from ui.tax.amount_field import AmountField
from ui.tax.answer import Answer
from ui.tax.area import TaxArea
from ui.tax.office_dialog import OfficeDialog
from ui.tax.rows import Rows
from ui.widgets.fields import ChoiceField, DateField, PickField, TextField, TickField
from ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


@pytest.fixture
def area(qtbot: QtBot, window: Window) -> TaxArea:
    """A return of 令和8年分 that was just begun, by the keyboard."""
    window.enter(TAX)
    one = window.area(TAX)
    assert isinstance(one, TaxArea)
    qtbot.waitUntil(lambda: one.frame.focusWidget() is one.home.new)
    press(qtbot, one, Qt.Key.Key_Return)
    assert one.filing is not None
    return one


def filing(area: TaxArea) -> Filing:
    assert area.filing is not None
    return area.filing


def press(
    qtbot: QtBot, area: TaxArea, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key for whatever has the focus."""
    focused = area.frame.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)  # type: ignore[no-untyped-call]


def answer(area: TaxArea, path: str) -> Answer:
    assert area.page.pane is not None
    return dict(area.page.pane.answers())[path]


def type_in(qtbot: QtBot, area: TaxArea, path: str, text: str) -> None:
    """As a clerk does: into the field, key by key where they are keys."""
    field = answer(area, path).field
    if isinstance(field, TickField):
        field.box.click()
    elif isinstance(field, PickField):
        field.box.setEditText(text)
    elif isinstance(field, ChoiceField):
        field.show_value(text)
        field.box.activated.emit(field.box.currentIndex())
    else:
        assert isinstance(field, AmountField | DateField | TextField)
        field.edit.setFocus()
        field.edit.selectAll()
        field.edit.insert(text)
        field.edit.textEdited.emit(text)
        field.edit.editingFinished.emit()


def fill(qtbot: QtBot, area: TaxArea, entries: dict[str, str]) -> None:
    for path, text in entries.items():
        type_in(qtbot, area, path, text)


def rows(area: TaxArea, path: str) -> Rows:
    assert area.page.pane is not None
    return next(one for one in area.page.pane.findChildren(Rows) if one._section.rows == path)


def on(qtbot: QtBot, area: TaxArea, step: FilingStep) -> None:
    press(qtbot, area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert filing(area).step is step


def married(area: TaxArea) -> None:
    assert area.page.pane is not None
    tick = next(one for one in area.page.pane.findChildren(TickField) if "配偶者がいた" in one.box.text())
    tick.box.click()


def expected(entries: dict[str, Any]) -> dict[str, Any]:
    return dict(calculate(parse_return(entries)).amounts)


def shown(area: TaxArea) -> dict[str, Any]:
    area.page.compute()
    assert area.page.outcome.result is not None
    return dict(area.page.outcome.result.amounts)


# -- whole returns -----------------------------------------------------------------------------------------------


def test_an_employee_with_medical_costs_comes_to_the_computed_result(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.name": "墨田　𠮷平", "filer.birth_date": "S55.5.1"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].payer": "株式会社見本", "income.salary[0].gross": "550万"})
    rows(area, "income.salary").add.click()
    fill(qtbot, area, {"income.salary[0].withheld_tax": "１００，０００", "income.salary[1].gross": "三十万"})
    on(qtbot, area, FilingStep.FAMILY)
    on(qtbot, area, FilingStep.DEDUCTIONS)
    fill(qtbot, area, {"deductions.social_insurance": "70万", "deductions.medical.paid": "32万5千"})
    fill(qtbot, area, {"deductions.self_medication.paid": "60,000", "deductions.medical.reimbursed": "5万"})
    on(qtbot, area, FilingStep.RESULT)
    entries = {
        "income_year": 2026,
        "filer": {"name": "墨田　𠮷平", "birth_date": "1980-05-01"},
        "income": {
            "salary": [{"payer": "株式会社見本", "gross": 5_500_000, "withheld_tax": 100_000}, {"gross": 300_000}]
        },
        "deductions": {
            "social_insurance": 700_000,
            "medical": {"paid": 325_000, "reimbursed": 50_000},
            "self_medication": {"paid": 60_000},
        },
    }
    assert filing(area).entries == entries
    assert shown(area) == expected(entries)
    assert area.page.panel.payable.text() == f"{abs(expected(entries)['income_tax.payable']):,}円"
    notices = [area.page.panel.notices.item(row).text() for row in range(area.page.panel.notices.count())]
    assert any("控除の多い医療費控除" in text for text in notices)


def test_a_pensioner_with_dependants_is_saved_resumed_looked_over_and_corrected(
    qtbot: QtBot, window: Window, area: TaxArea
) -> None:
    fill(qtbot, area, {"filer.name": "業平　ウメ", "filer.birth_date": "1950/3/3"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.public_pension[0].gross": "2,400,000"})
    on(qtbot, area, FilingStep.FAMILY)
    married(area)
    fill(qtbot, area, {"spouse.birth_date": "1952-01-01", "spouse.public_pension_gross": "78万"})
    relative = "dependants[0]"
    fill(qtbot, area, {f"{relative}.name": "業平　一", f"{relative}.birth_date": "1980-01-01"})
    fill(qtbot, area, {f"{relative}.relation": "子", f"{relative}.disability": "special_cohabiting"})
    window.start()
    window.enter(TAX)
    qtbot.waitUntil(lambda: area.home.tree.topLevelItemCount() == 1)
    area.home.open.click()
    qtbot.waitUntil(lambda: area.filing is not None)
    assert filing(area).step is FilingStep.FAMILY
    entries = {
        "income_year": 2026,
        "filer": {"name": "業平　ウメ", "birth_date": "1950-03-03"},
        "income": {"public_pension": [{"gross": 2_400_000}]},
        "spouse": {"birth_date": "1952-01-01", "public_pension_gross": 780_000},
        "dependants": [
            {"name": "業平　一", "birth_date": "1980-01-01", "relation": "子", "disability": "special_cohabiting"}
        ],
    }
    assert shown(area) == expected(entries)
    for step in (FilingStep.DEDUCTIONS, FilingStep.RESULT, FilingStep.SHEETS, FilingStep.DONE):
        area.go_on()
        assert filing(area).step is step
    assert filing(area).state is FilingState.WAITING
    area.page.done.note.setText("源泉徴収票と照合")
    area.page.done.look.click()
    qtbot.waitUntil(lambda: filing(area).state is FilingState.CHECKED)
    area.page.done.correct.click()
    assert filing(area).state is FilingState.OPEN
    fill(qtbot, area, {"filer.disability": "general"})
    area.go(FilingStep.DONE)
    assert filing(area).state is FilingState.WAITING, "a corrected return is looked over anew"
    qtbot.waitUntil(lambda: len(area.desk.versions(filing(area).id)) == 3)


def test_a_foreign_filer_reads_the_questions_in_english_too(qtbot: QtBot, area: TaxArea) -> None:
    area.page.language.setCurrentIndex(1)
    area.page.language.activated.emit(1)
    assert filing(area).language == "en"
    words = [label.text() for label in answer(area, "filer.name").findChildren(type(area.page.who))]
    assert words[:2] == ["氏名", "Name"]
    fill(qtbot, area, {"filer.name": "NGUYEN VAN AN", "filer.birth_date": "1995-07-07"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "2,000,000", "income.salary[0].withheld_tax": "5000"})
    on(qtbot, area, FilingStep.FAMILY)
    fill(qtbot, area, {"dependants[0].birth_date": "1970-01-01", "dependants[0].relation": "母"})
    fill(qtbot, area, {"dependants[0].abroad": ""})
    entries = {
        "income_year": 2026,
        "filer": {"name": "NGUYEN VAN AN", "birth_date": "1995-07-07"},
        "income": {"salary": [{"gross": 2_000_000, "withheld_tax": 5000}]},
        "dependants": [{"birth_date": "1970-01-01", "relation": "母", "abroad": True}],
    }
    assert shown(area) == expected(entries)
    assert area.page.panel.status.text() == "課税"


def test_a_filer_of_the_offices_data_begins_with_what_the_office_holds(
    qtbot: QtBot, area: TaxArea, tmp_path: Path
) -> None:
    office, person = area.desk.counter.receptions.tax_office, extracts.addressee(3)
    preview(extracts.write(tmp_path), office, date(2026, 11, 24), lambda _progress: None, Event()).apply()
    area.new(extracts.YEAR)

    def choose() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, OfficeDialog))
        dialog.kana.edit.setText(str(person["氏名カナ"]))
        dialog.search.click()
        qtbot.waitUntil(lambda: dialog.people.topLevelItemCount() == 1)
        dialog.take.click()

    QTimer.singleShot(0, choose)
    area.page.office.click()
    qtbot.waitUntil(lambda: bool(area.page.who.text().strip()) and "income" in filing(area).entries)
    assert filing(area).entries["filer"]["birth_date"] == person["生年月日"]
    assert filing(area).entries["income"]["salary"][0]["gross"] == extracts.salary(3)["支払金額"]
    assert shown(area) == expected(dict(filing(area).entries))


def test_the_sheets_are_drawn_and_a_return_to_be_mended_has_none_yet(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.name": "墨田　五", "filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "五百まん？"})
    area.go(FilingStep.SHEETS)
    qtbot.waitUntil(lambda: "直すところが1件" in area.page.banner.text)
    assert not area.page.sheets.print.isEnabled()
    area.go(FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "500万"})
    area.go(FilingStep.SHEETS)
    qtbot.waitUntil(area.page.sheets.print.isEnabled, timeout=30_000)
    assert area.page.sheets.view.chosen is not None


def test_the_filer_s_list_of_medical_expenses_comes_onto_the_statement_and_into_the_return(
    qtbot: QtBot, area: TaxArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "氏名,病院・薬局,区分,支払った額,補填される額\n墨田　五,見本病院,診療,250000,50000\n", encoding="utf-8"
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    fill(qtbot, area, {"filer.name": "墨田　五", "filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "500万"})
    area.go(FilingStep.SHEETS)
    qtbot.waitUntil(area.page.sheets.print.isEnabled, timeout=30_000)
    area.page.sheets.medical.click()
    qtbot.waitUntil(lambda: filing(area).entries.get("deductions") is not None, timeout=10_000)
    assert filing(area).entries["deductions"]["medical"] == {"paid": 250_000, "reimbursed": 50_000}
    qtbot.waitUntil(lambda: "見本病院" in printed(area), timeout=30_000)


def printed(area: TaxArea) -> set[str]:
    """Every text on the sheets as they are shown."""
    sheets = area._bundle.sheets if area._bundle else ()
    return {text for sheet in sheets for text in sheet.values.values()}


# -- fields ------------------------------------------------------------------------------------------------------


def test_enter_goes_from_field_to_field_and_on_to_the_next_step(qtbot: QtBot, area: TaxArea) -> None:
    assert area.frame.focusWidget() is answer(area, "filer.name").field.focusProxy()
    seen = 0
    while filing(area).step is FilingStep.FILER:
        press(qtbot, area, Qt.Key.Key_Return)
        seen += 1
        assert seen < 20
    assert seen == 7, "name, birth date, two choices, three ticks"


def test_what_cannot_be_read_is_said_kept_and_left_out_of_the_result(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.name": "墨田　一", "filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "五百まん？", "income.public_pension[0].gross": "100万"})
    field = answer(area, "income.salary[0].gross").field
    assert isinstance(field, AmountField)
    assert "読めません" in field.below.text()
    assert shown(area)["public_pension_income"] == 400_000
    assert "直す" in area.page.panel.notices.item(0).text()
    area.go_on()
    area.go_back()
    assert answer(area, "income.salary[0].gross").entry == "五百まん？"


@pytest.mark.parametrize(
    ("text", "said"),
    [("55000000", "5,500,000円"), ("-5", "0円以上"), ("12.5万", "125,000円"), ("4000万", "4,000万円で合っていますか")],
)
def test_an_odd_amount_is_spoken_of_at_its_field(qtbot: QtBot, area: TaxArea, text: str, said: str) -> None:
    on(qtbot, area, FilingStep.INCOME)
    field = answer(area, "income.salary[0].gross").field
    assert isinstance(field, AmountField)
    field.edit.setFocus()
    field.edit.insert(text)
    field.edit.textEdited.emit(text)
    assert said in field.below.text()


def test_an_impossible_combination_is_said_at_its_field_and_in_the_list(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.birth_date": "1980-01-01", "filer.single_parent": "mother"})
    type_in(qtbot, area, "filer.widow", "")
    area.page.compute()
    assert "どちらか一方" in answer(area, "filer.widow").wrong.text()
    on(qtbot, area, FilingStep.INCOME)
    item = area.page.panel.notices.item(0)
    assert "寡婦" in item.text()
    area.page.panel.notices.itemActivated.emit(item)
    assert filing(area).step is FilingStep.FILER
    assert area.frame.focusWidget() is answer(area, "filer.widow").field.focusProxy()


def test_a_row_taken_out_can_be_put_back(qtbot: QtBot, area: TaxArea) -> None:
    on(qtbot, area, FilingStep.INCOME)
    slips = rows(area, "income.salary")
    slips.add.click()
    fill(qtbot, area, {"income.salary[0].gross": "1", "income.salary[1].gross": "2"})
    slips._rows[0].remove.click()
    assert [row["gross"] for row in slips.entries()] == [2]
    slips.undo.click()
    assert [row["gross"] for row in slips.entries()] == [1, 2]


def test_every_line_opens_its_explanation_with_law_and_box(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "500万"})
    area.page.compute()
    area.page.panel.lines.choose("salary_income_before_adjustment")
    said = area.page.panel.lines.explanation.text()
    assert "5,000,000" in said
    assert "根拠: 所得税法" in said
    area.page.panel.lines.choose("income_tax.spouse")
    assert "配偶者がいないため" in area.page.panel.lines.explanation.text()


def test_a_what_if_leaves_the_return_as_it_is(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    fill(qtbot, area, {"income.salary[0].gross": "600万"})
    area.page.compute()
    before = area.page.entries()
    area.page.panel.what_if._lines[0].tick.click()
    with_ideco = {**before, "deductions": {"small_enterprise_mutual_aid": 240_000}}
    now, then = expected(dict(before)), expected(with_ideco)
    assert f"→ {then['resident_tax.total']:,}円" in area.page.panel.what_if.answer.text()
    less = now["resident_tax.total"] - then["resident_tax.total"]
    assert f"−{less:,}円" in area.page.panel.what_if.answer.text()
    assert area.page.entries() == before


def test_last_years_return_of_the_same_person_stands_beside_this_years(qtbot: QtBot, area: TaxArea) -> None:
    earlier = {
        "income_year": 2025,
        "filer": {"name": "墨田　二", "birth_date": "1980-01-01"},
        "income": {"salary": [{"gross": 4_000_000}]},
    }
    before = area.desk.new_filing(2025)
    area.desk.save(Filing(**{**vars(before), "entries": earlier, "step": FilingStep.DONE}))
    fill(qtbot, area, {"filer.name": "墨田　二", "filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    qtbot.waitUntil(lambda: area.page.outcome.before_filed)
    before_result = area.page.outcome.before
    assert before_result is not None
    assert before_result.amounts == expected(earlier)


def test_what_is_typed_is_kept_though_nobody_goes_on(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.name": "墨田　三"})
    area.page.compute()
    assert area._soon.isActive()
    area._soon.timeout.emit()
    qtbot.waitUntil(lambda: bool(filing(area).number))
    assert area.desk.open(filing(area).id).entries["filer"] == {"name": "墨田　三"}


def test_nothing_of_a_filer_stays_in_the_window(qtbot: QtBot, window: Window, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.name": "墨田　四", "filer.birth_date": "1980-01-01"})
    on(qtbot, area, FilingStep.INCOME)
    window.start()
    texts = [edit.text() for edit in area.page.findChildren(QLineEdit) if edit.isVisibleTo(area.page)]
    assert "墨田　四" not in " ".join([*texts, area.page.who.text()])
    assert area.page.panel.lines.tree.topLevelItemCount() == 0


# -- looks -------------------------------------------------------------------------------------------------------


def test_every_control_has_a_name_for_those_who_cannot_see_it(qtbot: QtBot, area: TaxArea) -> None:
    fill(qtbot, area, {"filer.birth_date": "1980-01-01"})
    for step in FilingStep:
        area.go(step)
        controls = [
            control
            for kind in (QAbstractButton, QLineEdit, QComboBox, QTreeWidget)
            for control in area.page.findChildren(kind)
            if isinstance(control, QWidget) and not control.objectName().startswith("qt_")
        ]
        assert [type(control).__name__ for control in controls if not control.accessibleName()] == []


@pytest.mark.parametrize("view", USUAL, ids=str)
def test_nothing_of_a_return_is_cut_off_at_a_large_type(view: View, counter: Counter, qapp: QApplication) -> None:
    with opened(view, CounterWithCard(counter.open_store, "窓口1", seat=counter.seat)) as large:
        large.enter(TAX)
        area = large.area(TAX)
        assert isinstance(area, TaxArea)
        settle(qapp)
        assert settled(large, qapp) == []
        area.new(2026)
        entries = json.loads((PRACTICE / "tax_return.json").read_text(encoding="utf-8"))
        area.take(replace(filing(area), entries=entries, language="en"))
        for step in FilingStep:
            area.go(step)
            assert settled(large, qapp) == []
    theme.apply(qapp)
