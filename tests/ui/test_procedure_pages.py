"""The questions and the procedures as the clerk sees and works them, and the lock on a protected address."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QProgressBar, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.case_file import case_from_json
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from models.case import Answers, Case
from models.reception import Step
from tests.ui.test_window import CounterWithCard
from ui.areas import RECEPTION
from ui.pages.procedures import ProceduresPage
from ui.pages.questions import QuestionsPage
from ui.reception import ReceptionArea
from ui.widgets.address_lock import ReleaseDialog
from ui.widgets.fields import DateField
from ui.widgets.fold import Fold
from ui.widgets.identity import IdentityCheck
from ui.widgets.month import MonthView
from ui.widgets.tick import Tick
from ui.window import Window
from ui.work import Work

_W = TypeVar("_W", bound=QWidget)


def family() -> Case:
    return case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))


def work(counter: Counter, case: Case, step: Step) -> Work:
    return Work(replace(counter.new_reception(), case=case, step=step), counter.plan(case))


def shown(page: QWidget, kind: type[_W]) -> list[_W]:
    QApplication.processEvents()
    return [one for one in page.findChildren(kind) if one.isVisibleTo(page)]


def texts(page: QWidget) -> str:
    return "\n".join(one.text() for one in shown(page, QLabel))


@pytest.fixture
def questions(qtbot: QtBot, counter: Counter) -> Iterator[QuestionsPage]:
    page = QuestionsPage(counter.interview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.show_work(work(counter, replace(family(), answers=Answers()), Step.QUESTIONS))
    yield page
    page.hide()


@pytest.fixture
def procedures(qtbot: QtBot, counter: Counter) -> Iterator[ProceduresPage]:
    page = ProceduresPage(counter.is_open)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.show_work(work(counter, family(), Step.PROCEDURES))
    yield page
    page.hide()


def press(page: QWidget, key: str) -> None:
    next(one for one in page.findChildren(QShortcut) if one.key() == QKeySequence(key)).activated.emit()


def answers(page: QuestionsPage) -> Answers:
    return page.case(family()).answers


def test_the_whole_interview_is_answered_with_two_keys(questions: QuestionsPage) -> None:
    asked = [question.id for question, _ in questions._asked]
    for _ in range(len(asked)):
        press(questions, "N")
    assert {key: getattr(answers(questions), key) for key in asked if key != "juminhyo_copies"} == dict.fromkeys(
        [key for key in asked if key != "juminhyo_copies"], False
    )
    assert questions._left.text() == "すべて答えました"
    bar = questions.findChild(QProgressBar)
    assert bar is not None
    assert bar.value() == bar.maximum()


def test_yes_goes_to_the_marked_question_and_the_next_is_marked(questions: QuestionsPage) -> None:
    first = questions._current
    press(questions, "Y")
    assert getattr(answers(questions), first) is True
    assert questions._current not in {"", first}


def test_arrows_choose_the_question(questions: QuestionsPage) -> None:
    first = questions._current
    press(questions, "Down")
    second = questions._current
    press(questions, "Up")
    assert (questions._current, second != first) == (first, True)


def test_the_answer_about_the_dog_opens_the_one_about_its_chip_in_its_place(questions: QuestionsPage) -> None:
    questions._answer("dog", True)
    assert questions._current == "dog_chip_registered"
    questions._answer("dog", False)
    assert "dog_chip_registered" not in [question.id for question, _ in questions._asked]


def test_copies_are_counted_once_they_are_wanted(questions: QuestionsPage) -> None:
    assert shown(questions, QSpinBox) == []
    questions._answer("juminhyo_copies", True)
    count = shown(questions, QSpinBox)[0]
    count.setValue(3)
    assert answers(questions).juminhyo_copies == 3


def test_a_day_that_is_missing_is_entered_where_it_is_asked_for(counter: Counter, questions: QuestionsPage) -> None:
    case = replace(family(), planned_out_on=None)
    questions.show_work(work(counter, case, Step.QUESTIONS))
    field = shown(questions, DateField)[0]
    field.edit.setText("R8.11.5")
    field.edit.editingFinished.emit()
    assert questions.case(case).planned_out_on == date(2026, 11, 5)
    assert shown(questions, DateField) == []


def test_a_fact_of_a_person_that_is_missing_says_where_it_is_entered(
    counter: Counter, questions: QuestionsPage
) -> None:
    father, *others = family().members
    questions.show_work(
        work(counter, replace(family(), members=(replace(father, pension=None), *others)), Step.QUESTIONS)
    )
    assert "年金の種別" in texts(questions)
    assert "世帯の画面に入力" in texts(questions)


def test_why_is_said_where_it_is_asked_for(questions: QuestionsPage) -> None:
    fold = questions.findChildren(Fold)[0]
    assert "責任者が確かめるまで" not in texts(questions)
    fold.head.click()
    assert "責任者が確かめるまで" in texts(questions)


def test_the_procedures_stand_under_their_desks_with_floor_and_telephone(procedures: ProceduresPage) -> None:
    said = texts(procedures)
    for text in ("窓口課 住民異動係", "1F", "03-5608-6102", "子育て支援課", "4F", "11月24日（火） まで", "要確認"):
        assert text in said


def test_details_unfold_with_rule_papers_and_law(procedures: ProceduresPage) -> None:
    assert "同法施行令22〜24条" not in texts(procedures)
    next(fold for fold in procedures.findChildren(Fold) if fold.head.accessibleName() == "転入届 くわしく").head.click()
    for text in ("住み始めた日の翌日から数えて14日以内", "転出証明書", "同法施行令22〜24条", "代理人"):
        assert text in texts(procedures)


def test_what_is_not_needed_says_why(procedures: ProceduresPage) -> None:
    fold = next(f for f in procedures.findChildren(Fold) if f.head.accessibleName().startswith("要らない"))
    fold.head.click()
    assert "自動車などを持っていないため。" in texts(procedures)


def test_each_thing_to_bring_stands_once_and_its_words_tick_it(qtbot: QtBot, procedures: ProceduresPage) -> None:
    next(f for f in procedures.findChildren(Fold) if f.head.accessibleName().startswith("持ち物")).head.click()
    ticks = shown(procedures, Tick)
    names = [tick.box.accessibleName() for tick in ticks]
    assert len(set(names)) == len(names)
    qtbot.mouseClick(ticks[0], Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    assert ticks[0].box.isChecked()


def test_the_month_tells_its_days_and_turns(qtbot: QtBot, counter: Counter) -> None:
    days = {date(2026, 11, 24), date(2026, 12, 5)}
    view = MonthView(days, date(2026, 11, 23), counter.is_open)
    qtbot.addWidget(view)
    assert view._grid.accessibleName() == "11月の期限: 24日"
    view._turn(1)
    assert view._grid.accessibleName() == "12月の期限: 5日"
    view._turn(1)
    assert view._name.text() == "2027年1月"
    view.resize(300, 300)
    assert not view.grab().isNull()


def test_a_month_of_a_year_that_is_not_settled_is_drawn_all_the_same(qtbot: QtBot, counter: Counter) -> None:
    view = MonthView({date(2030, 1, 5)}, date(2029, 12, 1), counter.is_open)
    qtbot.addWidget(view)
    view.resize(300, 300)
    assert not view.grab().isNull()


def test_the_papers_on_the_counter_are_judged_as_they_are_ticked(qtbot: QtBot) -> None:
    check = IdentityCheck()
    qtbot.addWidget(check)
    by_name = {box.accessibleName(): box for box in check.findChildren(QCheckBox)}
    by_name["健康保険の資格確認書"].setChecked(True)
    assert "1点では足りません" in check.answer.text()
    by_name["介護保険被保険者証"].setChecked(True)
    assert check.answer.text() == "2点で確認できます。"


def test_a_release_needs_a_reason(qtbot: QtBot) -> None:
    dialog = ReleaseDialog()
    qtbot.addWidget(dialog)
    for reason, ready in (("", False), ("　", False), ("確認", True)):
        dialog.reason.setText(reason)
        assert dialog.yes.isEnabled() is ready


def test_a_protected_address_is_held_back_released_kept_and_held_back_again_after_a_change(
    qtbot: QtBot, counter: Counter
) -> None:
    case = replace(family(), answers=replace(family().answers, protected_address=True))
    window = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    window.show()
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    area.show_work(Work(replace(counter.new_reception(), case=case, step=Step.SHEETS)))
    qtbot.waitUntil(lambda: made(area) is not None, timeout=20_000)
    assert "idou" not in (made(area) or ())
    assert area.pages.sheets.lock.isVisibleTo(window)
    area.pages.sheets.lock.release_wanted.emit("別室で本人に確認")
    qtbot.waitUntil(lambda: "idou" in (made(area) or ()), timeout=20_000)
    qtbot.waitUntil(lambda: released(counter) == ["別室で本人に確認"])
    assert "試験係" in texts(area.pages.sheets.lock)
    area.go(Step.QUESTIONS)
    area.pages.questions._answer("car", True)
    area.go(Step.PROCEDURES)
    assert area._work is not None
    assert area._work.reception.release is None
    window.close()
    window.deleteLater()


def made(area: ReceptionArea) -> tuple[str, ...] | None:
    bundle = area._work.bundle if area._work else None
    return tuple(sheet.form for sheet in bundle.sheets) if bundle else None


def released(counter: Counter) -> list[str]:
    kept = [counter.open(one.id).release for one in counter.all()]
    return [one.reason for one in kept if one is not None]
