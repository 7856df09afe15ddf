"""What a machine says is judged before anybody sees it."""

from __future__ import annotations

import re

import pytest

from app.paths import RESOURCES
from app.sentences import LANGUAGES, explained
from app.translation.engine import Raw
from app.translation.individual import may_hold_number
from app.translation.judge import judge, turned
from app.translation.numbers import numbers_of, same_numbers
from app.translation.phrasebook import base, book
from app.translation.sentences import LONGEST, split_sentences

CODE = (
    "translation/judge",
    "translation/interpret",
    "translation/packages",
    "translation/argos",
    "translation/trial",
    "archive",
)


def raw(text: str, score: float = -0.1) -> Raw:
    return Raw(text, score, "model")


@pytest.mark.parametrize(("source", "made", "score", "reason"), [
    ("住民票が必要です。", "", -0.1, "translation_empty"),
    ("住民票が必要です。", " . ", -0.1, "translation_empty"),
    ("住民票が必要です。", "住民票が必要です", -0.1, "translation_untranslated"),
    ("サラダをください。", "salad salad salad salad please", -0.1, "translation_repeats"),
    ("拍手です。", "(applause) (applause) (applause) (applause)", -0.1, "translation_repeats"),
    ("住民票が必要です。", "Вам нужна справка.", -0.1, "translation_wrong_script"),
    ("住民票が必要です。", "住民票 is needed ですよね はい", -0.1, "translation_wrong_script"),
    ("住民票と印鑑登録証明書と課税証明書が必要です。", "Yes.", -0.1, "translation_wrong_length"),
    ("はい。", "You need a certificate of residence and a seal.", -0.1, "translation_wrong_length"),
    ("住民票が必要です。", "You need a certificate of residence.", -2.0, "translation_unsure"),
])  # fmt: skip
def test_what_would_mislead_by_itself_is_refused(source: str, made: str, score: float, reason: str) -> None:
    assert judge(source, ("ja", "en"), raw(made, score), raw(source)).refusal == reason


@pytest.mark.parametrize(("source", "made", "back", "warning"), [
    ("手数料は三百円です。", "The fee is 400 yen.", "手数料は三百円です。", "numbers_changed"),
    ("手数料は三百円です。", "The fee is 300 yen.", "手数料は四百円です。", "numbers_changed"),
    ("在留カードは使えません。", "You can use the residence card.", "在留カードは使えません。", "negation_changed"),
    ("在留カードが使えます。", "You cannot use the residence card.", "在留カードが使えます。", "negation_changed"),
    ("在留カードが使えます。", "You can use the residence card.", "在留カードは使えません。", "negation_changed"),
    ("転入届を出す。", "Submit the moving-out notification.", "転入届を出す。", "direction_changed"),
    ("午後に来てください。", "Please come at 9 in the morning.", "午後に来てください。", "direction_changed"),
    ("3日以内に来てください。", "Come after more than 3 days.", "3日以内に来てください。", "direction_changed"),
    ("住民票が必要です。", "You need a certificate.", "犬が好きです。", "back_differs"),
    ("住民票と課税証明書が必要です。", "You need a tax certificate.", "課税証明書が必要です。", "words_lost"),
])  # fmt: skip
def test_what_needs_an_eye_is_marked(source: str, made: str, back: str, warning: str) -> None:
    verdict = judge(source, ("ja", "en"), raw(made), raw(back))
    assert verdict.refusal is None
    assert warning in verdict.warnings


@pytest.mark.parametrize(("source", "made"), [
    ("14日以内に届けなければなりません。", "You must notify us within 14 days."),
    ("書類が足りません。", "Some documents are missing."),
    ("土曜日は休みです。", "We are closed on Saturdays."),
    ("印鑑は要りません。", "You do not need a seal."),
    ("在留カードを持っていませんか。", "Do you have a residence card?"),
])  # fmt: skip
def test_what_is_right_passes_unmarked(source: str, made: str) -> None:
    assert judge(source, ("ja", "en"), raw(made), raw(source)).warnings == ()


@pytest.mark.parametrize(("language", "can", "cannot"), [
    ("ms", "Kad ini boleh digunakan.", "Kad ini tidak boleh digunakan."),
    ("hi", "यह कार्ड इस्तेमाल हो सकता है।", "यह कार्ड इस्तेमाल नहीं हो सकता।"),
    ("bn", "আপনি জাপানি কোম্পানির এই কার্ড ব্যবহার করতে পারেন।", "এই কার্ড ব্যবহার করা যাবে না।"),
    ("ur", "یہ کارڈ استعمال ہو سکتا ہے۔", "یہ کارڈ استعمال نہیں ہو سکتا۔"),
    ("fa", "از این کارت می\u200cتوان استفاده کرد.", "از این کارت نمی\u200cتوان استفاده کرد."),
    ("ar", "يمكن استخدام هذه البطاقة.", "لا يمكن استخدام هذه البطاقة."),
    ("tr", "Bu kart kullanılabilir.", "Bu kartı kullanamazsınız; kullanılmayacak."),
])  # fmt: skip
def test_a_no_that_comes_or_goes_is_seen_in_the_language(language: str, can: str, cannot: str) -> None:
    assert turned("このカードは使えません。", "ja", can, language)
    assert turned("このカードは使えます。", "ja", cannot, language)
    assert not turned("このカードは使えます。", "ja", can, language)
    assert not turned("このカードは使えません。", "ja", cannot, language)


@pytest.mark.parametrize("language", ["ms", "hi", "bn", "ur", "fa", "ar", "tr"])
def test_no_phrase_of_the_book_looks_turned_or_miscounted(language: str) -> None:
    marked = {
        id_: text
        for id_, text in book(language).texts.items()
        if turned(base()[id_].ja, "ja", text, language)
        or not same_numbers(numbers_of(base()[id_].ja, "ja"), numbers_of(text, language))
    }
    assert marked == {}


def test_without_a_way_back_the_translation_is_marked() -> None:
    assert judge("はい。", ("ja", "en"), raw("Yes."), None).warnings == ("no_way_back",)


@pytest.mark.parametrize("text", [
    "123456789012", "１２３４５６７８９０１２", "1234 5678 9012", "1234-5678-9012", "1 2 3 4 5 6 7 8 9 0 1 2",
    "12-34-56-78-90-12", "番号は1234.5678.9012です", "一二三四五六七八九〇一二", "123456789012 5", "1234　5678　9012",
    "1234\u200b56789012", "１２３４－５６７８－９０１２", "1234\n5678\n9012", "١٢٣٤٥٦٧٨٩٠١٢", "①②③④⑤⑥⑦⑧⑨①②③",
    "123,456,789,012", "1234ー5678ー9012",
])  # fmt: skip
def test_twelve_digits_in_any_dress_are_seen(text: str) -> None:
    assert may_hold_number(text)


@pytest.mark.parametrize("text", [
    "03-5608-1111", "090-1234-5678", "2026年11月23日 10時30分", "手数料は三百円です。", "1234567890123", "12345678901",
    "2026-11-23", "130-8640",
])  # fmt: skip
def test_other_numbers_are_not_taken_for_one(text: str) -> None:
    assert not may_hold_number(text)


@pytest.mark.parametrize(("text", "sentences"), [
    ("はい。いいえ。", ["はい。", "いいえ。"]),
    ("「はい。」と言った。", ["「はい。」と言った。"]),
    ("（略。）次です！？", ["（略。）次です！？"]),
    ("No. 3 is here. Go on.", ["No. 3 is here.", "Go on."]),
    ("It costs 1.5 yen. Yes!", ["It costs 1.5 yen.", "Yes!"]),
    ("हाँ। नहीं।", ["हाँ।", "नहीं।"]),
    ("نعم؟ لا.", ["نعم؟", "لا."]),
    ("一行\n二行", ["一行", "二行"]),
    ("", []),
])  # fmt: skip
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_an_endless_sentence_is_cut_and_loses_nothing() -> None:
    text = "あ" * 450 + "、" + "い" * 300
    parts = split_sentences(text)
    assert max(map(len, parts)) <= LONGEST
    assert "".join(parts) == text


def test_every_mark_and_refusal_has_its_sentence() -> None:
    folder = RESOURCES.parent / "app"
    code = "\n".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in CODE)
    refusals = set(re.findall(r'(?:yield |Refused\()"([a-z_]+)"', code))
    refusals |= {f"model{end}" for end in re.findall(r'Refused\(f"\{[\w.]+\}([a-z_]+)"', code)}
    marks = {name for name in refusals if name.endswith(("_changed", "_differs", "_lost", "_way_back"))} | {
        "term_missing"
    }
    assert len(refusals - marks) >= 20
    assert len(marks) == 7
    keys = {f"look_at.{mark}" for mark in marks} | {f"refused:{refusal}" for refusal in refusals - marks}
    assert all(explained(key, language) for key in keys for language in LANGUAGES)
