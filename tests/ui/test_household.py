"""The household step, typed into as a clerk does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.case_file import case_from_json
from app.paths import RESOURCES
from models.case import Case, Disability, Filer, Member, NationalityClass, ResidenceCard
from models.partial_date import PartialDate
from models.person import Sex
from models.reception import Reception, Step
from ui.pages.household import HouseholdPage
from ui.widgets.kana import NameField
from ui.widgets.specimen import pictures
from ui.widgets.variant_picker import VariantPicker
from ui.work import Work

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def family() -> Case:
    return case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[HouseholdPage]:
    one = HouseholdPage()
    qtbot.addWidget(one)
    one.resize(1366, 600)
    show(one, family())
    one.show()
    yield one
    one.hide()


def show(page: HouseholdPage, case: Case) -> None:
    page.show_work(Work(Reception(uuid4(), "", "窓口1", Step.HOUSEHOLD, case, NOW, NOW)))


def edit(page: QWidget, name: str) -> QLineEdit:
    found = [one for one in page.findChildren(QLineEdit) if one.accessibleName() == name]
    assert len(found) == 1
    return found[0]


def compose(field: QLineEdit, *steps: str, chosen: str) -> None:
    """What an input method sends: the reading as it grows, then the chosen kanji."""
    for step in steps:
        QApplication.sendEvent(field, QInputMethodEvent(step, []))
    last = QInputMethodEvent("", [])
    last.setCommitString(chosen)
    QApplication.sendEvent(field, last)


@pytest.mark.parametrize(("width", "columns"), [(1366, 3), (1100, 2), (760, 1)])
def test_fields_flow_into_the_columns_that_fit_and_nothing_scrolls_sideways(
    qtbot: QtBot, page: HouseholdPage, width: int, columns: int
) -> None:
    page.show_member(0)
    page.resize(width, 700)
    names = ("健康保険", "会社の保険をやめた日", "会社の保険に入った日")
    fields = [one for one in page.member_form.findChildren(QWidget) if one.accessibleName() in names]
    qtbot.waitUntil(lambda: len({one.mapTo(page, QPoint()).x() for one in fields}) == columns)
    assert page.horizontalScrollBar().maximum() == 0
    inner = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    assert [area.horizontalScrollBar().maximum() for area in inner] == [0] * len(inner)


def test_a_case_goes_through_the_page_unchanged(page: HouseholdPage) -> None:
    case = family()
    for index in range(len(case.members)):
        page.show_member(index)
    assert page.case(case) == case


def test_the_language_of_the_cover_sheet_is_chosen_by_its_own_name(page: HouseholdPage) -> None:
    box = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == "ことば")
    assert box.currentText() == "日本語"
    box.setCurrentText("English")
    box.activated.emit(box.currentIndex())
    assert page.case(family()) == replace(family(), language="en")


def test_a_language_without_a_cover_sheet_of_its_own_is_kept(page: HouseholdPage) -> None:
    case = replace(family(), language="en-GB")
    show(page, case)
    assert page.case(case) == case


def test_every_fact_of_a_foreign_resident_and_a_proxy_goes_through_unchanged(page: HouseholdPage) -> None:
    card = ResidenceCard("AB12345678CD", "ベトナム", "留学", "1年", date(2027, 11, 1), "中長期在留者")
    member = Member(
        "NGUYEN VAN MAU", alias="見本", birth_date=PartialDate(2000), nationality_class=NationalityClass.FOREIGN,
        residence_card=card, disability=(Disability.MENTAL,), lost_employer_insurance_on=date(2026, 11, 1),
        juminhyo_code="12345678901", basic_pension_number="1234567890", relation="世帯主",
    )  # fmt: skip
    filer = Filer(None, "03-0000-0000", "代理人", "代理　一郎", "東京都台東区一丁目1番", PartialDate(1970, 1, 2))
    case = replace(family(), members=(member,), filer=filer)
    show(page, case)
    page.show_member(0)
    assert page.case(case) == case


def test_a_proposed_address_brings_its_postcode_and_keeps_the_building(qtbot: QtBot, page: HouseholdPage) -> None:
    field = edit(page, "新しい住所")
    field.clear()
    compose(field, "あづまばし", chosen="あづまばし")
    qtbot.keyClicks(field, "3-2-1")  # type: ignore[no-untyped-call]
    completer = field.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    popup.setCurrentIndex(popup.model().index(0, 0))
    qtbot.keyClick(popup, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    address = page.case(family()).new_address
    assert address is not None
    assert (address.address, address.postcode, address.building) == (
        "東京都墨田区吾妻橋三丁目2番1号", "130-0001", "サンプル荘101号",
    )  # fmt: skip


def test_the_reading_typed_before_the_kanji_becomes_the_furigana(page: HouseholdPage) -> None:
    page.add("その他")
    compose(edit(page, "氏名"), "さ", "さい", "さいt", "さいとう", "齋藤", chosen="齋藤")
    compose(edit(page, "氏名"), "　", chosen="　")
    compose(edit(page, "氏名"), "きょうこ", chosen="京子")
    member = page.case(family()).members[-1]
    assert (member.name, member.name_kana) == ("齋藤　京子", "サイトウ　キョウコ")


def test_furigana_that_somebody_wrote_is_never_overwritten(page: HouseholdPage) -> None:
    page.add("その他")
    edit(page, "フリガナ").setText("ベツノヨミ")
    compose(edit(page, "氏名"), "さとう", chosen="佐藤")
    assert page.case(family()).members[-1].name_kana == "ベツノヨミ"


def test_a_new_child_begins_with_the_family_s_name_and_reading(page: HouseholdPage) -> None:
    page.adders["子"].click()
    member = page.case(family()).members[-1]
    assert (member.name, member.name_kana, member.relation) == ("墨田　", "スミダ　", "子")


def test_a_new_spouse_of_a_man_is_a_wife(page: HouseholdPage) -> None:
    page.adders["配偶者"].click()
    member = page.case(family()).members[-1]
    assert (member.relation, member.sex) == ("妻", Sex.FEMALE)


def test_taking_a_person_out_keeps_the_filer_pointing_at_the_same_one(page: HouseholdPage) -> None:
    case = replace(family(), filer=Filer(2, "", "本人"))
    show(page, case)
    page.show_member(1)
    page.remover.click()
    kept = page.case(case)
    assert [member.relation for member in kept.members] == ["世帯主", "子", "子"]
    assert kept.filer == Filer(1, "", "本人")


def test_the_last_person_cannot_be_taken_out(page: HouseholdPage) -> None:
    show(page, replace(family(), members=family().members[:1]))
    page.show_member(0)
    assert not page.remover.isEnabled()


def test_the_residence_card_is_asked_only_of_foreign_residents(page: HouseholdPage) -> None:
    page.show_member(0)
    assert not edit(page, "在留資格").isVisibleTo(page)
    show(page, replace(family(), members=(replace(family().members[0], nationality_class=NationalityClass.FOREIGN),)))
    page.show_member(0)
    assert edit(page, "在留資格").isVisibleTo(page)


def test_everyone_stands_in_the_family_s_picture_and_opens_by_a_press(qtbot: QtBot, page: HouseholdPage) -> None:
    qtbot.waitExposed(page)
    page.family.picture_of(3).click()
    assert edit(page, "氏名").text() == "墨田　𠮷平"
    tops = [page.family.picture_of(index).geometry().top() for index in range(4)]
    assert tops[0] == tops[1] < tops[2] == tops[3]


def test_an_open_form_never_leaks_into_the_next_visitor_s_case(page: HouseholdPage) -> None:
    page.show_member(0)
    other = replace(family(), members=(Member("別人　一郎", relation="世帯主"),))
    show(page, other)
    assert page.case(other).members == other.members


def test_the_form_of_a_character_is_picked_and_kept_with_its_selector(
    page: HouseholdPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pick(picker: VariantPicker) -> int:
        picker.choose_character(3)
        picker.forms["花\U000e0100"].click()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(VariantPicker, "exec", pick)
    page.show_member(1)
    field = edit(page, "氏名")
    field.actions()[-1].trigger()
    assert page.case(family()).members[1].name == "墨田　花\U000e0100子"
    assert edit(page, "フリガナ").text() == "スミダ　ハナコ"


def test_the_picker_opens_at_the_sign_that_stands_for_a_missing_character(qtbot: QtBot) -> None:
    picker = VariantPicker("墨〓　花")
    qtbot.addWidget(picker)
    assert picker._current == 1


def test_an_empty_name_opens_an_empty_picker(qtbot: QtBot) -> None:
    picker = VariantPicker("")
    qtbot.addWidget(picker)
    assert picker.name == ""


def test_the_forms_of_a_character_are_shown_as_they_print_and_each_looks_its_own(qtbot: QtBot) -> None:
    forms = ["葛", "葛\U000e0104", "葛\U000e0107"]
    shown = [bytes(one.toImage().constBits()) for one in pictures(forms, QSize(60, 60))]
    assert len(set(shown)) == len(forms)


def test_a_name_with_a_selector_is_shown_as_it_prints_and_a_plain_one_is_not(page: HouseholdPage) -> None:
    for index, visible in ((2, True), (0, False)):
        page.show_member(index)
        printed = page.member_form.findChildren(NameField)[0].printed
        assert printed.isVisibleTo(page) is visible
