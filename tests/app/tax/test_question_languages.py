"""The visitor's languages of the tax questions: every text in each of them, and nothing that is asked nowhere."""

import tomllib

import pytest

from app.paths import RESOURCES
from app.tax.questions import FILE, questions, texts, translations

LANGUAGES = translations()


def asked() -> set[str]:
    return {text["ja"] for text in texts(tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8")))}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_has_every_text_and_no_other(language: str) -> None:
    _, words = LANGUAGES[language]
    assert sorted(asked() - words.keys()) == []
    assert sorted(words.keys() - asked()) == []
    assert [japanese for japanese, text in words.items() if not text.strip()] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_is_offered_by_its_own_name_and_stands_beside_the_japanese(language: str) -> None:
    name, words = LANGUAGES[language]
    assert questions().languages[language] == name
    first = questions().filer[0].title
    assert first[language] == words[first["ja"]]
