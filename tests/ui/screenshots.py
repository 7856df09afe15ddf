"""Every screen of the window as pictures.

`python -m tests.ui.screenshots DIR [--size pc|tablet] [--scheme light|dark] [--zoom 100|150|200]`; without options all
of them. Names are `pc-dark-200/3-questions.png`.
"""

from __future__ import annotations

import json
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.case_file import case_from_json
from app.errors import WrongSecret
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.paths import DataFolder
from app.settings import Scheme, Settings
from app.storage.receptions import Receptions
from models.card import CardKind, ReaderState
from models.reception import Step
from ui.areas import RECEPTION, SETTINGS
from ui.preferences import Preferences
from ui.reception import ReceptionArea
from ui.window import Window
from ui.work import Work

SIZES = {"pc": (1366, 768), "tablet": (1280, 800)}
ZOOMS = (100, 125, 150, 200)
READER = (ReaderState("Virtual PCD 00 00", CardKind.NONE),)


@dataclass(frozen=True)
class View:
    """One way of looking at every screen."""

    size: str
    scheme: Scheme
    zoom: int

    def __str__(self) -> str:
        return f"{self.size}-{self.scheme}-{self.zoom}"

    @property
    def settings(self) -> Settings:
        return Settings(self.scheme, self.zoom, tablet=self.size == "tablet")


def settle(application: QApplication, until: Callable[[], bool] = lambda: True) -> None:
    """Let the lanes bring home what they have."""
    began = time.monotonic()
    while not until() or time.monotonic() < began + 0.25:
        application.processEvents()
        time.sleep(0.01)
        if time.monotonic() > began + 60:
            raise TimeoutError


def screens(window: Window, application: QApplication) -> Iterator[str]:
    """Bring up one screen after the other; yields its name."""
    window.start()
    settle(application, lambda: "読み込" not in window.start_page.records.hint.text())
    yield "0-start"
    window.enter(SETTINGS)
    settle(application)
    yield "0-settings"
    window.start()
    yield from _reception(window, application)


def _reception(window: Window, application: QApplication) -> Iterator[str]:
    """All steps with the practice family."""
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    case = case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))
    area.show_work(Work(replace(window._counter.new_reception(), case=case)))
    window._services.card.readers_seen.emit(READER)
    for number, step in enumerate(Step):
        if step is not Step.READ:
            area.go(step)
        if step is Step.PROCEDURES:
            settle(application, lambda: bool(area._work and area._work.plan))
        if step in (Step.SHEETS, Step.SIGN, Step.DONE):
            settle(application, lambda: bool(area._work and area._work.bundle))
        settle(application)
        yield f"{number + 1}-{step}"
        if step is Step.READ:
            area.pages.read.show_error(WrongSecret(2))
            settle(application)
            yield "1-read-wrong"
        if step is Step.HOUSEHOLD:
            area.pages.household.show_member(2)
            settle(application)
            yield "2-household-person"


def keep_some(counter: Counter) -> None:
    """A list as in the middle of a day."""
    case = case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))
    names = ("隅田　花子", "吾妻　一郎", "両国　さくら", "NGUYEN VAN AN", "業平　𠮷雄")
    for name, step in zip(names, (Step.DONE, Step.QUESTIONS, Step.DONE, Step.SIGN, Step.HOUSEHOLD), strict=True):
        members = (replace(case.members[0], name=name), *case.members[1:])
        counter.save(replace(counter.new_reception(), case=replace(case, members=members), step=step))


@contextmanager
def opened(view: View, counter: Counter) -> Iterator[Window]:
    """The window as one sees it."""
    preferences = Preferences()
    preferences.settings = view.settings
    preferences.dress()
    window = Window(counter, preferences, demo=True)
    window.resize(*SIZES[view.size])
    window.show()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def shoot(application: QApplication, view: View, folder: Path) -> None:
    """All screens in one view."""
    inside = folder / str(view)
    inside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, closing(Receptions.open(DataFolder(Path(data)))) as receptions:
        counter = Counter(lambda: receptions, "窓口1")
        keep_some(counter)
        with opened(view, counter) as window:
            for name in screens(window, application):
                window.grab().save(str(inside / f"{name}.png"))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--scheme", choices=[Scheme.LIGHT.value, Scheme.DARK.value], action="append")
    parser.add_argument("--zoom", type=int, choices=ZOOMS, action="append")
    given = parser.parse_args()
    application = QApplication([])
    for size, scheme, zoom in product(
        given.size or SIZES, given.scheme or (Scheme.LIGHT, Scheme.DARK), given.zoom or ZOOMS
    ):
        shoot(application, View(size, Scheme(scheme), zoom), given.folder)


if __name__ == "__main__":
    main()
