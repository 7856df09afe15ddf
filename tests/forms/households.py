"""The invented households that every sheet must hold: ordinary, foreign, many, rare letters, longest texts, a proxy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.case import (
    Address,
    Case,
    Disability,
    Dog,
    Filer,
    HealthInsurance,
    HouseholdHead,
    Moped,
    NationalityClass,
    Pension,
    School,
    SealRegistration,
)
from models.partial_date import PartialDate
from models.person import Sex
from tests.forms.people import foreigner, household, member

LONG_LATIN = ("MARIA ANTONIETTA FERNANDEZ DE LA CRUZ Y SANTIAGO " * 2)[:80]
LONG_KANA = "マリア　アントニエッタ　フェルナンデス　デ　ラ　クルス　イ　サンティアゴ　マリア　アントニエッタ"
LONG_ADDRESS = ("東京都墨田区" + "文花一丁目三十二番" * 12 + "九号棟室内")[:120]
LONG_BUILDING = ("サンプル超高層住宅・" * 6)[:60]


def family() -> Case:
    """A couple with a pupil and a small child, with everything that calls for a form."""
    births = (PartialDate(1988, 5, 1), PartialDate(1990, 4, 2), PartialDate(2018, 6, 10), PartialDate(2024, 2, 29))
    relations = ("世帯主", "妻", "子", "子")
    names = ("墨田　太郎", "墨田　花子", "墨田　健", "墨田　桜")
    kana = ("スミダ　タロウ", "スミダ　ハナコ", "スミダ　ケン", "スミダ　サクラ")
    sexes = (Sex.MALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE)
    people = [
        member(index, name=name, name_kana=reading, sex=sex, birth_date=birth, relation=relation)
        for index, (name, reading, sex, birth, relation) in enumerate(
            zip(names, kana, sexes, births, relations, strict=True)
        )
    ]
    people[0] = replace(people[0], pension=Pension.FIRST, wants_signature_certificate=True)
    people[1] = replace(people[1], pension=Pension.FIRST)
    people[2] = replace(people[2], school=School.PRIMARY, previous_school="千葉市立見本小学校")
    case = household(members=tuple(people))
    return replace(
        case,
        planned_out_on=date(2026, 11, 5),
        answers=replace(
            case.answers, dog=True, dog_chip_registered=False, moped=True, child_lives_apart=False,
            seal_certificate_copies=1,
        ),
        details=replace(
            case.details,
            dog=Dog("ポチ", "柴", "千葉市 第1234号"),
            moped=Moped("千葉市 い 1234", "AB12-1234567", "JBH-AB12", "49cc"),
        ),
    )  # fmt: skip


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
        member(
            1,
            name="𠮷﨑　葛\U000e0100邉\U000e0102子",
            name_kana="ヨシザキ　カツナベコ",
            former_family_name="𠮷﨑",
            relation="妻",
        ),
    )
    return household(members=members, new_household_head=head, old_household_head=head, hittosha=name)


def long_addresses() -> Case:
    address = Address("130-0001", LONG_ADDRESS, LONG_BUILDING)
    return replace(family(), new_address=address, old_address=address, honseki=LONG_ADDRESS)


def nine() -> Case:
    """Three generations; the grandparents are of the latter stage, one of them certified for care."""
    case = household(9)
    old = [
        replace(one, birth_date=born, health_insurance=HealthInsurance.KOKI75, relation=relation, sex=sex)
        for one, born, relation, sex in zip(
            case.members[7:],
            (PartialDate(1946, 3, 3), PartialDate(1947, 3, 3)),
            ("父", "母"),
            (Sex.MALE, Sex.FEMALE),
            strict=True,
        )
    ]
    return replace(case, members=(*case.members[:7], old[0], replace(old[1], care_certified=True)))


def by_proxy() -> Case:
    """Somebody else comes to the counter."""
    one = Filer(None, "03-0000-0000", "代理人", "代田　理子", "東京都台東区東上野四丁目5番6号", PartialDate(1970, 1, 1))
    return replace(family(), filer=one)


def of_every_kind() -> Case:
    """Somebody for every group of people that a form is about, the longest name among the children."""
    no_card = {"my_number_card": False, "relation": "子"}
    pupil = member(2, birth_date=PartialDate(2019, 6, 10), school=School.PRIMARY, **no_card)
    private = member(
        3, birth_date=PartialDate(2014, 6, 10), school=School.PRIVATE, previous_school="見本学園", **no_card
    )
    infant = member(
        4,
        birth_date=PartialDate(2023, 6, 10),
        name=LONG_LATIN,
        name_kana=LONG_KANA,
        nursery=True,
        nationality_class=NationalityClass.FOREIGN,
        **no_card,
    )
    apart = member(5, birth_date=PartialDate(2010, 6, 10), moving=False, relation="子")
    student = member(6, birth_date=PartialDate(2006, 6, 10), relation="子")
    certified = member(7, birth_date=PartialDate(1940, 6, 10), care_certified=True, relation="母")
    father = member(0, disability=tuple(Disability), pension=Pension.FIRST)
    mother = member(1, former_family_name="押上", seal_registration=SealRegistration.REGISTERED, relation="妻")
    case = household(members=(father, mother, pupil, private, infant, apart, student, certified))
    return replace(case, answers=replace(case.answers, child_lives_apart=True))


HOUSEHOLDS: Mapping[str, Case] = {
    "family": family(),
    "foreign": foreign(),
    "nine": nine(),
    "rare": rare(),
    "long": long_addresses(),
    "proxy": by_proxy(),
    "every kind": of_every_kind(),
}
