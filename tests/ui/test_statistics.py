"""統計と保存期間: counts without names on the page and in a file; what is deleted, and what is kept at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.journeys.retention import HANDED_OVER, UNTOUCHED
from app.paths import DataFolder
from app.settings import Settings, save
from models.reception import State, Step
from models.records import Move
from models.statistics import Count, Kind
from tests.app.storage.test_receptions import reception
from ui.areas import STATISTICS
from ui.statistics_area import StatisticsArea
from ui.widgets.dialog import Dialog
from ui.window import Window


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, tmp_path: Path) -> Iterator[StatisticsArea]:
    """Six receptions, one of them handed over; nothing is kept longer than today."""
    for _ in range(6):
        done = counter.save(replace(reception(), step=Step.DONE))
    for move in (Move(State.CHECKED), Move(State.HANDED_OVER, "証明係")):
        counter.receptions.passages.move(done.id, move, by="sumi", name="隅　花子")
    data = DataFolder(tmp_path / "data")
    save(data.settings, Settings(keep_receptions_days=0))
    window = Window(counter, demo=True, data=data)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.enter(STATISTICS)
    found = window.area(STATISTICS)
    assert isinstance(found, StatisticsArea)
    qtbot.waitUntil(lambda: "1件" in found.page.rules.text())
    yield found
    window.close()
    window.deleteLater()


def choose(area: StatisticsArea, kind: Kind) -> None:
    field = area.page.form.field("kind")
    assert field is not None
    field.show_value(kind)
    field.changed.emit()


def said(area: StatisticsArea) -> str:
    return area.page.chart.accessibleDescription()


def test_the_bars_say_names_and_numbers_also_to_those_who_cannot_see_them(qtbot: QtBot, area: StatisticsArea) -> None:
    qtbot.waitUntil(lambda: said(area).endswith(" 6"))
    choose(area, Kind.EVENT)
    qtbot.waitUntil(lambda: said(area) == "転入（国内から） 6")
    choose(area, Kind.LANGUAGE)
    qtbot.waitUntil(lambda: said(area) == "日本語 6")


def test_a_small_number_is_neither_said_nor_drawn(area: StatisticsArea) -> None:
    asked = area.page.asked_now._replace(kind=Kind.EVENT)
    area.page.show_counts(asked, {"DIV": "離婚"}, [Count("2026-11", "MOVE", 90, 0), Count("2026-11", "DIV", 4, 0)])
    assert said(area) == "MOVE 90、離婚 5未満"
    assert [bar.share for bar in area.page.chart._bars] == [1, 0]


def test_the_table_goes_into_a_file(
    qtbot: QtBot, area: StatisticsArea, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "counts.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    area.page.csv.click()
    qtbot.waitUntil(file.exists)
    assert '"6"' in file.read_text(encoding="utf-8-sig")


def test_what_is_due_is_deleted_after_a_question_and_stands_in_the_record(
    qtbot: QtBot, area: StatisticsArea, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    area.page.purge.click()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    monkeypatch.setattr(QMessageBox, "information", lambda *words: told.append(words[-1]))
    area.page.purge.click()
    qtbot.waitUntil(lambda: told == ["1件を削除しました。"], timeout=20_000)
    assert len(counter.all()) == 5
    assert [one.rule for one in area.retention.deletions()] == [HANDED_OVER]
    assert area.retention.look() == {HANDED_OVER: 0, UNTOUCHED: 0}


def test_every_stored_column_can_be_read(qtbot: QtBot, area: StatisticsArea, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: seen.append(dialog.windowTitle()))
    area.page.kept.click()
    qtbot.waitUntil(lambda: seen == ["保存している項目"])
