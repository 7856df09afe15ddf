"""The area of interpreting: one conversation at a time, in memory alone, forgotten with the visitor."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.errors import KnownError, MissingAsset
from app.journeys.interpreting import TalkDesk
from app.journeys.speech import SpeechDesk
from app.sentences import explained
from app.translation.phrasebook import slots_of
from models.talk import Turn
from ui.area import Area, Services
from ui.face.stage import Stage
from ui.lanes import Waiting
from ui.shell import Shell
from ui.talk.languages_page import LanguagesPage
from ui.talk.showing import ALOUD, HEARD_NO, HEARD_YES, PRESS, SPEAK, TYPE_HERE, WRONG, Showing
from ui.talk.slot_dialog import SlotDialog, pair_of
from ui.talk.talk_page import TalkPage
from ui.talk.visitor_page import Shown, VisitorPage
from ui.talk.visitor_tools import OTHER_LANGUAGE
from ui.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.translation.abilities import Ability
    from models.talk import Speaker
    from ui.guide.area import GuideArea
    from ui.talk.board_page import BoardPage
    from ui.talk.editor import PhraseEditor
    from ui.talk.voice import TalkVoice
    from ui.voice.mouth import Mouth

_HELLO, _CALL = "hello", "call_interpreter"
_RECENT = 12


class TalkArea(Area):
    """Holds the talk; the pages show it, the desk translates it in its own lane."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = TalkDesk(services.data)
        self.language = ""
        self.turns: list[Turn] = []
        self._current: Turn | None = None
        self._recent: list[str] = []
        self.languages = LanguagesPage()
        self.languages.chosen.connect(self.talk_in)
        self.languages.phrases_wanted.connect(self.edit_phrases)
        self._looks = QTimer(self)  # the page stands before the system's voices are asked for
        self._looks.setSingleShot(True)
        self._looks.timeout.connect(self._look_for_voices)

    @cached_property
    def page(self) -> TalkPage:
        """The staff's side."""
        page = TalkPage()
        page.phrase_chosen.connect(self.say)
        page.typed.connect(self.type)
        page.show_wanted.connect(self.show_to_visitor)
        page.mark_wanted.connect(self._mark)
        page.board_wanted.connect(self.show_board)
        page.languages_wanted.connect(self.begin)
        page.face_wanted.connect(self.face)
        page.interpreter_wanted.connect(self._call_interpreter)
        page.guide_wanted.connect(lambda: self.guide.begin_in(self.language))
        page.turn_chosen.connect(lambda place: self._bring_up(self.turns[place]))
        return page

    @cached_property
    def visitor(self) -> VisitorPage:
        """The visitor's side."""
        page = VisitorPage()
        page.answered.connect(self._answered)
        page.typed.connect(self._visitor_typed)
        page.closed.connect(self._show_talk)
        page.tools.offer(wanted=True)
        return page

    @cached_property
    def stage(self) -> Stage:
        """How both sides see their pages."""
        stage = Stage(self.frame, self.page, self.visitor)
        stage.end_wanted.connect(self.home_wanted)
        stage.changed.connect(self._staged)
        return stage

    @cached_property
    def mouth(self) -> Mouth:
        """Whoever speaks, and what languages."""
        from ui.talk.which_language import follow_voices
        from ui.voice.mouth import Mouth

        mouth = Mouth(SpeechDesk(self.services.data), self, settings=lambda: self.services.preferences.settings)
        follow_voices(self.languages, self.desk, mouth)
        return mouth

    @cached_property
    def voice(self) -> TalkVoice:
        """What hears and speaks, on both sides."""
        from ui.talk.voice import TalkVoice

        voice = TalkVoice(self.services, self.mouth, self.page, self.visitor, self)
        voice.heard.connect(self._visitor_heard)
        return voice

    @cached_property
    def board(self) -> BoardPage:
        """What both sides point at."""
        from ui.talk.board_page import BoardPage

        page = BoardPage()
        page.chosen.connect(self._pointed_at)
        return page

    @cached_property
    def guide(self) -> GuideArea:
        """The guide in the language of the talk, which goes on behind it."""
        from ui.guide.area import GuideArea

        guide = GuideArea(self.frame, self.services)
        guide.home_wanted.connect(self._show_talk)
        return guide

    @cached_property
    def editor(self) -> PhraseEditor:
        """The office's own phrases."""
        from ui.talk.editor import PhraseEditor

        return PhraseEditor(self.frame, self.services, self.desk)

    def edit_phrases(self) -> None:
        """定型文を直す・足す: between two visitors, not in the middle of a talk."""
        if not self.turns:
            self.language = ""
            self.editor.show()

    # -- ways ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Which language? Models and phrases may have changed since the last visitor."""
        if not self.language:
            self.desk.renew()
        self.languages.show_abilities(self.desk.abilities())
        self.show(self.languages)
        self.languages.focus_first()
        self._looks.start()

    def _look_for_voices(self) -> None:
        self.mouth.look()

    def talk_in(self, language: str) -> None:
        """A talk in this language; one that is going on goes on in it."""
        self.language = language
        ability = self._ability()
        self.page.show_language(ability.language.name_ja, machine=ability.text == "ready")
        self.page.phrases.show_marked(self.services.preferences.settings.favourites, self._recent)
        self.page.phrases.show_language(self.desk.phrasebook, language, partial(self._find, language))
        self._show_talk()
        self.voice.show_language(language, self._showing.word(PRESS), self._showing.word(ALOUD))

    def _ability(self) -> Ability:
        return next(one for one in self.desk.abilities() if one.language.code == self.language)

    def _find(self, language: str, typed: str) -> tuple[str, ...]:
        return self.desk.find(typed, language)

    def _show_talk(self) -> None:
        self.page.show_talk(self.turns)
        self.stage.show_staff()
        self.page.entry.setFocus()

    def go_back(self) -> None:
        """From the visitor's side to staff's, from there to the languages, from there home."""
        standing = self.frame.page()
        if "editor" in vars(self) and standing is self.editor.page:
            self.begin()
        elif self._in_guide:
            self.guide.go_back()
        elif standing is self.languages or not self.language:
            super().go_back()
        elif self.stage.both:
            self.stage.part()
        elif self.stage.stands(standing):
            self.begin()
        else:
            self._show_talk()

    @property
    def _in_guide(self) -> bool:
        return "guide" in vars(self) and self.frame.page() is self.guide.page

    def leave(self) -> None:
        """The talk is wiped: no sentence stays in a page, in the engine's memory or on the disk."""
        language, turns = self.language, len(self.turns)
        self.language, self.turns, self._current = "", [], None
        if "stage" in vars(self):
            self.stage.fold()
        if "voice" in vars(self):
            self.voice.leave()
        self._looks.stop()
        if "mouth" in vars(self):
            self.mouth.leave()
        if "guide" in vars(self):
            self.guide.leave()
        for name in ("page", "visitor"):
            if name in vars(self):
                (self.page.forget if name == "page" else self.visitor.leave)()
        if language:
            self.services.talk.run(partial(self.desk.end, language, turns), _nothing, self.frame.say)

    def search(self) -> None:
        """Ctrl+F, where staff speak."""
        if self._in_guide:
            self.guide.search()
        elif self.language and self.frame.page() is self.page:
            self.page.phrases.search.setFocus()

    # -- saying --------------------------------------------------------------------------------------------------

    def say(self, phrase_id: str, speaker: Speaker) -> None:
        """A phrase of the book; its slots are filled by staff first."""
        japanese = self.desk.phrasebook.phrases[phrase_id].ja
        pairs = self._fill(japanese)
        if pairs is not None:
            self._say(phrase_id, speaker, pairs)

    def _say(self, phrase_id: str, speaker: Speaker, pairs: Mapping[str, tuple[str, str]]) -> None:
        try:
            turn = self.desk.say(phrase_id, self.language, speaker, pairs)
        except KnownError as error:
            self.frame.say(error)
            return
        if turn is not None:
            self._recent = [phrase_id, *(one for one in self._recent if one != phrase_id)][:_RECENT]
            self.page.phrases.show_marked(self.services.preferences.settings.favourites, self._recent)
            self._add(turn)

    def _fill(self, japanese: str) -> Mapping[str, tuple[str, str]] | None:
        """None where staff have thought better of it."""
        slots = sorted(slots_of(japanese))
        if not slots:
            return {}
        names = {"document": self.desk.documents(self.language), "desk": self.desk.desks(self.language)}
        own = self.desk.named_in(self.language) == self.language
        dialog = SlotDialog(japanese, slots, self.language, names, self.frame, named_in_english=not own)
        pairs = dialog.pairs if dialog.exec() else None
        dialog.deleteLater()
        return pairs

    def type(self, text: str, as_is: bool) -> None:
        """A sentence of staff: first said more plainly, where that helps; then translated and judged."""
        proposal = None if as_is else self.desk.plainer(text)
        if proposal is not None:
            self.page.show_help(proposal)
            return
        self._translate(text, "staff")

    def _visitor_typed(self, text: str) -> None:
        self._show_talk()
        self._translate(text, "visitor")

    def _visitor_heard(self, text: str, test_model: bool) -> None:
        """Their own words come back to them first."""
        if self.language:
            self._show(self._showing.heard(text, test_model=test_model))
            self.visitor.entry.setText(text)

    def _translate(self, text: str, speaker: Speaker) -> None:
        do = partial(self.desk.interpret, text, self.language, speaker)
        failed = partial(self._refused, text, speaker)
        self.services.talk.run(do, partial(self._translated, self.language), failed, Waiting("訳しています"))

    def _translated(self, language: str, turn: Turn) -> None:
        """Unless the visitor has gone meanwhile."""
        if self.language == language:
            self.page.entry.clear()
            self._add(turn)

    def _refused(self, text: str, speaker: Speaker, error: Exception) -> None:
        """A refusal is an answer: what to do instead, and phrases that may say the same."""
        if not self.language:
            return
        missing = isinstance(error, MissingAsset)  # what to install is no help to whoever has a visitor waiting
        self.page.banner.say(explained("talk.no_machine", "ja") if missing else words(error))
        similar = self.desk.similar(text, self.language) if speaker == "staff" else ()
        phrases = self.desk.phrasebook.phrases
        self.page.show_help(similar=[(id_, phrases[id_].ja) for id_ in similar])

    def _add(self, turn: Turn) -> None:
        self.turns.append(turn)
        self.page.show_talk(self.turns)
        self._bring_up(turn)
        if self.stage.both and (turn.speaker == "visitor" or not turn.by_machine):  # a machine's goes by F8 alone
            self._show_visitor(turn)

    def _bring_up(self, turn: Turn) -> None:
        self._current = turn
        marked = turn.phrase in self.services.preferences.settings.favourites
        self.page.show_turn(turn, marked=marked, terms=self.desk.terms(turn.ja, turn.language))

    def _mark(self) -> None:
        """Among the favourites of this desk, or no more."""
        if self._current is None or not self._current.phrase:
            return
        id_, before = self._current.phrase, self.services.preferences.settings.favourites
        after = tuple(one for one in before if one != id_) if id_ in before else (*before, id_)
        self.services.preferences.change(self.services.database, self.frame.say, favourites=after)
        self.page.phrases.show_marked(after, self._recent)
        self._bring_up(self._current)

    # -- the visitor's side --------------------------------------------------------------------------------------

    def show_to_visitor(self) -> None:
        """相手に見せる: the current sentence, and what can be answered to it."""
        if self._current is not None:
            self.stage.show_visitor()  # first: a page wears its fonts where it stands
            self._show_visitor(self._current)

    def _show_visitor(self, turn: Turn) -> None:
        self._show(self._showing.turn(turn))

    def _show(self, shown: Shown) -> None:
        self.visitor.show_sentence(shown, self._showing.word(TYPE_HERE))

    @property
    def _showing(self) -> Showing:
        return Showing(self.desk, self.language)

    def face(self) -> None:
        """対面: both sides at once on one screen; and back."""
        if self.stage.both:
            self.stage.part()
        else:
            self.stage.face()

    def _staged(self) -> None:
        """Where both see their pages, the visitor's is never empty."""
        turn = self._current or self.desk.say(_HELLO, self.language, "staff")
        if self.stage.both and turn is not None:
            self._show_visitor(turn)
        self._show_talk()

    def _call_interpreter(self) -> None:
        """Topics that no machine may decide: a person on the telephone, whose number staff now see."""
        self._say(_CALL, "staff", {})
        self.page.show_interpreters(self.services.preferences.settings.interpreters, self._ability().language.name_ja)

    def show_board(self) -> None:
        """指さしボード: in the language of the talk."""
        self.board.show_language(self.desk.phrasebook, self.language)
        self.show(self.board)

    def _pointed_at(self, phrase_id: str) -> None:
        """Whoever points, the other one reads it large; from there the way back leads to the talk."""
        side = self.desk.phrasebook.phrases[phrase_id].side
        self._say(phrase_id, "visitor" if side == "visitor" else "staff", {})
        self.show_to_visitor()

    def _answered(self, phrase_id: str, value: date | int | None) -> None:
        if phrase_id == OTHER_LANGUAGE:
            self.visitor.show_sentence(self._showing.languages())
        elif phrase_id.startswith(SPEAK):
            self.talk_in(phrase_id.removeprefix(SPEAK))
            self._staged()
        elif phrase_id == HEARD_YES:
            self._visitor_typed(self.visitor.entry.text())
        elif phrase_id == HEARD_NO:
            self._show(self._showing.once_more())
        else:
            self._reply(phrase_id, value)

    def _reply(self, phrase_id: str, value: date | int | None) -> None:
        slots = self.desk.phrasebook.phrases[phrase_id].slots
        pairs = {} if value is None else {slot: pair_of(self.language, value) for slot in slots}
        meant = self._current
        self._show_talk()
        self._say(phrase_id, "visitor", pairs)
        if phrase_id == WRONG and meant is not None and self.stage.both:
            self.visitor.entry.setText(meant.other)  # to be said better


def _nothing(_result: object) -> None:
    """A forgotten talk needs no word."""
