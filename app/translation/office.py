"""The office's own phrases, corrections and reviews, kept beside the shipped phrasebook: a journal, nothing is lost.

The phrasebook of a counter is the shipped one with the journal's changes laid over it, the last one of a text winning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import get_args

from app import clock, journal
from app.translation import phrasebook as shipped
from app.translation.languages import JAPANESE, languages
from app.translation.phrasebook import Book, Phrase, Review, Side, Translation, filled, situations
from app.translation.wording import faults

OWN = "own_"
"""How the ids of the office's own phrases begin."""


@dataclass(frozen=True)
class Change:
    """A text as it stands from then on; an empty one gives the shipped text back, or takes an own phrase away.

    `reviewed`: `by` has checked it. Situation, side and plain Japanese belong to a phrase's own Japanese alone.
    """

    phrase: str
    language: str
    text: str
    by: str
    on: str = field(default_factory=lambda: clock.today().isoformat())
    reviewed: bool = False
    situation: str = ""
    side: Side = "staff"
    plain: str = ""

    @property
    def fits(self) -> bool:
        """Whether it is one that this program could have written."""
        try:
            date.fromisoformat(self.on)
        except ValueError:
            return False
        known = self.language in languages() and self.side in get_args(Side)
        return known and (self.language != JAPANESE or not self.text or self.situation in situations())


class Phrasebook:
    """Every phrase and its translations on this counter."""

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self._changes: Mapping[str, list[Change]] = defaultdict(list)
        self.phrases: dict[str, Phrase] = dict(shipped.base())
        self._reworded: dict[str, int] = {}
        for place, change in enumerate(changes):
            self._changes[change.language].append(change)
            if change.language == JAPANESE:
                self._take_phrase(place, change)
        self._order = {id(change): place for place, change in enumerate(changes)}
        self._books: dict[str, Book] = {}

    def _take_phrase(self, place: int, change: Change) -> None:
        old = self.phrases.get(change.phrase)
        if not change.text:
            self.phrases.pop(change.phrase, None)
            if change.phrase in shipped.base():
                self.phrases[change.phrase] = shipped.base()[change.phrase]
            return
        kept = replace(old, ja=change.text, plain=change.plain) if old else None
        new = Phrase(change.phrase, change.situation, change.side, change.text, change.plain)
        self.phrases[change.phrase] = kept or new
        if old and old.ja != change.text:
            self._reworded[change.phrase] = place

    def book(self, language: str) -> Book:
        """The language's translations, with the office's over the shipped ones."""
        if language not in self._books:
            self._books[language] = self._laid_over(shipped.book(language))
        return self._books[language]

    def _laid_over(self, book: Book) -> Book:
        texts, reviewed = dict(book.texts), dict(book.reviewed)
        for id_ in self._reworded:
            reviewed.pop(id_, None)
        for change in self._changes.get(book.language, ()):
            self._take_text(change, book, texts, reviewed)
        for id_ in set(texts) - self.phrases.keys():
            texts.pop(id_)
            reviewed.pop(id_, None)
        return Book(book.language, texts, reviewed)

    def _take_text(self, change: Change, book: Book, texts: dict[str, str], reviewed: dict[str, Review]) -> None:
        """A review goes with its text: another text, or another Japanese, has to be checked anew."""
        id_, phrase = change.phrase, self.phrases.get(change.phrase)
        text = change.text or book.texts.get(change.phrase, "")
        reviewed.pop(id_, None)
        if phrase is None or not text or "slots" in faults(text, phrase.ja, book.language):
            texts.pop(id_, None)
            return
        texts[id_] = text
        if not change.text and id_ in book.reviewed:
            reviewed[id_] = book.reviewed[id_]
        elif change.text and change.reviewed and self._order[id(change)] > self._reworded.get(id_, -1):
            reviewed[id_] = Review(change.by, date.fromisoformat(change.on))

    def translation(self, phrase_id: str, language: str, slots: Mapping[str, str] | None = None) -> Translation | None:
        """The phrase in the language, its slots filled; None where it is not translated. KeyError for an open slot."""
        japanese = language == JAPANESE
        text = self.phrases[phrase_id].ja if japanese else self.book(language).texts.get(phrase_id)
        if text is None:
            return None
        review = None if japanese else self.book(language).reviewed.get(phrase_id)
        return Translation(filled(text, language, slots or {}), review)

    def of(self, situation: str) -> list[Phrase]:
        """The phrases of a situation, the office's own last."""
        return [phrase for phrase in self.phrases.values() if phrase.situation == situation]

    def free_id(self) -> str:
        """For one more phrase of the office: never one that was ever used."""
        used = [change.phrase for changes in self._changes.values() for change in changes]
        numbers = [int(id_.removeprefix(OWN)) for id_ in used if id_.removeprefix(OWN).isdigit()]
        return f"{OWN}{max(numbers, default=0) + 1:03}"

    def history(self, phrase_id: str, language: str) -> list[Change]:
        """Every version that the office gave a text, the oldest first."""
        return [change for change in self._changes.get(language, ()) if change.phrase == phrase_id]


def read(file: Path | None) -> tuple[Phrasebook, int]:
    """The counter's phrasebook, and how many lines of the journal could not be read. Without a file the shipped one."""
    if file is None:
        return Phrasebook(), 0
    rows, torn = journal.records(file)
    changes = [change for change in map(_change, rows) if change]
    return Phrasebook(changes), torn + len(rows) - len(changes)


def _change(row: dict[str, object]) -> Change | None:
    try:
        change = Change(**row)  # type: ignore[arg-type] # whatever does not fit is found below
    except TypeError:
        return None
    texts = (change.phrase, change.language, change.text, change.by, change.on, change.situation, change.plain)
    return change if all(isinstance(text, str) for text in texts) and change.fits else None


def keep(file: Path, changes: Sequence[Change]) -> None:
    """Add changes to the journal; StorageFailure where the disk says no."""
    journal.append(file, [asdict(change) for change in changes])
