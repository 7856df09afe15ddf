"""Which language: the page of all languages with what works for each, and the dialog that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.journeys.interpreting import TalkDesk
from app.journeys.speech import SpeechDesk
from ui.talk.languages_page import LanguagesPage
from ui.voice.mouth import Mouth

if TYPE_CHECKING:
    from ui.area import Services
    from ui.shell import Shell


def follow_voices(page: LanguagesPage, desk: TalkDesk, mouth: Mouth) -> None:
    """What works is shown again once it is known which languages the system speaks."""

    def show() -> None:
        if page.isVisible():
            page.show_abilities(desk.abilities(mouth.spoken))

    mouth.looked.connect(show)


def choose_language(frame: Shell, services: Services) -> str:
    """The visitor's language, by one touch; empty where none was chosen."""
    dialog = QDialog(frame)
    dialog.setWindowTitle("お客さまの言語")
    dialog.resize(frame.size() * 0.94)
    desk, mouth = TalkDesk(services.data), Mouth(SpeechDesk(services.data), dialog)
    page = LanguagesPage()
    page.edit.hide()
    page.show_abilities(desk.abilities())
    follow_voices(page, desk, mouth)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    chosen: list[str] = []
    page.chosen.connect(chosen.append)
    page.chosen.connect(dialog.accept)
    page.focus_first()
    mouth.look()
    dialog.exec()
    mouth.leave()
    dialog.deleteLater()
    return chosen[0] if chosen else ""
