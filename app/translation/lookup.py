"""The phrasebook asked with a whole sentence, in whichever language it was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from app.translation.languages import JAPANESE
from app.translation.office import Phrasebook
from app.translation.phrasebook import Translation, slots_of


class Lookup:
    """Of one counter's phrasebook; a language is folded when it is first asked for."""

    def __init__(self, phrasebook: Phrasebook | None = None) -> None:
        self._phrasebook = phrasebook or Phrasebook()
        self._texts: dict[str, Mapping[str, str]] = {}

    def id_of(self, text: str, language: str) -> str:
        """The phrase that says exactly this; empty where there is none."""
        if language not in self._texts:
            self._texts[language] = _by_text(self._phrasebook, language)
        return self._texts[language].get(_folded(text), "")

    def phrase_for(self, text: str, source: str, target: str) -> Translation | None:
        """The phrasebook's translation of the sentence; None where it has none of exactly this sense."""
        phrase_id = self.id_of(text, source)
        return self._phrasebook.translation(phrase_id, target) if phrase_id else None


def _by_text(phrasebook: Phrasebook, language: str) -> Mapping[str, str]:
    """Phrases without slots by their folded text; two that fold alike would leave the sense open, and stay out."""
    japanese = language == JAPANESE
    texts = {id_: one.ja for id_, one in phrasebook.phrases.items()} if japanese else phrasebook.book(language).texts
    found: dict[str, str] = {}
    doubled = set()
    for id_, text in texts.items():
        if not slots_of(text):
            folded = _folded(text)
            doubled |= {folded} & found.keys()
            found[folded] = id_
    return {folded: id_ for folded, id_ in found.items() if folded not in doubled}


def _folded(text: str) -> str:
    """Without widths, capitals and blanks; a point at the end says nothing, a question mark does."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", plain).strip().rstrip("。.！!")
