"""Interpreting at the counter: one conversation after the other, its phrases, its machine, and the models of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app import clock, journal
from app.archive import Taking
from app.errors import InvalidInput, Problem, Refused, StorageFailure
from app.journeys.models import take_in
from app.journeys.speech import SpeechDesk
from app.procedures.load import desks
from app.sentences import bilingual, explained
from app.translation import office, packages
from app.translation.abilities import Ability, abilities
from app.translation.argos import ArgosEngine
from app.translation.bikram import calendar
from app.translation.exchange import Difference, Kind, differences, exported
from app.translation.glossary import glossary, terms_in
from app.translation.individual import may_hold_number
from app.translation.interpret import Interpretation, Interpreter
from app.translation.languages import JAPANESE
from app.translation.lookup import Lookup
from app.translation.plain import Proposal, plainer
from app.translation.replies import replies_to
from app.translation.search import PhraseIndex
from app.translation.wording import faults
from forms.cover_words import closest, languages, words_of
from models.talk import Speaker, Turn

if TYPE_CHECKING:
    from app.paths import DataFolder

_TRIALS = {"ja": "こんにちは。", "en": "Hello.", "zh": "你好。", "ko": "안녕하세요.", "ar": "مرحبا."}
"""A first sentence for a model, by the engine's code of its language."""


@dataclass(frozen=True)
class Model:
    """An installed model; `damaged`: a file of it is no longer what was installed."""

    package: packages.Package
    damaged: bool


@dataclass(frozen=True)
class Installed:
    """What was taken in, and for a translation a first sentence: what was said, what it made of it."""

    package: packages.Package
    said: str = ""
    made: str = ""


class TalkDesk:
    """What the talk's pages call. `interpret` and what touches models take their time: those run in a lane."""

    def __init__(self, data: DataFolder | None = None) -> None:
        """Without a data folder: the shipped phrases, no machine, nothing kept."""
        self._data = data
        self._indexes: dict[str, PhraseIndex] = {}

    @cached_property
    def phrasebook(self) -> office.Phrasebook:
        return office.read(self._data.phrases if self._data else None)[0]

    @cached_property
    def _engine(self) -> ArgosEngine:
        return ArgosEngine(self._data.models if self._data else None)

    @cached_property
    def _interpreter(self) -> Interpreter:
        return Interpreter(self._engine, Lookup(self.phrasebook))

    def abilities(self, system_voices: frozenset[str] = frozenset()) -> list[Ability]:
        """What works for each language on this counter; `system_voices`: the languages that the system speaks."""
        speech = SpeechDesk(self._data)
        return abilities(self._models, self.phrasebook, speech.heard(), speech.spoken() | system_voices)

    # -- phrases -------------------------------------------------------------------------------------------------

    def similar(self, text: str, language: str) -> tuple[str, ...]:
        """Phrases that may say the same, for where a machine is refused."""
        self.find("", language)
        return self._indexes[language].similar(text)

    def find(self, typed: str, language: str) -> tuple[str, ...]:
        """Phrases by some letters in Japanese or in the language."""
        if language not in self._indexes:
            self._indexes[language] = PhraseIndex(self.phrasebook, (JAPANESE, language))
        return self._indexes[language].find(typed)

    def say(
        self, phrase_id: str, language: str, speaker: Speaker, slots: Mapping[str, tuple[str, str]] | None = None
    ) -> Turn | None:
        """A phrase as a turn; each slot in Japanese and in the language. None where it is not translated.

        Refused where a slot may hold an individual number.
        """
        both = slots or {}
        if any(may_hold_number(text) for pair in both.values() for text in pair):
            raise Refused("individual_number")
        japanese = self.phrasebook.translation(phrase_id, JAPANESE, {key: pair[0] for key, pair in both.items()})
        other = self.phrasebook.translation(phrase_id, language, {key: pair[1] for key, pair in both.items()})
        if japanese is None or other is None:
            return None
        return Turn(
            speaker, language, japanese.text, other.text, phrase_id, reviewed=other.review is not None,
            warnings=_converted(both),
        )  # fmt: skip

    def replies(self, turn: Turn) -> tuple[str, ...]:
        """The phrases that the visitor can touch in answer."""
        return replies_to(self.phrasebook, turn.phrase, turn.ja, turn.language)

    def documents(self, language: str) -> Mapping[str, str]:
        """The papers that may stand in a sentence: Japanese name → the language's."""
        spoken = self.named_in(language)
        named = {term: names[0] for term, names in glossary(spoken).items()}
        return {**named, **words_of(spoken).things}

    def desks(self, language: str) -> Mapping[str, str]:
        """The desks of the house: Japanese name → the language's."""
        own = words_of(language).desks
        return {desk.name_ja: own.get(desk.name_ja) or desk.name_en for desk in desks().values()}

    def named_in(self, language: str) -> str:
        """The language in which papers and desks are named: English where there are no names in the visitor's."""
        return closest(language, languages())

    # -- sentences -----------------------------------------------------------------------------------------------

    def interpret(self, text: str, language: str, speaker: Speaker) -> Turn:
        """A typed sentence; Refused with a reason, MissingAsset where no model is there."""
        pair = (JAPANESE, language) if speaker == "staff" else (language, JAPANESE)
        made = self._interpreter.interpret(text, *pair)
        ja, other = (text.strip(), made.text) if speaker == "staff" else (made.text, text.strip())
        phrase = Lookup(self.phrasebook).id_of(text, pair[0]) if made.origin == "phrasebook" else ""
        return Turn(
            speaker, language, ja, other, phrase, made.back if made.reviewed is None else "", made.via or "",
            made.reviewed, _warnings(made), made.test_model,
        )  # fmt: skip

    def terms(self, japanese: str, language: str) -> Mapping[str, tuple[str, ...]]:
        """The office's words in a sentence, and what the language calls them."""
        return terms_in(japanese, JAPANESE, language)

    def plainer(self, japanese: str) -> Proposal | None:
        """How it could be said more plainly; None where it is plain."""
        proposal = plainer(japanese)
        return None if proposal == Proposal(japanese, ()) else proposal

    # -- the office's own phrases --------------------------------------------------------------------------------

    def faults(self, text: str, japanese: str, language: str) -> list[str]:
        """What is wrong with a translation, in sentences."""
        return self.told(faults(text, japanese, language))

    def told(self, codes: Sequence[str]) -> list[str]:
        return [explained(f"wording.{code}", "ja") for code in codes]

    def keep(self, changes: Sequence[office.Change]) -> None:
        """Into the journal; from then on they are said. Refused where one may hold an individual number."""
        if any(may_hold_number(text) for one in changes for text in (one.text, one.plain, one.by)):
            raise Refused("number_in_phrase")
        if self._data is None:
            raise StorageFailure("folder_not_writable")
        office.keep(self._data.phrases, changes)
        self.renew()

    def exported(self, language: str, kind: Kind, *, unreviewed: bool) -> bytes:
        """For a translator."""
        return exported(self.phrasebook, language, kind, unreviewed=unreviewed)

    def differences(self, language: str, file: Path) -> list[Difference]:
        """What a returned file would change. InvalidInput where it is none."""
        try:
            content = file.read_bytes()
        except OSError:
            raise InvalidInput([Problem("FILE", file.name, bilingual("readable"))]) from None
        return differences(self.phrasebook, language, content)

    # -- models --------------------------------------------------------------------------------------------------

    def models(self) -> list[Model]:
        """Every installed model, its files compared with what was installed."""
        folder = self._models
        found = packages.installed(folder) if folder else []
        return [Model(one, bool(folder and packages.damaged(folder, one))) for one in found]

    def install(self, file: Path, expected: str, taking: Taking) -> Installed:
        """Take a model in and let it say a first sentence. Refused or InvalidInput: nothing is left behind."""
        if self._models is None:
            raise StorageFailure("folder_not_writable")
        package = take_in(self._models, file, expected or None, taking)
        self.renew()
        if package.kind != packages.TRANSLATION:
            return Installed(package)
        said = _TRIALS.get(package.source, _TRIALS["en"])
        made = self._engine.direction((package.source, package.target)).translate(said)
        return Installed(package, said, made.text)

    def remove(self, model: str) -> None:
        """Take a model away; InvalidInput where it is not there."""
        if self._models is not None:
            self.close()
            packages.remove(self._models, model)
            self.renew()

    @property
    def _models(self) -> Path | None:
        return self._data.models if self._data else None

    # -- the end -------------------------------------------------------------------------------------------------

    def end(self, language: str, turns: int) -> None:
        """Forget every sentence; of a conversation its day, its language and its turns are counted."""
        if "_interpreter" in vars(self):
            self._interpreter.forget()
        if self._data and turns:
            counted = {"on": clock.today().isoformat(), "language": language, "turns": turns}
            journal.append(self._data.talks, [counted])

    def close(self) -> None:
        """Give the memory of every model back."""
        if "_engine" in vars(self):
            self._engine.close()

    def renew(self) -> None:
        """Models or phrases have changed: what is asked from now on sees them."""
        self.close()
        for name in ("phrasebook", "_engine", "_interpreter"):
            vars(self).pop(name, None)
        self._indexes.clear()


def _converted(slots: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """A date by the calendar of Nepal is converted by us: staff are told to look at the Western one."""
    said = any(calendar().era in there for _, there in slots.values())
    return (explained("look_at.converted_date", "ja"),) if said else ()


def _warnings(made: Interpretation) -> tuple[str, ...]:
    return tuple(explained(f"look_at.{one}", "ja") for one in made.warnings)
