"""Folded keys to search by: what sounds alike is found, and no text of a record brings the folding down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search_keys import address_key, kana_key, number_key


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("おおの", "オーノ"), ("ｵｳﾉ", "オオノ"), ("ゆーこ", "ユウコ"), ("けいこ", "ケエコ"), ("きようこ", "キョウコ"),
        ("バイオレット", "ヴァイオレット"), ("ブー", "ヴー"), ("ちずこ", "チヅコ"), ("ミホン タロウ", "ミホン　タロウ"),
        ("nguyen van", "ＮＧＵＹＥＮ　ＶＡＮ"), ("ジヨン・スミス", "ジョン スミス"), ("オ－ノ", "オーノ"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_have_one_key(typed: str, recorded: str) -> None:
    assert kana_key(typed) == kana_key(recorded)


@pytest.mark.parametrize(
    ("one", "other"), [("オノ", "オオノ"), ("カトウ", "サトウ"), ("ハナ", "バナ"), ("ユキ", "ユウキ")]
)
def test_names_that_sound_different_have_different_keys(one: str, other: str) -> None:
    assert kana_key(one) != kana_key(other)


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("吾妻橋1-23-20", "東京都墨田区吾妻橋一丁目23番20号"), ("吾妻橋１丁目２３番", "墨田区吾妻橋一丁目23番20号"),
        ("押上二十三丁目", "押上23-1"), ("八広10－2", "東京都墨田区八広十丁目2番地1"), ("緑4の1", "緑四丁目1番1号"),
        ("千葉県千葉市中央区中央４－５", "千葉県千葉市中央区中央四丁目5番地1"),
    ],
)  # fmt: skip
def test_an_address_is_found_by_its_beginning_however_it_is_written(typed: str, recorded: str) -> None:
    assert address_key(recorded).startswith(address_key(typed))


def test_a_number_is_found_in_any_width() -> None:
    assert number_key("００ １２Ａ") == "0012A"


_ODD = st.text(
    st.sampled_from("〇一二十百丁目番地の号ー-－ｰ1９ 　ヴァｱﾞﾟが゙ガーオウ東京都墨田区𠮷\U000e0101ß"), max_size=20
)


@given(st.one_of(st.text(max_size=40), _ODD))
def test_any_text_has_its_keys_and_spaces_do_not_count(text: str) -> None:
    assert kana_key(f" {text}　") == kana_key(text)
    assert address_key(f" {text}　") == address_key(text)


@given(st.text(st.sampled_from("アイウエオカキクケコガパンッャーオウ"), max_size=12), st.integers(0, 12))
def test_the_key_of_a_beginning_is_the_beginning_of_the_key(kana: str, length: int) -> None:
    assert kana_key(kana).startswith(kana_key(kana[:length]))
