"""The area of 筆談: one conversation in Japanese, in memory alone, forgotten with the visitor."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.journeys.interpreting import TalkDesk
from app.translation.furigana import with_readings
from app.translation.individual import may_hold_number
from app.translation.languages import JAPANESE
from ui.area import Area, Services
from ui.shell import Shell
from ui.written.page import STAFF, WritingPage

if TYPE_CHECKING:
    from ui.written.voice import WritingVoice

_NUMBER = "12桁の番号は受け取りません。個人番号は書かないでください。"
_REPLIES = ("yes", "no", "do_not_know", "say_again", "bigger_letters", "sign_language_wish")


class WritingArea(Area):
    """Phrases come as やさしい日本語 with readings where those are wanted; other sentences as they are."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.turns = 0

    @cached_property
    def desk(self) -> TalkDesk:
        return TalkDesk(self.services.data)

    @cached_property
    def page(self) -> WritingPage:
        page = WritingPage()
        book = self.desk.phrasebook.phrases
        said = [(one.id, one.ja) for one in book.values() if one.side != "visitor" and not one.slots]
        page.offer(said, [(id_, book[id_].ja.removesuffix("。")) for id_ in _REPLIES])
        page.written.connect(self.write)
        page.phrase_chosen.connect(self.say)
        page.aloud_wanted.connect(self._aloud)
        return page

    @cached_property
    def voice(self) -> WritingVoice:
        """What hears staff and reads aloud."""
        from ui.written.voice import WritingVoice

        return WritingVoice(self.services, self.page, self)

    def begin(self) -> None:
        self.turns = 0
        self.show(self.page)
        self.page.entry.setFocus()
        self.voice.begin()

    def write(self, who: str, text: str) -> None:
        """A sentence of either side; what may be an individual number is shown to nobody."""
        if may_hold_number(text):
            self.page.banner.say(_NUMBER)
            return
        self._add(who, with_readings(text))

    def say(self, who: str, phrase_id: str) -> None:
        phrase = self.desk.phrasebook.phrases[phrase_id]
        plain = who == STAFF and self.page.look.readings
        self._add(who, phrase.plain if plain else with_readings(phrase.ja))

    def _add(self, who: str, written: str) -> None:
        self.turns += 1
        self.page.banner.say("")
        self.page.captions.add(who, written)

    def _aloud(self) -> None:
        if texts := self.page.captions.texts:
            self.voice.say(texts[-1])

    def leave(self) -> None:
        """Everything that was written goes; only that there was a talk is counted."""
        if "page" not in vars(self):
            return
        self.voice.leave()
        self.page.forget()
        turns, self.turns = self.turns, 0
        self.services.talk.run(partial(self.desk.end, JAPANESE, turns), _nothing, self.frame.say)


def _nothing(_result: object) -> None:
    """A forgotten talk needs no word."""
