"""F11: the very question of a step or field in the visitor's language; the answer goes back to the page that asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.journeys.interpreting import TalkDesk
from app.translation.asking import FALLBACK, Sentence, answers, sentence
from app.translation.individual import may_hold_number
from app.translation.languages import JAPANESE
from models.asked import Asked
from ui.talk.visitor_page import Choice, Shown, VisitorPage
from ui.talk.which_language import choose_language

if TYPE_CHECKING:
    from ui.area import Services
    from ui.shell import Shell
    from ui.talk.ask_voice import AskVoice

Answer = bool | date | int | str
_YES_NO: Mapping[str, bool | None] = {"yes": True, "no": False, "do_not_know": None}
_NO_PHRASE = "この質問は、この言語の定型文にまだありません。英語で表示しました。"
_NUMBER = "12桁の番号は受け取りません。個人番号は入力しないでください。"
_OPEN = "do_not_know"
_TOUCHED = {"yes_no": tuple(_YES_NO), "tell": ("i_understand", _OPEN)}


class AskVisitor(QObject):
    """Shows one question at a time on the visitor's page, in place of the page that asks."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._desk = TalkDesk(services.data)
        self._done: Callable[[Answer | None], None] | None = None
        self._asked: Asked | None = None
        self.page = VisitorPage()
        self.page.answered.connect(self._answered)
        self.page.typed.connect(self._typed)
        self.page.closed.connect(self.close)

    @cached_property
    def voice(self) -> AskVoice:
        """What hears the visitor."""
        from ui.talk.ask_voice import AskVoice

        voice = AskVoice(self._services, self.page, self)
        voice.confirmed.connect(lambda choice: self._answered(choice, None))
        return voice

    @property
    def is_open(self) -> bool:
        return self._done is not None

    def language(self, known: str) -> str:
        """The visitor's, as it is known; else it is chosen now. Empty where none was chosen."""
        return known if known not in ("", JAPANESE) else choose_language(self._frame, self._services)

    def ask(self, asked: Asked, language: str, done: Callable[[Answer | None], None]) -> None:
        """`done` gets the answer, or None where none was given: it brings its own page up again."""
        self._asked, self._done = asked, done
        shown = self._shown(asked, language)
        self._frame.show_page(self.page, bare=True)  # first: a page wears its fonts where it stands
        self.page.show_sentence(shown, self._word("type_here", shown.language))
        if asked.kind != "tell":
            self.voice.offer(shown, lambda id_: self._word(id_, shown.language))
        self.page.banner.say(_NO_PHRASE if shown.language != language else "")

    def _shown(self, asked: Asked, language: str) -> Shown:
        if asked.phrase:
            said = sentence(self._desk.phrasebook, asked.phrase, language)
        else:
            code = language if language in asked.text else FALLBACK if FALLBACK in asked.text else JAPANESE
            said = Sentence(code, asked.text[code], asked.text[JAPANESE])
        entry = asked.kind if asked.kind in ("date", "number", "text") else "touch"
        choices = self._choices(asked, said.language)
        return Shown(said.language, said.text, said.ja, choices, asked.help.get(said.language, ""), entry)

    def _choices(self, asked: Asked, language: str) -> list[Choice]:
        if asked.kind == "choice" and asked.phrase:
            offered = answers(self._desk.phrasebook, asked.key, language)
            touched = [Choice(value, one.text, one.ja) for value, one in offered.items()]
            return [*touched, *self._phrases(_TOUCHED["tell"] if not touched else (_OPEN,), language)]
        if asked.kind == "choice":
            texts = asked.choices.items()
            return [Choice(key, text.get(language, text[JAPANESE]), text[JAPANESE]) for key, text in texts]
        return self._phrases(_TOUCHED.get(asked.kind, ()), language)

    def _phrases(self, wanted: Sequence[str], language: str) -> list[Choice]:
        book = self._desk.phrasebook
        found = ((id_, book.translation(id_, language)) for id_ in wanted)
        return [Choice(id_, there.text, book.phrases[id_].ja) for id_, there in found if there]

    def _answered(self, choice: str, value: date | int | None) -> None:
        if "voice" in vars(self) and self.voice.touched(choice):
            return
        kind = self._asked.kind if self._asked else "tell"
        if value is not None:
            self.close(value)
        elif kind == "yes_no":
            self.close(_YES_NO[choice])
        else:
            self.close(choice if kind == "choice" and choice not in _TOUCHED["tell"] else None)

    def _typed(self, text: str) -> None:
        if may_hold_number(text):
            self.page.banner.say(_NUMBER)
        else:
            self.close(text.strip())

    def _word(self, phrase_id: str, language: str) -> str:
        said = self._desk.say(phrase_id, language, "staff")
        return said.other if said else ""

    def close(self, answer: Answer | None = None) -> bool:
        """Back to the page that asked; nothing of the question is left on the visitor's page. False: none was open."""
        if not self.is_open:
            return False
        done, self._done, self._asked = self._done, None, None
        if "voice" in vars(self):
            self.voice.leave()
        self.page.leave()
        if done is not None:
            done(answer)
        return True
