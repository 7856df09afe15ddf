"""The office's own phrases and reviews: laid over the shipped ones, and nothing that was ever written is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.translation.languages import JAPANESE
from app.translation.office import Change, Phrasebook, keep, read
from app.translation.phrasebook import base
from app.translation.replies import replies, replies_to
from app.translation.search import PhraseIndex
from app.translation.wording import faults, plain_faults

CHECKED = Change("yes", "vi", "Vâng ạ.", "山田", "2026-11-24", reviewed=True)
OWN = Change(
    "own_001", JAPANESE, "{number}番の窓口です。", "山田", situation="directions", plain="{number}番《ばん》です。"
)


def test_a_reviewed_text_wins_over_the_shipped_one_and_names_who_checked_it() -> None:
    found = Phrasebook([CHECKED]).translation("yes", "vi")
    assert found
    assert (found.text, found.review and (found.review.by, found.review.on)) == (
        "Vâng ạ.",
        ("山田", date(2026, 11, 24)),
    )


def test_another_text_has_to_be_checked_anew() -> None:
    found = Phrasebook([CHECKED, replace(CHECKED, text="Vâng.", reviewed=False)]).translation("yes", "vi")
    assert found
    assert (found.text, found.review) == ("Vâng.", None)


def test_an_empty_text_gives_the_shipped_one_back() -> None:
    shipped = Phrasebook().translation("yes", "vi")
    assert Phrasebook([CHECKED, replace(CHECKED, text="")]).translation("yes", "vi") == shipped


def test_another_japanese_sentence_makes_every_review_of_it_fall() -> None:
    reworded = Change("yes", JAPANESE, "はい、そうです。", "山田", situation="answers", plain="はい、そうです。")
    found = Phrasebook([CHECKED, reworded]).translation("yes", "vi")
    assert found
    assert (found.text, found.review) == ("Vâng ạ.", None)
    again = Phrasebook([CHECKED, reworded, CHECKED]).translation("yes", "vi")
    assert again
    assert again.review


def test_an_own_phrase_is_found_filled_and_taken_away_again() -> None:
    other = Change("own_001", "en", "Please go to window {number}.", "山田")
    book = Phrasebook([OWN, other])
    found = book.translation("own_001", "en", {"number": "3"})
    assert found
    assert found.text == "Please go to window 3."
    assert book.of("directions")[-1].id == "own_001"
    assert book.free_id() == "own_002"
    gone = Phrasebook([OWN, other, replace(OWN, text="")])
    assert "own_001" not in gone.phrases
    assert "own_001" not in gone.book("en").texts


def test_a_translation_with_other_slots_is_never_shown() -> None:
    assert Phrasebook([OWN, Change("own_001", "en", "Window 3.", "山田")]).translation("own_001", "en") is None


def test_the_journal_keeps_every_version_and_survives_a_torn_line(tmp_path: Path) -> None:
    file = tmp_path / "phrases.jsonl"
    keep(file, [CHECKED])
    with file.open("ab") as torn:
        torn.write(b'{"phrase": "no", "lang')
    keep(file, [replace(CHECKED, text="Vâng.")])
    book, lost = read(file)
    assert lost == 1
    assert [one.text for one in book.history("yes", "vi")] == ["Vâng ạ.", "Vâng."]


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b'{"phrase": "yes"}',
        b'{"phrase": "yes", "language": "xx", "text": "a", "by": "b", "on": "2026-11-24"}',
        b'{"phrase": "yes", "language": "vi", "text": 1, "by": "b", "on": "2026-11-24"}',
        b'{"phrase": "yes", "language": "vi", "text": "a", "by": "b", "on": "soon"}',
        b'{"phrase": "x", "language": "ja", "text": "a", "by": "b", "on": "2026-11-24", "situation": "weather"}',
    ],
)
def test_a_foreign_line_of_the_journal_is_left_out_and_counted(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "phrases.jsonl").write_bytes(line + b"\n")
    book, lost = read(tmp_path / "phrases.jsonl")
    assert (len(book.phrases), lost) == (len(base()), 1)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Please pay {yen}.", "en", ()),
        ("Please pay.", "en", ("slots",)),
        ("Please pay {yen} {yen}.", "en", ("slots",)),
        ("Please pay {date}.", "en", ("slots",)),
        ("{yen}を払ってください。", "en", ("japanese",)),
        ("Пожалуйста, {yen}.", "en", ("script",)),
        ("", "en", ("empty", "slots")),
        ("{yen}" + "a" * 200, "en", ("long",)),
        ("{yen} 1234 5678 9010", "en", ("number",)),
        ("请支付{yen}。", "zh-Hans", ()),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(text: str, language: str, found: tuple[str, ...]) -> None:
    assert faults(text, base()["please_pay"].ja, language) == found


def test_plain_japanese_needs_its_readings() -> None:
    assert plain_faults("住所《じゅうしょ》です。", "住所です。") == ()
    assert plain_faults("住所です。", "住所です。") == ("reading",)


def test_phrases_are_found_by_kanji_kana_and_without_accents() -> None:
    index = PhraseIndex(Phrasebook(), (JAPANESE, "vi", "th"))
    for typed in ("トイレ", "といれ", "nha ve sinh", "NHÀ VỆ", "ห้องน้ำ"):
        assert "where_toilet" in index.find(typed), typed
    assert "write_new_address" in index.find("じゅうしょ")
    assert index.find("  ") == ()
    assert index.find("qqqq") == ()


def test_a_sentence_like_a_phrase_finds_it() -> None:
    index = PhraseIndex(Phrasebook(), (JAPANESE, "en"))
    assert index.similar("パスポートを見せてもらえますか")[0] == "show_passport"
    assert index.similar("自転車を直したい") == ()


def test_every_staff_question_can_be_answered_in_every_main_language() -> None:
    book = Phrasebook()
    for phrase in base().values():
        if phrase.side == "staff":
            assert len(replies_to(book, phrase.id, phrase.ja, "en")) >= 2, phrase.id
    assert set(replies().replies) <= set(base())
