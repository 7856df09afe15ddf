"""The invented households that every sheet must hold: ordinary, foreign, many, rare characters, longest texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.case import Address, Case, HouseholdHead
from models.partial_date import PartialDate
from models.person import Sex
from tests.forms.people import foreigner, household, member

LONG_LATIN = ("MARIA ANTONIETTA FERNANDEZ DE LA CRUZ Y SANTIAGO " * 2)[:80]
LONG_KANA = "マリア　アントニエッタ　フェルナンデス　デ　ラ　クルス　イ　サンティアゴ　マリア　アントニエッタ"
LONG_ADDRESS = ("東京都墨田区" + "文花一丁目三十二番" * 12 + "九号棟室内")[:120]
LONG_BUILDING = ("サンプル超高層住宅・" * 6)[:60]


def family() -> Case:
    """A couple with a pupil and a small child."""
    births = (PartialDate(1988, 5, 1), PartialDate(1990, 4, 2), PartialDate(2018, 6, 10), PartialDate(2024, 2, 29))
    relations = ("世帯主", "妻", "子", "子")
    members = tuple(
        member(index, birth_date=birth, relation=relation)
        for index, (birth, relation) in enumerate(zip(births, relations, strict=True))
    )
    names = ("墨田　太郎", "墨田　花子", "墨田　健", "墨田　桜")
    kana = ("スミダ　タロウ", "スミダ　ハナコ", "スミダ　ケン", "スミダ　サクラ")
    sexes = (Sex.MALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE)
    return household(
        members=tuple(
            replace(one, name=name, name_kana=reading, sex=sex)
            for one, name, reading, sex in zip(members, names, kana, sexes, strict=True)
        )
    )


def foreign() -> Case:
    """A name of eighty letters with an alias in brackets."""
    one = replace(foreigner(), name=LONG_LATIN, name_kana=LONG_KANA, alias="墨田　蘭", relation="世帯主")
    return household(members=(one,), new_household_head=HouseholdHead(LONG_LATIN, LONG_KANA), honseki="", hittosha="")


def rare() -> Case:
    """Characters that break careless programs; the wife's second selector is in no font of ours."""
    name = "𠮷﨑　葛\U000e0100邉\U000e010f"
    head = HouseholdHead(name, "ヨシザキ　カツナベ")
    members = (
        member(0, name=name, name_kana="ヨシザキ　カツナベ"),
        member(1, name="𠮷﨑　葛\U000e0100邉\U000e0102子", former_family_name="𠮷﨑", relation="妻"),
    )
    return household(members=members, new_household_head=head, old_household_head=head, hittosha=name)


def long_addresses() -> Case:
    address = Address("130-0001", LONG_ADDRESS, LONG_BUILDING)
    return replace(family(), new_address=address, old_address=address, honseki=LONG_ADDRESS)


HOUSEHOLDS: Mapping[str, Case] = {
    "family": family(),
    "foreign": foreign(),
    "nine": household(9),
    "rare": rare(),
    "long": long_addresses(),
}
