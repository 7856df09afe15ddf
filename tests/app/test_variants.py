"""異体字: which forms of a character are offered, and that each can really be printed."""

import tomllib
import unicodedata

import pytest

from app.paths import RESOURCES
from app.variants import characters, is_substitute, variants
from forms.glyphs import missing_glyphs

KUZU_OF_THE_CARD = "葛\U000e0100"


def test_every_character_stands_in_one_group_of_the_table() -> None:
    groups = tomllib.loads((RESOURCES / "variants.toml").read_text(encoding="utf-8"))["groups"]
    everyone = [character for group in groups for character in group]
    assert len(everyone) == len(set(everyone))
    assert all(len(group) > 1 for group in groups)


@pytest.mark.parametrize(
    ("usual", "other"), [("斎", "齋"), ("高", "髙"), ("崎", "\ufa11"), ("吉", "𠮷"), ("辺", "邉"), ("神", "\ufa19")]
)
def test_the_pairs_that_names_are_known_for_are_offered_both_ways(usual: str, other: str) -> None:
    assert other in variants(usual)
    assert usual in variants(other)


def test_compatibility_ideographs_are_not_folded_into_the_usual_form() -> None:
    folded = [one for one in variants("神") if len(one) == 1 and unicodedata.normalize("NFC", one) != one]
    assert folded == ["\ufa19"]


def test_forms_with_a_selector_are_offered_beside_the_plain_one() -> None:
    offered = variants(KUZU_OF_THE_CARD)
    assert offered[0] == "葛"
    assert KUZU_OF_THE_CARD in offered


def test_what_is_offered_can_be_printed_and_the_ink_differs_from_nothing() -> None:
    for character in "辺斎葛吉高墨":
        assert missing_glyphs("".join(variants(character)), "mincho") == []


def test_a_character_without_other_forms_offers_itself() -> None:
    assert variants("a") == ("a",)


def test_a_name_is_taken_apart_with_its_selectors() -> None:
    assert characters(f"墨田　{KUZU_OF_THE_CARD}葉") == ("墨", "田", "　", KUZU_OF_THE_CARD, "葉")


def test_signs_for_a_missing_character_are_known() -> None:
    assert [is_substitute(sign) for sign in "〓●田"] == [True, True, False]
