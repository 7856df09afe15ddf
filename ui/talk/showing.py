"""What the visitor's page shows in a talk: sentences, answers and questions of the phrasebook in their language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.translation.languages import foreign_languages
from ui.talk.visitor_page import Choice, Shown

if TYPE_CHECKING:
    from app.journeys.interpreting import TalkDesk
    from models.talk import Turn

SPEAK = "language:"
"""Before a language's code, among what the visitor touches."""
HEARD_YES, HEARD_NO = "heard:yes", "heard:no"
"""Is that what was said?"""
RIGHT, WRONG = "correct", "wrong"
TYPE_HERE, PRESS, ALOUD = "type_here", "press_and_speak", "read_aloud"
_BLANK = "…"  # where the visitor has still to choose a day or a number
_HEARD, _WHICH, _AGAIN, _YES, _NO = "heard_correctly", "which_language", "say_again", "yes", "no"


@dataclass(frozen=True)
class Showing:
    """In one language, from one phrasebook."""

    desk: TalkDesk
    language: str

    def word(self, phrase_id: str) -> str:
        """A phrase in the visitor's language; empty where it is not translated."""
        said = self.desk.say(phrase_id, self.language, "staff")
        return said.other if said else ""

    def choice(self, phrase_id: str, id_: str = "") -> Choice:
        """A phrase to touch; `id_` where it stands for something else than itself."""
        phrase = self.desk.phrasebook.phrases[phrase_id]
        blank = dict.fromkeys(phrase.slots, (_BLANK, _BLANK))
        turn = self.desk.say(phrase_id, self.language, "visitor", blank)
        other = turn.other.replace(f"{_BLANK}.", _BLANK) if turn else ""  # four points in a row say nothing more
        return Choice(id_ or phrase_id, other, turn.ja if turn else "", next(iter(phrase.slots), ""))

    def turn(self, turn: Turn) -> Shown:
        """What staff said, with what can be answered; or what the visitor said: is that what was meant?"""
        choices, help_text = self.desk.replies(turn) if turn.speaker == "staff" else (), ""
        if turn.speaker == "visitor" and turn.by_machine:
            choices, help_text = (RIGHT, WRONG), f"= {turn.back}\n{self.word(_HEARD)}"
        return Shown(self.language, turn.other, turn.ja, [self.choice(id_) for id_ in choices], help_text)

    def heard(self, text: str, *, test_model: bool) -> Shown:
        """Their own words come back first: nothing is translated that they have not confirmed."""
        if not text:
            return Shown(self.language, self.word(_AGAIN), "")
        choices = [self.choice(_YES, HEARD_YES), self.choice(_NO, HEARD_NO)]
        mark = "（試験用モデル）" if test_model else ""
        return Shown(self.language, text, mark, choices, self.word(_HEARD))

    def once_more(self) -> Shown:
        """It was heard wrongly."""
        return Shown(self.language, self.word(PRESS), "")

    def languages(self) -> Shown:
        """The visitor chooses the language."""
        choices = [
            Choice(f"{SPEAK}{one.code}", one.name, one.name_ja, language=one.code) for one in foreign_languages()
        ]
        japanese = self.desk.phrasebook.phrases[_WHICH].ja
        return Shown(self.language, self.word(_WHICH), japanese, choices, entry="touch")
