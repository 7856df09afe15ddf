"""Receptions as records: found, one of them with a history, and the dialogs of passing it on and printing it again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.journeys.records import Colleague, RecordDesk, sections
from models.reception import State, Step
from models.records import Move
from models.statistics import Count, Kind
from tests.ui.screens.view import Scene, Screens, keep_some, settle
from ui.areas import RECORDS, STATISTICS
from ui.pages.household_words import EVENTS
from ui.records_area import RecordsArea
from ui.statistics_area import StatisticsArea
from ui.widgets.move_dialog import MoveDialog
from ui.window import Window


def _records(window: Window, application: QApplication) -> Screens:
    counter = window._counter
    if not counter.all():
        keep_some(counter)
    desk = RecordDesk(counter)
    done = next(one for one in counter.all() if one.step is Step.DONE)
    if done.state is State.RECEIVED:
        desk.move(done.id, Move(State.CHECKED, note="本人確認書類の写しを確かめました"))
        desk.move(done.id, Move(State.HANDED_OVER, "国保年金課 こくほ資格係", "kaji", "夕方までにお願いします"))
    window.enter(RECORDS)
    area = window.area(RECORDS)
    assert isinstance(area, RecordsArea)
    settle(application, lambda: area.page.list.lines.rowCount() > 0)
    page = area.page
    wanted = next(
        row
        for row in range(page.list.lines.rowCount())
        if page.list.lines.line(page.list.lines.index(row)).id == done.id
    )
    page.list.view.setCurrentIndex(page.list.lines.index(wanted))
    settle(application)
    yield "0-records", window
    chosen = page.chosen
    assert chosen is not None
    dialog = MoveDialog(replace(chosen, state=State.CHECKED), sections(), [Colleague("sumi", "隅　花子")], window)
    dialog.show()
    settle(application)
    yield "0-records-move", dialog
    dialog.hide()
    dialog.deleteLater()
    window.start()


def _statistics(window: Window, application: QApplication) -> Screens:
    """A year's counts, and what is kept how long."""
    window.enter(STATISTICS)
    area = window.area(STATISTICS)
    assert isinstance(area, StatisticsArea)
    settle(application, lambda: bool(area.page.rules.text()))
    keys = ("IN_DOM", "MOVE", "OUT", "BIRTH", "IN_ABR_F", "DIV")
    counts = [Count("2026-11", key, 900 // (place + 1) ** 2, 0) for place, key in enumerate(keys)]
    counts.append(Count("2026-11", "MARR", 3, 0))
    names = {str(key): name for key, name in EVENTS.items()}
    asked = area.page.asked_now._replace(kind=Kind.EVENT)
    area.page.show_counts(asked, names, counts)
    settle(application)
    yield "0-statistics", window
    window.start()


SCENES: dict[str, Scene] = {"records": _records, "statistics": _statistics}
