"""The phrasebook asked with a whole sentence, in whichever language it was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from app.translation.languages import JAPANESE
from app.translation.phrasebook import Translation, base, book, slots_of, translation


def phrase_for(text: str, source: str, target: str) -> Translation | None:
    """The phrasebook's translation of the sentence; None where it has none of exactly this sense."""
    phrase_id = _by_text(source).get(_folded(text))
    return translation(phrase_id, target) if phrase_id else None


@cache
def _by_text(language: str) -> Mapping[str, str]:
    """Phrases without slots by their folded text; two that fold alike would leave the sense open, and stay out."""
    texts = {id_: phrase.ja for id_, phrase in base().items()} if language == JAPANESE else book(language).texts
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
