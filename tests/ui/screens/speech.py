"""Hearing and speaking: both halves face to face in scripts of every kind, the captions, the settings of voices."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from tests.ui.screens.view import Scene, Screens, settle
from ui.areas import SETTINGS, TALK
from ui.settings_area import SettingsArea
from ui.talk.area import TalkArea
from ui.window import Window
from ui.written.area import WritingArea
from ui.written.page import STAFF, VISITOR

_SCRIPTS = ("vi", "ne", "my", "th", "ar", "zh-Hans")


def _face(code: str, window: Window, application: QApplication) -> Screens:
    """A question with its answers on the turned half; then its code for a phone."""
    window.start()
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    area.talk_in(code)
    area.face()
    area.say("did_you_understand", "staff")
    settle(application)
    yield f"face-1-answers-{code}", window
    area.visitor.tools.code.click()
    settle(application)
    yield f"face-2-code-{code}", window
    window.start()


def _written(window: Window, application: QApplication) -> Screens:
    """Captions with readings over the kanji, and an answer."""
    window.start()
    window.enter("writing")
    area = window.area("writing")
    assert isinstance(area, WritingArea)
    area.page.readings.click()
    area.write(STAFF, "在留カードをお持ちですか。番号札を取ってお待ちください。")
    area.say(VISITOR, "yes")
    settle(application)
    yield "written-1-captions", window
    window.start()


def _voices(window: Window, application: QApplication) -> Screens:
    window.start()
    window.enter(SETTINGS)
    area = window.area(SETTINGS)
    assert isinstance(area, SettingsArea)
    area.page.voices.click()
    settle(application)
    yield "voices-1-settings", window
    window.start()


ASKED_FOR: dict[str, Scene] = {
    **{f"face-{code}": partial(_face, code) for code in _SCRIPTS},
    "written": _written,
    "voices": _voices,
}
"""Brought up only when asked for by name."""
