"""Every step of the window as pictures, for a counter PC and a tablet: `python -m tests.ui.screenshots DIR`."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.case_file import case_from_json
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.card import CardKind, ReaderState
from models.reception import Step
from ui import theme
from ui.areas import RECEPTION
from ui.reception import ReceptionArea
from ui.window import Window
from ui.work import Work

SIZES = {"pc": (1366, 768), "tablet": (1280, 800)}


def settle(application: QApplication, until: Callable[[], bool] = lambda: True) -> None:
    """Let the lanes bring home what they have."""
    limit = time.monotonic() + 20
    while not until() or time.monotonic() < limit - 19.6:
        application.processEvents()
        time.sleep(0.01)
        if time.monotonic() > limit:
            raise TimeoutError


def shoot(window: Window, application: QApplication, folder: Path, size: str) -> None:
    """All pages with the practice family."""
    window.resize(*SIZES[size])
    window.start()
    settle(application)
    window.grab().save(str(folder / f"{size}-0-start.png"))
    case = case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))
    reception = replace(window._counter.new_reception(), case=case)
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    area.show_work(Work(reception))
    window._services.card.readers_seen.emit((ReaderState("Virtual PCD 00 00", CardKind.NONE),))
    for number, step in enumerate(Step):
        if step is not Step.READ:
            area.go(step)
        if step in (Step.SHEETS, Step.SIGN, Step.DONE):
            settle(application, lambda: bool(area._work and area._work.bundle))
        settle(application)
        if step is Step.HOUSEHOLD:
            area.pages.household.show_member(2)
            settle(application)
        window.grab().save(str(folder / f"{size}-{number + 1}-{step}.png"))


def main(folder: Path) -> None:
    """Light at both sizes, dark on the PC."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as data, closing(Receptions.open(DataFolder(Path(data)))) as receptions:
        counter = Counter(lambda: receptions, "窓口1")
        for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
            QGuiApplication.styleHints().setColorScheme(scheme)
            theme.apply(application)
            window = Window(counter, demo=True)
            window.show()
            for size in SIZES if scheme is Qt.ColorScheme.Light else ("pc",):
                inside = folder / scheme.name.lower()
                inside.mkdir(exist_ok=True)
                shoot(window, application, inside, size)
            window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
