"""Every language's phrases side by side with the base; a failure lists the ids that a translator has to look at."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.data_file import DataError
from app.translation.languages import languages
from app.translation.phrasebook import (
    FOLDER,
    Book,
    Review,
    Translation,
    base,
    book,
    load_base,
    load_book,
    missing,
    phrases,
    situations,
    translation,
)
from app.translation.wording import LONGEST, bare, faults, foreign_letters

FILES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in {"ja", "situations"})
MAIN = {"en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "tl", "pt", "es", "my", "id", "th"}
ENGLISH = re.compile(r"\b(the|please|your|you|this|with|what|would|does)\b", re.IGNORECASE)
"""English words that no other of the languages has."""
SHARED = {"No."}
"""Whole phrases that another language (Spanish, Italian) says with the same letters."""
CHARSETS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
"""Character sets without the other way of writing Chinese."""
RUBY = re.compile(r"([一-鿿々]+)《[ぁ-ゖー]+》")


@pytest.fixture(params=FILES)
def one(request: pytest.FixtureRequest) -> Book:
    return book(request.param)


def test_the_base_holds_enough_for_a_day_at_the_counter() -> None:
    every = base().values()
    assert len(every) >= 320
    assert sum(phrase.core for phrase in every) >= 190
    assert sum(phrase.board for phrase in every) == 60
    assert {phrase.situation for phrase in every} == set(situations())
    assert {situation for situation in situations() if not phrases(situation, "visitor")} == set()
    assert {situation for situation in situations() if not phrases(situation, "staff")} == set()


def test_no_two_phrases_of_the_base_say_the_same() -> None:
    assert _doubles({phrase.id: phrase.ja for phrase in base().values()}) == []
    assert _doubles({phrase.id: phrase.plain for phrase in base().values()}) == []


def test_plain_japanese_has_a_reading_behind_every_kanji() -> None:
    bare = {phrase.id: RUBY.sub("", phrase.plain) for phrase in base().values()}
    assert {id_: text for id_, text in bare.items() if re.search("[一-鿿々《》]", text)} == {}


def test_the_main_languages_are_those_of_the_cover_sheet() -> None:
    assert {language.code for language in languages().values() if language.main} == MAIN


def test_no_phrase_is_missing(one: Book) -> None:
    assert not (ids := missing(one.language)), f"{one.language}.toml: {len(ids)} missing: {', '.join(ids)}"


def test_phrases_are_written_in_the_script_of_the_language(one: Book) -> None:
    language = languages()[one.language]
    wrong = {id_: found for id_, text in one.texts.items() if (found := foreign_letters(text, language))}
    assert wrong == {}, "letters of another script, by phrase"


def test_no_phrase_has_a_fault_that_a_translator_would_be_told(one: Book) -> None:
    wrong = {id_: found for id_, text in one.texts.items() if (found := faults(text, base()[id_].ja, one.language))}
    assert wrong == {}


def test_no_english_is_left(one: Book) -> None:
    if one.language == "en":
        pytest.skip("English itself")
    english = book("en").texts
    assert {id_: text for id_, text in one.texts.items() if ENGLISH.search(bare(text))} == {}
    own = {id_: text for id_, text in one.texts.items() if text not in SHARED and re.search(r"\w", bare(text))}
    same = {id_: text for id_, text in own.items() if text == english[id_]}
    assert same == {}, "word for word as in English"


def test_each_chinese_keeps_to_its_own_characters(one: Book) -> None:
    if one.language not in CHARSETS:
        pytest.skip("not Chinese")
    wrong = {id_: found for id_, text in one.texts.items() if (found := _outside(text, CHARSETS[one.language]))}
    assert wrong == {}, "characters of the other way of writing, by phrase"


def _outside(text: str, charset: str) -> str:
    return "".join(letter for letter in text if not letter.encode(charset, "ignore"))


def test_no_two_phrases_of_a_language_read_the_same(one: Book) -> None:
    assert _doubles(one.texts) == []


def test_phrases_stay_short_enough_for_the_screen(one: Book) -> None:
    assert {id_: len(text) for id_, text in one.texts.items() if len(text) > LONGEST} == {}


def test_a_question_stays_a_question_and_blanks_are_single(one: Book) -> None:
    mark = re.compile("[?？;؟]") if one.language == "el" else re.compile("[?？؟]")
    without = {"th", "my"}  # scripts that need no mark
    wrong = {
        id_: text
        for id_, text in one.texts.items()
        if "  " in text or (one.language not in without and "?" in book("en").texts[id_] and not mark.search(text))
    }
    assert wrong == {}


def _doubles(texts: Mapping[str, str]) -> list[str]:
    counted = Counter(texts.values())
    return [id_ for id_, text in texts.items() if counted[text] > 1]


def test_a_phrase_is_filled_with_its_slots() -> None:
    filled = translation("please_pay", "en", {"yen": "300 yen"})
    assert filled
    assert (filled.text, filled.review) == ("Please pay 300 yen.", None)
    with pytest.raises(KeyError):
        translation("please_pay", "en")


def test_a_date_stays_in_its_own_order_among_letters_from_right_to_left() -> None:
    filled = translation("pay_by", "ar", {"date": "2026-04-20"})
    assert filled
    assert "\u20682026-04-20\u2069" in filled.text
    unfilled = translation("hello", "ar")
    assert unfilled
    assert unfilled.text == book("ar").texts["hello"]


def test_what_is_not_translated_has_no_translation() -> None:
    assert translation("yes", "tlh") is None
    assert translation("yes", "ja") == Translation("はい。", None)


def test_a_phrase_that_both_sides_say_is_found_on_either() -> None:
    assert {"hello", "good_morning"} <= {phrase.id for phrase in phrases("greeting", "visitor")}
    assert {"hello", "may_i_help"} <= {phrase.id for phrase in phrases("greeting", "staff")}
    assert {phrase.situation for phrase in phrases("tax")} == {"tax"}


PHRASE = '[answers.yes]\nside = "visitor"\nja = "はい。"\nplain = "はい。"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[weather.rain]\n", "ja.toml: weather: found 'weather', allowed: greeting, "),
        (PHRASE + "colour = 1\n", "ja.toml: answers.yes.colour: found 'colour', allowed: "),
        (PHRASE.replace('"visitor"', '"guest"'), "ja.toml: answers.yes.side: found 'guest', allowed: "),
        (PHRASE.replace('side = "visitor"\n', ""), "ja.toml: answers.yes.side: found 'nothing', allowed: "),
        (PHRASE + "board = true\n", "ja.toml: answers.yes.board: found True, allowed: core = true"),
        (PHRASE.replace("はい", "{date}") + "core = true\nboard = true\n", "allowed: a phrase without slots"),
        (PHRASE.replace("はい。", "{weekday}。"), "ja.toml: answers.yes.ja: found 'weekday', allowed: date, "),
        (
            PHRASE.replace('plain = "はい。"', 'plain = "{date}"'),
            "allowed: exactly the slots of the Japanese sentence: none",
        ),
        (PHRASE + PHRASE.replace("answers", "money"), "ja.toml: money.yes: found 'yes', allowed: an id that no other"),
        (PHRASE.replace(".yes", ".Yes"), "ja.toml: answers.Yes: found 'Yes', allowed: small Latin letters"),
    ],
)
def test_a_wrong_base_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "ja.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        load_base(tmp_path / "ja.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[phrases", "vi.toml: : found "),
        ("[words]", "vi.toml: words: found 'words', allowed: phrases, reviewed"),
        ('[phrases]\nyess = "Có."', "vi.toml: phrases.yess: found 'yess', allowed: an id of ja.toml"),
        ("[phrases]\nyes = 1", "vi.toml: phrases.yes: found 1, allowed: "),
        ('[phrases]\nyes = ""', "vi.toml: phrases.yes: found '', allowed: one line of text"),
        ('[phrases]\nplease_pay = "{date}"', "vi.toml: phrases.please_pay: found '{date}', allowed: exactly the slots"),
        (
            '[phrases]\nplease_pay = "{yen} {"',
            "found '{yen} {', allowed: exactly the slots of the Japanese sentence: {yen}",
        ),
        (
            '[reviewed]\nyes = { by = "Lan", on = 2026-11-24 }',
            "vi.toml: reviewed.yes: found 'yes', allowed: a phrase of",
        ),
        ('[phrases]\nyes = "Có."\n[reviewed]\nyes = { by = "Lan" }', "vi.toml: reviewed.yes.on: found 'nothing'"),
    ],
)
def test_a_wrong_file_of_a_language_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "vi.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        load_book(tmp_path / "vi.toml", base())


def test_a_phrase_tells_who_checked_it_and_when(tmp_path: Path) -> None:
    text = '[phrases]\nyes = "Có."\nno = "Không."\n[reviewed]\nyes = { by = "Lan", on = 2026-11-24 }\n'
    (tmp_path / "vi.toml").write_text(text, encoding="utf-8")
    found = load_book(tmp_path / "vi.toml", base())
    assert found.reviewed == {"yes": Review("Lan", date(2026, 11, 24))}
    assert found.texts["no"] == "Không."
