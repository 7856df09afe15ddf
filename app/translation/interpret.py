"""One sentence across the counter: phrasebook, then machine with the office's words, judged, with its way back.

Nothing is stored. What the machine says is never passed on alone: the way back and the warnings go with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.errors import InvalidInput, MissingAsset, Problem, Refused
from app.sentences import bilingual
from app.translation.argos import ArgosEngine
from app.translation.engine import Raw, Translator
from app.translation.glossary import STAND_IN, Terms, glossary, missing_terms, terms_in
from app.translation.individual import may_hold_number
from app.translation.judge import judge
from app.translation.languages import JAPANESE, languages
from app.translation.lookup import Lookup

LONGEST = 1000  # characters of one utterance
Origin = Literal["phrasebook", "glossary+machine", "machine"]


@dataclass(frozen=True)
class Interpretation:
    """What may be shown, and all that must stand beside it.

    `reviewed`: whether a person checked the phrase; None for a machine's. `via`: the English in the middle. `missing`:
    office words that the translation does not name as the office does.
    """

    text: str
    back: str
    origin: Origin
    model: str
    warnings: tuple[str, ...]
    reviewed: bool | None = None
    via: str | None = None
    missing: tuple[str, ...] = ()
    test_model: bool = False


class Interpreter:
    """Both directions of every pair whose models are installed."""

    def __init__(self, engine: ArgosEngine, lookup: Lookup | None = None) -> None:
        """Without a lookup the shipped phrasebook comes first."""
        self._engine = engine
        self._lookup = lookup or Lookup()
        self._translators: dict[tuple[str, str], Translator] = {}

    def interpret(self, text: str, source: str, target: str) -> Interpretation:
        """Refused with a reason and what to do instead; MissingAsset where a model is not installed."""
        said = _checked(text)
        phrase = self._lookup.phrase_for(said, source, target)
        if phrase:
            back = self._lookup.phrase_for(phrase.text, target, source)
            return Interpretation(
                phrase.text, back.text if back else said, "phrasebook", "phrasebook", (), phrase.review is not None
            )
        return self._by_machine(said, source, target)

    def forget(self) -> None:
        """The conversation is over: no sentence of it stays in memory."""
        self._translators.clear()

    def _by_machine(self, said: str, source: str, target: str) -> Interpretation:
        terms = terms_in(said, source, target)
        made, missing = self._with_terms(said, (source, target), terms)
        back = self._back(made, source, target)
        verdict = judge(said, (source, target), made, back)
        if verdict.refusal:
            raise Refused(verdict.refusal)
        lost = ("term_missing",) if missing else ()
        return Interpretation(
            made.text, back.text if back else "", "glossary+machine" if terms and not missing else "machine",
            made.model, (*verdict.warnings, *lost), None, made.via, missing, made.test_model,
        )  # fmt: skip

    def _with_terms(self, said: str, pair: tuple[str, str], terms: Terms) -> tuple[Raw, tuple[str, ...]]:
        """The translation with the office's words in it, by a slot where the machine does not know the one word."""
        translator = self._translator(*pair)
        made = translator.translate(said)
        missing = missing_terms(terms, made.text)
        if pair[0] == JAPANESE and len(missing) == 1:
            slotted = _slotted(translator, said, missing[0], pair[1])
            if slotted and not missing_terms(terms, slotted.text):
                return slotted, ()
        return made, missing

    def _back(self, made: Raw, source: str, target: str) -> Raw | None:
        try:
            return self._translator(target, source).translate(made.text)
        except MissingAsset:
            return None

    def _translator(self, source: str, target: str) -> Translator:
        pair = (source, target)
        if pair not in self._translators:
            codes = [languages()[code].text or code for code in pair]
            self._translators[pair] = self._engine.translator(codes[0], codes[1])
        return self._translators[pair]


def _checked(text: str) -> str:
    said = text.strip()
    if not any(letter.isalnum() for letter in said) or len(said) > LONGEST:
        raise InvalidInput(
            [
                Problem(
                    "TEXT", bilingual("characters", count=len(said)), bilingual("text_between", least=1, most=LONGEST)
                )
            ]
        )
    if may_hold_number(said):
        raise Refused("individual_number")
    return said


def _slotted(translator: Translator, said: str, term: str, target: str) -> Raw | None:
    """The sentence said of a document instead, and the document named in the result; None where that is not sure."""
    made = translator.translate(said.replace(term, STAND_IN))
    names = sorted(glossary(target).get(STAND_IN, ()), key=len, reverse=True)
    standing = next((name for name in names if made.text.lower().count(name.lower()) == 1), None)
    if said.count(term) != 1 or standing is None:
        return None
    start = made.text.lower().index(standing.lower())
    named = glossary(target)[term][0]
    return replace(made, text=made.text[:start] + named + made.text[start + len(standing) :])
