"""Everyday questions: the right answer first, and an honest word where there is none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.guide.words import words
from app.journeys.guiding import guide

CASES = Path(__file__).resolve().parents[2] / "cases" / "guide"


def cases(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def right_first(name: str) -> float:
    """The share of the file's questions whose first answer is the right one."""
    told = [
        (found[0].id if (found := guide().search(question, language)) else "", wanted)
        for language, questions in cases(name).items()
        for question, wanted in questions.items()
    ]
    return sum(found in wanted for found, wanted in told) / len(told)


def test_the_right_answer_comes_first_in_nine_of_ten_everyday_questions() -> None:
    assert right_first("questions") >= 0.9


def test_questions_that_nobody_weighed_with_fare_nearly_as_well() -> None:
    assert right_first("held_out") >= 0.8


@pytest.mark.parametrize("language", cases("outside"))
def test_what_the_guide_does_not_know_it_says_so(language: str) -> None:
    for question in cases("outside")[language]["questions"]:
        assert guide().search(question, language) == [], question


@pytest.mark.parametrize(("language", "question", "kind"), [
    ("ja", "ごみ", "waste"), ("ja", "ゴミの捨て方", "waste"), ("en", "garbage", "waste"), ("en", "where is", "office"),
    ("vi", "rác", "waste"), ("ja", "自転車", None), ("ja", "天気", None), ("ja", "", None),
])  # fmt: skip
def test_a_word_for_a_whole_kind_of_answer_names_that_kind(language: str, question: str, kind: str | None) -> None:
    assert guide().kind_meant(question, language) == kind


@pytest.mark.parametrize("language", words())
def test_every_answer_is_found_by_its_own_title_in_every_language(language: str) -> None:
    lost = [
        entry.texts[language].title
        for entry in guide().entries
        if entry.id not in {answer.id for answer in guide().search(entry.texts[language].title, language)}
    ]
    assert lost == []


@pytest.mark.parametrize("language", words())
def test_a_wrong_letter_does_no_harm_to_the_bicycle(language: str) -> None:
    """The last letter of the word is doubled, and for a visitor with no accents typed in plain letters."""
    word = next(entry for entry in guide().entries if entry.id == "bicycle").texts[language].title
    assert guide().search(word + word[-1], language)[0].id == "bicycle"


def test_japanese_and_english_words_are_understood_whatever_the_language_of_the_answer() -> None:
    for question in ("冷蔵庫", "fridge"):
        assert guide().search(question, "vi")[0].title == "tủ lạnh"


@pytest.mark.parametrize("question", ["", "   ", "?!", "。", "\0", "あ" * 5000, "🚲", "的", "ก", "a"])
def test_a_question_without_words_has_no_answer_and_does_no_harm(question: str) -> None:
    assert isinstance(guide().search(question, "ja"), list)


def test_small_and_large_kana_widths_and_katakana_are_the_same_word() -> None:
    for spelling in ("じてんしゃ", "ジテンシヤ", "ｼﾞﾃﾝｼｬ"):
        assert guide().search(spelling, "ja")[0].id == "bicycle", spelling
