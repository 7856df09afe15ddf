"""One way of looking at the window: its size, colours and type; and what every scene needs to set it up."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.case_file import case_from_json
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.paths import DataFolder
from app.settings import Scheme, Settings
from models.reception import Step
from ui.preferences import Preferences
from ui.window import Window

SIZES = {"pc": (1366, 768), "tablet": (1280, 800)}
ZOOMS = (100, 125, 150, 200)
Screens = Iterator[tuple[str, QWidget]]
Scene = Callable[[Window, QApplication], Screens]
"""Brings up one screen after the other; yields its name and what stands there."""


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


@contextmanager
def beside(window: Window, counter: Counter, data: DataFolder | None = None) -> Iterator[Window]:
    """Another counter's window of the same size and look, where a scene needs other people or a folder of its own."""
    one = Window(counter, window._services.preferences, data=data)
    one.resize(window.size())
    one.show()
    try:
        yield one
    finally:
        one.close()
        one.deleteLater()


def shown(name: str, dialog: QDialog, application: QApplication) -> Screens:
    """A dialog, looked at and put away."""
    dialog.show()
    settle(application)
    yield name, dialog
    dialog.hide()
    dialog.deleteLater()
