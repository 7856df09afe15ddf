"""The area of the guide: nothing of it is kept, and no visitor is known to it."""

from __future__ import annotations

from functools import partial
from threading import Event

from app.guide.entries import KINDS, Entry
from app.guide.words import ENGLISH, JAPANESE, words
from app.journeys.guiding import guide, slip
from ui.area import Area, Services
from ui.guide.page import GuidePage
from ui.lanes import Waiting
from ui.shell import Shell
from ui.talk.script import dress
from ui.widgets.printers import printer_names

_MOST = 8


class GuideArea(Area):
    """One page; what it shows is asked of the guide."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.page = GuidePage()
        self.language = JAPANESE
        self._found: list[str] = []
        self._shown = ""
        self.page.question_typed.connect(self.ask)
        self.page.kind_wanted.connect(self.show_kind)
        self.page.chosen.connect(self.show_answer)
        self.page.language_wanted.connect(self.speak)
        self.page.print_wanted.connect(self.print)
        self.page.show_language(self.language)

    def begin(self) -> None:
        self.show(self.page)
        self.page.focus_search()
        show = partial(self.page.show_printers, remembered=self.services.preferences.settings.printer)
        self.services.paper.run(printer_names, show, self.frame.say, Waiting("プリンターを調べています"))

    def begin_in(self, language: str) -> None:
        """Open in the language of a talk; English where the guide has not that one."""
        self.page.choose_language(language if language in words() else ENGLISH)
        self.begin()

    def go_back(self) -> None:
        """From an answer to the tiles, from there home."""
        if self._found or self.page.search.text():
            self._clear()
        else:
            super().go_back()

    def search(self) -> None:
        """Ctrl+F: where one asks."""
        self.page.focus_search()

    def leave(self) -> None:
        """The question goes with the visitor, and the language."""
        self._clear()
        self.page.forget()

    def _clear(self) -> None:
        self._found, self._shown = [], ""
        self.page.search.clear()
        self.page.show_kinds()

    # -- asking --------------------------------------------------------------------------------------------------

    def ask(self, question: str) -> None:
        """As it is typed."""
        if question.strip():
            found = guide().search(question, self.language, _MOST)
            if not found and (kind := guide().kind_meant(question, self.language)):
                found = guide().of_kind(kind, self.language)
            self._show([answer.id for answer in found])
        elif self._found and self.page.search.text() != question:
            self._clear()

    def show_kind(self, kind: str) -> None:
        """All that there is of one kind."""
        one = next(known for known in KINDS if known == kind)
        self._show([answer.id for answer in guide().of_kind(one, self.language)])

    def speak(self, language: str) -> None:
        """The same in the visitor's language."""
        self.language = language
        self.page.show_language(language)
        if self._found:
            shown = self._shown
            self._show(self._found)
            self.show_answer(shown)

    def _show(self, ids: list[str]) -> None:
        self._found = ids
        self.page.show_results([guide().answer(guide().entry(one), self.language) for one in ids], self.language)
        if ids:
            self.show_answer(ids[0])

    def show_answer(self, id_: str) -> None:
        """One of what was found, large."""
        self._shown = id_
        entry = guide().entry(id_)
        self.page.show_answer(guide().answer(entry, self.language), guide().answer(entry, JAPANESE), self.language)
        self._show_map(entry)

    def _show_map(self, entry: Entry) -> None:
        offices = {one.texts[self.language].title: one.place for one in guide().entries if one.place}
        chosen = entry.texts[self.language].title
        caption = words()[self.language].map
        self.page.map.show_offices(offices, chosen, caption, japanese=self.language == JAPANESE)
        dress(self.page.map, self.language)
        self.page.map.setVisible(entry.place is not None)

    # -- on paper ------------------------------------------------------------------------------------------------

    def print(self, printer: str) -> None:
        """The answer that stands, as a slip."""
        if not self._shown or not printer:
            return
        do = partial(_print, printer, self._shown, self.language)
        self.services.paper.run(do, self._printed, self.frame.say, Waiting("印刷しています"))

    def _printed(self, pages: int) -> None:
        self.page.said.setText(f"{pages}ページを印刷しました。")


def _print(printer: str, id_: str, language: str) -> int:
    """In the lane."""
    from ui.printing import print_on

    return print_on(printer, slip(id_, language), Event())
