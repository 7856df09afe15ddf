"""Invented people and households for the sheets, and what a sheet says once it is a PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pypdf
import pypdfium2

from forms.code import add_codes
from forms.fill import fill_sheet
from forms.layout import lay_out
from forms.load import load_sheets
from forms.paper import Page
from forms.render import draw_sheet
from models.case import (
    Address,
    BankAccount,
    Case,
    Details,
    Event,
    Filer,
    HealthInsurance,
    HouseholdHead,
    JuminhyoRequest,
    Member,
    NationalityClass,
    ResidenceCard,
    SealRegistration,
)
from models.partial_date import PartialDate
from models.person import Sex
from models.sheet import FilledSheet, PrintedSheet

# The check digit of this number is wrong on purpose: it can belong to nobody.
WRONG_NUMBER = "123456789010"
FORMS = tuple(load_sheets())
_GIVEN = ("太郎", "花子", "葛\U000e0100葉", "𠮷平", "桜", "健", "美咲", "翔", "凛")
_KANA = ("タロウ", "ハナコ", "クズハ", "キッペイ", "サクラ", "ケン", "ミサキ", "ショウ", "リン")


def member(index: int = 0, **changes: object) -> Member:
    one = Member(
        name=f"墨田　{_GIVEN[index]}",
        name_kana=f"スミダ　{_KANA[index]}",
        birth_date=PartialDate(1988 + index * 4, 5, 1 + index),
        sex=Sex.FEMALE if index % 2 else Sex.MALE,
        relation="世帯主" if index == 0 else "子",
        individual_number=WRONG_NUMBER,
        juminhyo_code="12345678901",
        my_number_card=True,
        health_insurance=HealthInsurance.KOKUHO,
        seal_registration=SealRegistration.WANTED if index == 0 else SealRegistration.NONE,
        basic_pension_number="1234-567890",
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def foreigner() -> Member:
    card = ResidenceCard(
        number="AB12345678CD",
        nationality="ベトナム",
        status="技術・人文知識・国際業務",
        period="5年",
        valid_until=date(2030, 12, 31),
        category="中長期在留者",
    )
    return member(
        1,
        name="NGUYỄN THỊ LAN",
        name_kana="グエン　ティ　ラン",
        nationality_class=NationalityClass.FOREIGN,
        residence_card=card,
        alias="墨田　蘭",
    )


def household(people: int = 4, **changes: object) -> Case:
    case = Case(
        event=Event.IN_DOM,
        filed_on=date(2026, 11, 23),
        moved_on=date(2026, 11, 9),
        new_address=Address("130-0001", "東京都墨田区吾妻橋一丁目23番20号", "サンプル荘101号"),
        old_address=Address("260-0013", "千葉県千葉市中央区中央四丁目5番1号", "見本ハイツ２０２"),
        new_household_head=HouseholdHead("墨田　太郎", "スミダ　タロウ"),
        old_household_head=HouseholdHead("墨田　一郎", "スミダ　イチロウ"),
        honseki="千葉県千葉市中央区中央四丁目5番地",
        hittosha="墨田　太郎",
        members=tuple(member(index) for index in range(people)),
        details=Details(
            juminhyo=JuminhyoRequest(use="勤務先に提出", with_relation=True),
            bank=BankAccount("見本銀行", "押上支店", "普通", "0123456", "スミダ　タロウ"),
        ),
        filer=Filer(member=0, phone="090-0000-0000"),
    )
    case = replace(case, answers=replace(case.answers, juminhyo_copies=2))
    return replace(case, **changes)  # type: ignore[arg-type]


def filled(form: str, case: Case) -> FilledSheet:
    return fill_sheet(load_sheets()[form], case)


def printed(form: str, case: Case) -> PrintedSheet:
    return draw_sheet(load_sheets()[form], filled(form, case))


def pages(form: str, case: Case) -> list[Page]:
    """The layout log: every mark of every page."""
    definition, values = load_sheets()[form], filled(form, case)
    laid = lay_out(definition, values.values)
    add_codes(laid, definition, values, "2026-000123")
    return laid


def written(page: Page, field: str) -> str:
    """What stands in a field, in the order of writing."""
    return "".join(mark.means or mark.text for mark in page.texts if mark.field == field)


@cache
def text_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


@cache
def text_by_pypdf(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Without spaces and line ends, which extraction makes from distances."""
    return re.sub(r"\s", "", text)
