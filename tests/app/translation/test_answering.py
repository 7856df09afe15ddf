"""What visitors say in answer, as the answer of the field; what fits two answers is none."""

from __future__ import annotations

from datetime import date

import pytest

from app.translation.answering import chosen, day, number

YES_NO = {
    "en": {"yes": "Yes.", "no": "No.", "do_not_know": "I don't know."},
    "zh-Hans": {"yes": "是。", "no": "不是。", "do_not_know": "我不清楚。"},
    "ko": {"yes": "네.", "no": "아니요.", "do_not_know": "모르겠습니다."},
    "vi": {"yes": "Vâng.", "no": "Không.", "do_not_know": "Tôi không biết."},
    "hi": {"yes": "जी हाँ।", "no": "जी नहीं।", "do_not_know": "मुझे नहीं पता।"},
    "ja": {"yes": "はい。", "no": "いいえ。", "do_not_know": "分かりません。"},
}
ENGLISH = [
    (name,) for name in ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                         "October", "November", "December")
]  # fmt: skip
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("language", "heard", "answer"), [
    ("en", "yes", "yes"), ("en", "no thanks", "no"), ("en", "i don't know", "do_not_know"), ("en", "yeah yes", "yes"),
    ("en", "yes no", None), ("en", "now", None), ("en", "", None), ("zh-Hans", "不是", "no"),
    ("zh-Hans", "是的", "yes"),
    ("zh-Hans", "我不清楚", "do_not_know"), ("ko", "아니요", "no"), ("vi", "tôi không biết", "do_not_know"),
    ("vi", "không", "no"), ("hi", "जी नहीं", "no"), ("hi", "जी हाँ", "yes"), ("ja", "はい", "yes"),
    ("ja", "いいえ違います", "no"), ("ja", "わかりません", "do_not_know"),
])  # fmt: skip
def test_yes_and_no_are_known_in_the_visitors_words(language: str, heard: str, answer: str | None) -> None:
    assert chosen(heard, YES_NO[language], language) == answer


def test_a_choice_is_known_by_its_words_and_two_are_none() -> None:
    offered = {"kokuho": "National Health Insurance", "shaho": "Company health insurance"}
    assert chosen("i have national health insurance", offered, "en") == "kokuho"
    assert chosen("national health insurance and company health insurance", offered, "en") is None
    assert chosen("insurance", offered, "en") is None


@pytest.mark.parametrize(("language", "heard", "value"), [
    ("en", "seventy thousand", 70_000), ("en", "7 0 0 0", 7000),
    ("en", "seven zero zero", 700), ("en", "seven or eight", None), ("en", "hello", None),
    ("ja", "七万円", 70_000), ("ja", "三", 3), ("ja", "12,300円", 12_300), ("zh-Hans", "三万元", 30_000),
    ("en", "9999999999", None),
])  # fmt: skip
def test_a_number_is_one_number(language: str, heard: str, value: int | None) -> None:
    assert number(heard, language) == value


@pytest.mark.parametrize(("language", "heard", "value"), [
    ("en", "March 5, 2024", date(2024, 3, 5)), ("en", "the fifth of march", date(2026, 3, 5)),
    ("en", "december 24", date(2026, 12, 24)), ("en", "3 5 2024", None), ("en", "february 30", None),
    ("en", "march 5 or april 6", None), ("ja", "2024年3月5日", date(2024, 3, 5)),
    ("ja", "三月五日です", date(2026, 3, 5)),
    ("ja", "二千二十四年 十二月 二十四日", date(2024, 12, 24)), ("zh-Hans", "二〇二四年三月五号", date(2024, 3, 5)),
    ("ko", "2024년 3월 5일", date(2024, 3, 5)),
])  # fmt: skip
def test_a_day_needs_its_month_by_name_or_by_mark(language: str, heard: str, value: date | None) -> None:
    assert day(heard, language, ENGLISH, TODAY) == value
