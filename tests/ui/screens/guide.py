"""The guide: its tiles, an office with the map, a long answer in Burmese, and none; on its own and inside a talk."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from app.guide.words import words
from tests.ui.screens.view import Screens, settle
from ui.areas import GUIDE
from ui.guide.area import GuideArea
from ui.window import Window

_ASKED = {
    "en": "midori", "my": "日曜日", "ne": "自転車", "ko": "天気",
}  # fmt: skip


def _area(window: Window) -> GuideArea:
    window.start()
    window.enter(GUIDE)
    area = window.area(GUIDE)
    assert isinstance(area, GuideArea)
    return area


def _guide(window: Window, application: QApplication) -> Screens:
    area = _area(window)
    settle(application)
    yield "guide-0-kinds", window
    for number, (language, question) in enumerate(_ASKED.items(), 1):
        area.page.choose_language(language)
        area.ask(question)
        settle(application)
        yield f"guide-{number}-{language}", window
    area.leave()


def in_language(language: str, window: Window, application: QApplication) -> Screens:
    """The tiles, an answer about garbage and an office on the map."""
    area = _area(window)
    area.page.choose_language(language)
    settle(application)
    yield f"guide-{language}-kinds", window
    for name, question in (("answer", "自転車"), ("map", "緑出張所")):
        area.ask(question)
        settle(application)
        yield f"guide-{language}-{name}", window
    area.leave()


SCENES = {"guide": _guide}
LANGUAGES = {f"guide-{code}": partial(in_language, code) for code in words()}
"""Too many for every run."""
