"""The office's words: complete in every main language, explained in plain Japanese, and one with the cover sheet."""

from __future__ import annotations

import re

import pytest

from app.translation.glossary import FOLDER, glossary, meaning
from app.translation.languages import languages
from forms.cover_words import languages as covers

MAIN = tuple(code for code, language in languages().items() if language.main)
ELSEWHERE = {"コンビニ交付", "転校", "離婚届", "マイナポータル"}
"""What the cover sheet says of these fits its own place in the table only (a way to file, a public school)."""


def flat(text: str) -> str:
    """Without what stands in brackets, blanks and places to break a line."""
    return re.sub(r"[（(][^()（）]*[)）]$|[\s\u200b-]", "", text.strip()).casefold()


@pytest.mark.parametrize("language", MAIN)
def test_every_main_language_has_the_offices_words(language: str) -> None:
    assert len(glossary(language)) >= 200


def test_every_word_is_explained_in_plain_japanese() -> None:
    terms = {term for file in FOLDER.glob("*.toml") for term in glossary(file.stem)}
    assert [term for term in sorted(terms) if not meaning(term)] == []
    assert [term for term in sorted(terms) if len(meaning(term)) > 40] == []
    assert meaning("ない言葉") == ""


@pytest.mark.parametrize("language", MAIN)
def test_a_word_is_written_in_the_script_of_its_language(language: str) -> None:
    spoken = languages()[language]
    for term, names in glossary(language).items():
        for name in names:
            bare = re.sub(r"[（(].*?[)）]|[A-Za-zマイナポータル]", "", name)
            strange = [one for one in bare if one.isalpha() and not spoken.writes(one)]
            assert strange == [], f"{term}: {name}"


@pytest.mark.parametrize("language", MAIN)
def test_a_word_has_the_name_that_it_has_on_the_visitors_cover_sheet(language: str) -> None:
    cover = covers()[language]
    said = {**cover.desks, **cover.things, **cover.procedures}
    for term, names in glossary(language).items():
        if term in said and term not in ELSEWHERE:
            assert flat(said[term]) in {flat(name) for name in names}, term
