"""F11: the question of the moment in the visitor's language, and the answer in its field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.procedures.load import questions
from app.translation.asking import answers, places
from app.translation.languages import foreign_languages
from app.translation.office import Phrasebook
from app.translation.phrasebook import Translation, base, translation
from models.case import HealthInsurance, Pension, School
from models.filing import FilingStep
from models.partial_date import PartialDate
from models.reception import Step
from tests.ui.test_window import CounterWithCard
from ui.areas import RECEPTION, TAX
from ui.reception import ReceptionArea
from ui.talk.pickers import DayPicker, NumberPicker
from ui.tax.area import TaxArea
from ui.window import Window
from ui.work import Work


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    yield one
    one.close()
    one.deleteLater()


def reception(window: Window, step: Step, language: str = "vi") -> ReceptionArea:
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    new = window._counter.new_reception()
    area.show_work(Work(replace(new, step=step, case=replace(new.case, language=language))))
    return area


def test_the_marked_question_is_shown_in_the_visitors_language_and_answered_by_touch(
    window: Window, qtbot: QtBot
) -> None:
    area = reception(window, Step.QUESTIONS)
    page = area.pages.questions
    page._move(1)
    asked = page.asked()
    assert asked
    qtbot.keyClick(window, Qt.Key.Key_F11)  # type: ignore[no-untyped-call]
    shown = translation(asked.phrase, "vi")
    assert shown
    assert area.visitor.page.text.text() == shown.text
    area.visitor.page.choices["yes"].click()
    assert window.page() is page
    answered = page.case(window._counter.new_reception().case).answers
    assert getattr(answered, asked.key) is True


def test_a_day_that_the_visitor_touches_fills_the_date_field(window: Window, qtbot: QtBot) -> None:
    area = reception(window, Step.HOUSEHOLD, "th")
    page = area.pages.household
    field = page.move_form._forms[0].field("moved_on")
    assert field
    field.setFocus()
    window.ask.click()
    picker = area.visitor.page.picker
    assert isinstance(picker, DayPicker)
    picker.show_day(date(2026, 11, 9))
    picker.take.click()
    assert field.value() == date(2026, 11, 9)
    assert page.case(window._counter.new_reception().case).language == "th"


def test_a_typed_answer_fills_the_text_field_but_never_an_individual_number(window: Window) -> None:
    area = reception(window, Step.HOUSEHOLD, "en")
    area.pages.household.show_member(0)
    field = area.pages.household.member_form._forms[0].field("name")
    assert field
    field.setFocus()
    window.ask.click()
    page = area.visitor.page
    page.entry.setText("1234 5678 9010")
    page.send.click()
    assert window.page() is page
    assert "個人番号" in page.banner.text
    page.entry.setText("John Smith")
    page.send.click()
    assert field.value() == "John Smith"


@pytest.mark.parametrize(("key", "value", "told"), [
    ("health_insurance", HealthInsurance.SHAHO_SELF, "shaho_self"), ("pension", Pension.FIRST, "1"),
    ("school", School.PRIMARY, "primary"),
])  # fmt: skip
def test_the_visitor_touches_which_insurance_and_which_pension(
    window: Window, key: str, value: HealthInsurance | Pension | School, told: str
) -> None:
    area = reception(window, Step.HOUSEHOLD, "ne")
    area.pages.household.show_member(0)
    field = next(found for form in area.pages.household.member_form._forms if (found := form.field(key)))
    for touched, standing in ((told, value), ("do_not_know", value)):
        field.setFocus()
        window.ask.click()
        area.visitor.page.choices[touched].click()
        assert field.value() == standing


def test_every_language_says_every_answer_that_is_offered_and_every_main_one_those_of_the_glossary_too() -> None:
    for language, (key, offered) in product(foreign_languages(), places().answers.items()):
        wanted = {value for value, said in offered.items() if language.main or said in base()}
        assert set(answers(Phrasebook(), key, language.code)) == wanted, (language.code, key)


def test_whatever_is_asked_on_the_way_of_a_move_is_in_every_language() -> None:
    asked = {*places().steps.values(), *places().questions.values(), *places().fields.values()}
    assert {id_ for id_ in asked if not base()[id_].core} == set()


@pytest.mark.parametrize("step", list(Step))
def test_every_step_of_the_move_has_something_to_show(window: Window, step: Step) -> None:
    area = reception(window, step, "my")
    window.ask.click()
    assert window.page() is area.visitor.page
    assert area.visitor.page.text.text()
    window.back.click()
    assert window.page() is area.pages[step]


def test_a_question_that_the_language_has_not_is_asked_in_english_and_staff_are_told(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Phrasebook.translation

    def not_in_hungarian(
        book: Phrasebook, phrase: str, language: str, slots: Mapping[str, str] | None = None
    ) -> Translation | None:
        return None if (language, phrase[:4]) == ("hu", "ask_") else known(book, phrase, language, slots)

    monkeypatch.setattr(Phrasebook, "translation", not_in_hungarian)
    area = reception(window, Step.QUESTIONS, "hu")
    area.pages.questions._move(1)
    window.ask.click()
    assert area.visitor.page.text.text().endswith("?")
    assert "英語で表示しました" in area.visitor.page.banner.text


def test_a_tax_question_is_asked_in_the_visitors_language_and_the_amount_stands_in_its_field(
    window: Window, qtbot: QtBot
) -> None:
    window.enter(TAX)
    area = window.area(TAX)
    assert isinstance(area, TaxArea)
    area.new(2026)
    assert area.filing
    area.take(replace(area.filing, language="vi", step=FilingStep.DEDUCTIONS))
    path = "deductions.social_insurance"
    area.page.focus_on(path)
    window.ask.click()
    assert area.visitor.page.text.text()
    picker = area.visitor.page.picker
    assert isinstance(picker, NumberPicker)
    for key in "70000":
        picker.press(key)
    picker.take.click()
    assert window.page() is area.page
    assert area.page.entries()["deductions"]["social_insurance"] == 70_000


def test_a_tax_tick_and_a_birth_date_are_answered_too(window: Window) -> None:
    window.enter(TAX)
    area = window.area(TAX)
    assert isinstance(area, TaxArea)
    area.new(2026)
    assert area.filing
    area.take(replace(area.filing, language="ne"))
    area.page.focus_on("filer.birth_date")
    window.ask.click()
    picker = area.visitor.page.picker
    assert isinstance(picker, DayPicker)
    picker.show_day(date(1980, 5, 1))
    picker.take.click()
    area.page.focus_on("filer.widow")
    window.ask.click()
    area.visitor.page.choices["no"].click()
    assert area.page.entries()["filer"]["birth_date"] == str(PartialDate(1980, 5, 1))


def test_every_question_of_the_interview_has_its_phrase_in_every_main_language() -> None:
    asked = {question.id for question in questions().values() if question.asked}
    assert asked <= set(places().questions)
    for language in foreign_languages():
        if language.main:
            for phrase in {*places().questions.values(), *places().steps.values(), *places().fields.values()}:
                assert translation(phrase, language.code), (language.code, base()[phrase].id)
