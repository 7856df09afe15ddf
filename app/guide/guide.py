"""The guide's two questions: what is the answer to this, and what is there of this kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.guide.entries import UNSURE, Entry, Kind, load_entries
from app.guide.search import Index
from app.guide.words import words


@dataclass(frozen=True)
class Answer:
    """An answer in the visitor's language; `unsure` is the sentence that says so, empty where it is sure."""

    id: str
    kind: Kind
    title: str
    text: str
    category: str
    source: str
    confidence: str
    unsure: str


class Guide:
    """All that the guide knows; an index is made of it for each language that is asked for."""

    def __init__(self, more: Iterable[Entry] = ()) -> None:
        self.entries = (*load_entries(words()), *more)
        self._by_id = {entry.id: entry for entry in self.entries}
        self._indexes: dict[str, Index] = {}

    def search(self, question: str, language: str, most: int = 5) -> list[Answer]:
        """The likeliest answers in the language, the best first; none where the guide does not know.

        KeyError for a language that the guide does not speak.
        """
        return [self.answer(hit.entry, language) for hit in self._index(language).search(question, most)]

    def kind_meant(self, question: str, language: str) -> Kind | None:
        """The kind that the question names without saying more; None where it says more, or nothing."""
        return self._index(language).kind_meant(question)

    def _index(self, language: str) -> Index:
        if language not in self._indexes:
            self._indexes[language] = Index(self.entries, words(), language)
        return self._indexes[language]

    def entry(self, id_: str) -> Entry:
        """KeyError where there is no such answer."""
        return self._by_id[id_]

    def of_kind(self, kind: Kind, language: str) -> list[Answer]:
        """Every answer of a kind."""
        return [self.answer(entry, language) for entry in self.entries if entry.kind == kind]

    def answer(self, entry: Entry, language: str) -> Answer:
        """An answer in a language."""
        text = entry.texts[language]
        unsure = words()[language].unsure if entry.confidence in UNSURE else ""
        return Answer(
            entry.id, entry.kind, text.title, text.text, text.category, entry.source, entry.confidence, unsure
        )
