"""What was heard made readable: blanks, and the office's words by their reading, each repair told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.data_file import DataError
from app.paths import RESOURCES
from app.speech.tidy import Repair, load_spellings, spellings, tidy


@pytest.mark.parametrize(
    ("language", "text"),
    [("ja", "住民票の写し"), ("zh-Hans", "住民票の写し"), ("en", "住民票 の 写し"), ("ko", "住民票 の 写し")],
)
def test_japanese_and_chinese_have_no_blanks(language: str, text: str) -> None:
    assert tidy(["住民票", "の", "写し"], language).text == text


@pytest.mark.parametrize(
    ("heard", "text", "repairs"),
    [
        ("十 民 表 を ください", "住民票をください", [("十民表", "住民票")]),
        ("住民 表 お願い し ます", "住民票お願いします", [("住民表", "住民票")]),
        ("てん 入 届け", "転入届", [("てん入届け", "転入届")]),
        ("テンシュツ 届け", "転出届", [("テンシュツ届け", "転出届")]),
        ("国民 健康 保健", "国民健康保険", [("国民健康保健", "国民健康保険")]),
        ("照明 書 と 店 居 届", "証明書と転居届", [("照明書", "証明書"), ("店居届", "転居届")]),
        ("番号 ふだ", "番号札", [("番号ふだ", "番号札")]),
        ("世帯 主 は 私 です", "世帯主は私です", []),
        ("点数 と 住人 と 店 に 入る と 届けます", "点数と住人と店に入ると届けます", []),
        ("", "", []),
    ],
)
def test_an_office_word_is_known_by_its_reading_and_every_repair_is_told(
    heard: str, text: str, repairs: list[tuple[str, str]]
) -> None:
    found = tidy(heard.split(), "ja")
    assert found.heard == heard.replace(" ", "")
    assert (found.text, found.repairs) == (text, tuple(Repair(*one) for one in repairs))


def test_no_office_word_is_repaired_itself() -> None:
    for word in spellings().words:
        assert tidy([word], "ja").repairs == ()


def test_other_languages_are_not_repaired() -> None:
    assert tidy(["十", "民", "表"], "zh-Hans").text == "十民表"


def test_a_word_without_its_sounds_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "hearing.toml"
    shipped = (RESOURCES / "speech" / "hearing.toml").read_text(encoding="utf-8")
    file.write_text(shipped + '"転籍届" = ["てん", "せき", "とどけ"]\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.転籍届: found \['せき'\]"):
        load_spellings(file)
