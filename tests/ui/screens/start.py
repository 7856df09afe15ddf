"""The start page, and the pages of one screen behind its doors."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.journeys.demonstration import PRACTICE
from tests.ui.screens.view import Scene, Screens, settle
from ui.areas import BATCH, FORMS, SETTINGS
from ui.batch_area import BatchArea
from ui.window import Window


def _start(window: Window, application: QApplication) -> Screens:
    window.start()
    settle(application, lambda: "読み込" not in window.start_page.records.hint.text())
    yield "0-start", window


def _door(identity: str, window: Window, application: QApplication) -> Screens:
    window.enter(identity)
    settle(application)
    yield f"0-{identity}", window
    window.start()


def _batch(window: Window, application: QApplication) -> Screens:
    """Empty, then with a folder made of which one case is bad."""
    yield from _door(BATCH, window, application)
    area = window.area(BATCH)
    assert isinstance(area, BatchArea)
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases"
        cases.mkdir()
        case = json.loads((PRACTICE / "family.json").read_text(encoding="utf-8"))
        (cases / "a.json").write_text(json.dumps(case | {"members": case["members"][:1]}), encoding="utf-8")
        (cases / "b.json").write_text(json.dumps({"event": "IN_DOM"}), encoding="utf-8")
        window.enter(BATCH)
        area.choose(cases=str(cases), out=str(Path(folder) / "out"))
        area.make()
        settle(application, lambda: area.page.table.rowCount() == 2)
        yield "0-batch-made", window
        window.start()


SCENES: dict[str, Scene] = {
    "start": _start,
    "settings": partial(_door, SETTINGS),
    "forms": partial(_door, FORMS),
    "batch": _batch,
}
