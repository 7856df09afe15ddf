"""受付の記録: found by what is typed and chosen, passed on with a history, printed again with its mark."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from models.reception import Reception, State, Step
from models.records import Move
from tests.ui.test_records import family
from ui.areas import RECEPTION, RECORDS
from ui.reception import ReceptionArea
from ui.records_area import RecordsArea
from ui.widgets.again import AgainDialog, CorrectionsDialog
from ui.widgets.disclosure_dialog import DisclosureDialog
from ui.widgets.move_dialog import MoveDialog
from ui.window import Window


@pytest.fixture
def kept(counter: Counter) -> Reception:
    for name, step in (("吾妻　一郎", Step.QUESTIONS), ("髙橋　渚", Step.DONE)):
        case = replace(family(), members=(replace(family().members[0], name=name, name_kana=""),))
        kept = counter.save(replace(counter.new_reception(), case=case, step=step))
    return kept


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, kept: Reception) -> Iterator[Window]:
    one = Window(counter)
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    one.enter(RECORDS)
    yield one
    one.close()
    one.deleteLater()


@pytest.fixture
def area(qtbot: QtBot, window: Window) -> RecordsArea:
    found = window.area(RECORDS)
    assert isinstance(found, RecordsArea)
    qtbot.waitUntil(lambda: shown(found) == ["髙橋　渚", "吾妻　一郎"])
    return found


def shown(area: RecordsArea) -> list[str]:
    lines = area.page.list.lines
    return [str(lines.data(lines.index(row))) for row in range(lines.rowCount())]


def history(area: RecordsArea) -> str:
    return "\n".join(one.text() for one in area.page.detail._lines.findChildren(QLabel) if not one.isHidden())


def test_what_is_typed_and_what_is_chosen_stand_together(qtbot: QtBot, area: RecordsArea) -> None:
    area.page.list.search.setText("高橋")
    qtbot.waitUntil(lambda: shown(area) == ["髙橋　渚"])
    state = area.page.filters.field("state")
    assert state is not None
    state.show_value("途中")
    state.changed.emit()
    qtbot.waitUntil(lambda: shown(area) == [])
    area.page.list.search.clear()
    qtbot.waitUntil(lambda: shown(area) == ["吾妻　一郎"])


def test_a_reception_is_passed_on_and_its_history_says_so(
    qtbot: QtBot, area: RecordsArea, counter: Counter, kept: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: MoveDialog) -> int:
        assert dialog.state.value() is State.CHECKED
        dialog.assignee.show_value("shiken")
        dialog.note.setText("確かめました")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(MoveDialog, "exec", choose)
    area.page.detail.pass_on.click()
    qtbot.waitUntil(lambda: "確かめました" in history(area))
    assert "受付済 → 確認済" in history(area)
    assert [one.state for one in counter.all() if one.id == kept.id] == [State.CHECKED]
    whose = area.page.filters.field("whose")
    assert whose is not None
    whose.show_value("me")
    whose.changed.emit()
    qtbot.waitUntil(lambda: shown(area) == ["髙橋　渚"])


def test_what_may_not_be_is_said_on_the_page_and_nothing_changes(
    qtbot: QtBot, area: RecordsArea, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    area._make(counter.all()[0], Move(State.CLOSED))
    qtbot.waitUntil(lambda: "順に進めます" in area.page.banner.text or "途中" in area.page.banner.text)
    assert {one.state for one in counter.all()} == {State.RECEIVED}


def test_a_second_print_carries_its_mark_and_needs_a_reason(
    qtbot: QtBot, area: RecordsArea, counter: Counter, kept: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(AgainDialog, "exec", lambda dialog: seen.append(len(dialog.view._sheets)))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("", True))
    area.page.detail.reprint.click()
    qtbot.waitUntil(lambda: "目的" in area.page.banner.text, timeout=20_000)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("紛失のため", True))
    area.page.detail.reprint.click()
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
    deeds = [one for one in counter.receptions.audit.entries() if one.action == "reception.reprinted"]
    assert [one.facts["reason"] for one in deeds] == ["紛失のため"]


def test_a_correction_is_shown_fact_by_fact(
    qtbot: QtBot, area: RecordsArea, counter: Counter, kept: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.save(replace(kept, case=replace(kept.case, honseki="東京都墨田区緑一丁目1番地")))
    seen: list[str] = []

    def look(dialog: CorrectionsDialog) -> None:
        cells = [dialog.table.item(0, x) for x in range(5)]
        seen.extend(one.text() for one in cells if one is not None)

    monkeypatch.setattr(CorrectionsDialog, "exec", look)
    area.page.detail.corrections.click()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[4] == "東京都墨田区緑一丁目1番地"


def test_enter_opens_the_reception_where_it_stands(
    qtbot: QtBot, window: Window, area: RecordsArea, kept: Reception
) -> None:
    qtbot.keyClick(area.page.list.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    reception = window.area(RECEPTION)
    assert isinstance(reception, ReceptionArea)
    qtbot.waitUntil(lambda: reception._work is not None, timeout=20_000)
    assert reception._work is not None
    assert reception._work.reception.id == kept.id
    assert area.page.list.lines.rowCount() == 0


def test_a_disclosure_is_made_for_a_whole_person_and_a_purpose_alone(
    qtbot: QtBot, area: RecordsArea, kept: Reception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def ask(dialog: DisclosureDialog) -> int:
        dialog.name.edit.setText("高橋渚")
        dialog.purpose.edit.setText("開示第12号")
        assert not dialog.yes.isEnabled()
        dialog.born.edit.setText(str(kept.case.members[0].birth_date))
        assert dialog.yes.isEnabled()
        return QDialog.DialogCode.Accepted

    said: list[str] = []
    monkeypatch.setattr(DisclosureDialog, "exec", ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    monkeypatch.setattr(QMessageBox, "information", lambda *words: said.append(words[-1]))
    area.page.disclosure.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "受付 1件" in said[0]
    assert len(list((tmp_path / "out").glob("disclosure-*.pdf"))) == 1


def test_nothing_of_anybody_stays_on_the_page(qtbot: QtBot, window: Window, area: RecordsArea) -> None:
    area.page.list.search.setText("高橋")
    window.start()
    assert (shown(area), area.page.list.search.text(), area.page.detail.name.text()) == ([], "", "受付を選んでください")
