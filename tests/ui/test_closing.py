"""Closing the window in any step loses nothing, also not what is still being typed."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from models.reception import Step
from tests.ui.test_window import CounterWithCard, area, family, show
from ui.window import Window


@pytest.mark.parametrize("at", list(Step))
def test_closing_in_any_step_keeps_the_reception_as_it_stands(qtbot: QtBot, counter: Counter, at: Step) -> None:
    window = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    window.show()
    work = family(window)
    show(window, work)
    for step in list(Step)[1 : list(Step).index(at) + 1]:
        area(window).go(step)
    window.close()
    window.deleteLater()
    kept = [counter.open(one.id) for one in counter.all()]
    assert [(one.step, one.case.members) for one in kept] == [(at, work.case.members)]


def test_closing_keeps_what_stands_in_an_open_form(qtbot: QtBot, counter: Counter) -> None:
    window = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    window.show()
    show(window, family(window))
    area(window).go(Step.HOUSEHOLD)
    page = area(window).pages.household
    page.show_member(1)
    name = next(one for one in page.member_form.findChildren(QLineEdit) if one.accessibleName() == "氏名")
    name.setText("墨田　はな")
    window.close()
    window.deleteLater()
    kept = counter.open(counter.all()[0].id)
    assert kept.case.members[1].name == "墨田　はな"
