"""やさしい日本語 proposed, and the office's words in other languages."""

from pathlib import Path
from typing import get_args

import pytest

from app.data_file import DataError
from app.translation.glossary import glossary, load_glossary, missing_terms, terms_in
from app.translation.languages import foreign_languages
from app.translation.plain import Hint, Proposal, hint_text, plainer

MACHINE_LANGUAGES = [language.code for language in foreign_languages() if language.main and language.text]


@pytest.mark.parametrize(("hard", "plain"), [
    ("こちらにご記入をお願いいたします。", "こちらに書いてください。"),
    ("本人確認書類をご持参ください。", "本人確認書類を持ってきてください。"),
    ("氏名及び住所をご確認ください。", "名前と住所を確かめてください。"),
    ("転入届を出してください。", "引っ越してきたことを知らせる紙（転入届）を出してください。"),
    ("紙（転入届）を出してください。", "紙（転入届）を出してください。"),
    ("印鑑は不要です。", "印鑑はいりません。"),
    ("14日以内に届けなければなりません。", "14日以内に届けないといけません。"),
    ("再発行は不可能です。", "再発行はできません。"),
])  # fmt: skip
def test_office_words_are_proposed_in_plain_ones(hard: str, plain: str) -> None:
    assert plainer(hard).text == plain


def test_what_rules_cannot_mend_is_hinted_at() -> None:
    long = (
        "お持ちの住民票は発行から三か月が過ぎていますので、新しいものを取っていただいて、それから窓口に出してください。"
    )
    assert plainer(long).hints == ("long",)
    assert "several" in plainer("引っ越しましたので、転入届を出して、それから保険に入ってください。").hints
    assert plainer("使えないわけではありません。").hints == ("double_negation",)
    assert plainer("届けなければなりません。").hints == ()
    assert plainer("確認させていただきます。").hints == ("honorific",)
    assert plainer("住民票が必要です。") == Proposal("住民票が必要です。", ())
    assert all(hint_text(hint).endswith("。") for hint in get_args(Hint))


def test_a_proposal_is_a_fixed_point() -> None:
    for text in ("転入届及び委任状をご提示ください。", "世帯主の氏名"):
        once = plainer(text).text
        assert plainer(once).text == once


@pytest.mark.parametrize("language", MACHINE_LANGUAGES)
def test_every_main_language_with_a_machine_has_the_offices_words(language: str) -> None:
    terms = glossary(language)
    assert len(terms) >= 55
    assert {"書類", "住民票", "転入届", "在留カード", "国民健康保険"} <= terms.keys()
    for term, names in terms.items():
        assert missing_terms({term: names}, f"… {names[0]} …") == ()
        assert len(set(names)) == len(names), term


def test_the_longer_word_is_meant_where_one_holds_the_other() -> None:
    assert set(terms_in("国民健康保険証と印鑑登録証明書", "ja", "en")) == {"国民健康保険証", "印鑑登録証明書"}


def test_a_term_is_a_whole_word_in_languages_with_blanks() -> None:
    assert terms_in("I drink coffee.", "en", "ja") == {}
    assert dict(terms_in("The fees are 300 yen.", "en", "ja")) == {"fee": ("手数料",)}


def test_a_glossary_with_a_fault_says_which(tmp_path: Path) -> None:
    for name, text, found in (
        ("xx.toml", 'source=""\nconfidence="C"\n[terms]\n', "xx"),
        ("en.toml", 'source=""\nterm=1\n[terms]\n', "term"),
        ("en.toml", 'source=""\nconfidence="C"\n[terms]\na=[]\n', "terms.a"),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=found):
            load_glossary(file)
