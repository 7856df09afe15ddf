"""Interpreting: the languages, and in each script what staff and visitor see; the board, slots, the editor."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication

from app.paths import DataFolder
from app.translation.languages import foreign_languages
from app.translation.packages import install
from tests.app.translation.tiny import EN_JA, JA_EN
from tests.ui.screens.view import Scene, Screens, beside, settle
from ui.areas import TALK
from ui.talk.area import TalkArea
from ui.talk.editor_dialogs import NewPhraseDialog
from ui.talk.slot_dialog import SlotDialog, pair_of, time_pair
from ui.window import Window

_SAMPLES = ("vi", "ne", "my", "th", "bn", "ur", "ar")
_STIFF = "転入届をご提出いただく際には、在留カードをご持参いただく必要がございます。"
_SLOTS = ("date", "yen", "document")  # more than any phrase has


def _area(window: Window) -> TalkArea:
    window.start()
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    return area


def _languages(window: Window, application: QApplication) -> Screens:
    _area(window)
    settle(application)
    yield "talk-0-languages", window


def _sample(code: str, window: Window, application: QApplication) -> Screens:
    """A card on staff's side, the visitor's page with its picker, the board."""
    area = _area(window)
    area.talk_in(code)
    area.say("when_moved_in", "staff")
    settle(application)
    yield f"talk-1-staff-{code}", window
    area.show_to_visitor()
    settle(application)
    yield f"talk-2-visitor-{code}", window
    area.show_board()
    settle(application)
    yield f"talk-3-board-{code}", window
    area.leave()


def _whole(code: str, window: Window, application: QApplication) -> Screens:
    """The same with an answer, a day in the language's calendar, the slots, and the visitor's choice of language."""
    yield from _sample(code, window, application)
    area = _area(window)
    area.talk_in(code)
    area.say("yes", "visitor")
    area._say("come_at", "staff", {"date": pair_of(code, date(2026, 12, 21)), "time": time_pair(code, QTime(10, 0))})
    settle(application)
    yield f"talk-1-dated-{code}", window
    area.say("may_i_help", "staff")
    area.show_to_visitor()
    settle(application)
    yield f"talk-2-choices-{code}", window
    yield from _slots(code, window, application)
    area.leave()


def _slots(code: str, window: Window, application: QApplication) -> Screens:
    """A day, an amount and a paper at once."""
    area = _area(window)
    names = {"document": area.desk.documents(code), "desk": area.desk.desks(code)}
    own = area.desk.named_in(code) == code
    asked = "　".join(f"{{{slot}}}" for slot in _SLOTS)
    dialog = SlotDialog(asked, _SLOTS, code, names, window, named_in_english=not own)
    dialog.show()
    settle(application)
    yield f"talk-5-slots-{code}", dialog
    dialog.hide()
    dialog.deleteLater()


def _editor(window: Window, application: QApplication) -> Screens:
    area = _area(window)
    area.leave()
    area.edit_phrases()
    settle(application)
    yield "talk-4-editor", window
    dialog = NewPhraseDialog("greeting", area.desk.told, window)
    dialog.accept()  # refused: nothing is written in it
    dialog.show()
    settle(application)
    yield "talk-4-new-phrase", dialog
    dialog.hide()
    dialog.deleteLater()


def _machine(window: Window, application: QApplication) -> Screens:
    """A machine's sentence with its way back and warnings, a plainer proposal, a refusal; on the visitor's side."""
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        for model in (JA_EN, EN_JA):
            install(data.models, model)
        with beside(window, window._counter, data) as one:
            area = _area(one)
            area.talk_in("en")
            typed = {
                "machine": "住民票が必要です。",
                "marked": "明日は雨です。",
                "refused": "番号は1234 5678 9010です。",
            }
            for name, text in typed.items():
                area.page.banner.say("")
                answered = partial(_answered, area, len(area.turns))
                area.type(text, as_is=True)
                settle(application, answered)
                yield f"talk-6-{name}", one
            area.type(_STIFF, as_is=False)
            settle(application)
            yield "talk-6-plainer", one
            answered = partial(_answered, area, len(area.turns))
            area._translate("Where is the desk?", "visitor")
            settle(application, answered)
            area.show_to_visitor()
            settle(application)
            yield "talk-6-confirm", one


def _answered(area: TalkArea, turns: int) -> bool:
    """With a sentence more, or with a refusal."""
    return len(area.turns) > turns or bool(area.page.banner.text)


SCENES: dict[str, Scene] = {
    "talk-languages": _languages,
    **{f"talk-{code}": partial(_sample, code) for code in _SAMPLES},
    "talk-slots": partial(_slots, "my"),
    "talk-machine": _machine,
    "talk-editor": _editor,
}
LANGUAGES = {f"talk-all-{one.code}": partial(_whole, one.code) for one in foreign_languages()}
"""Too many for every run."""
