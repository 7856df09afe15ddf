"""What is practised is chosen, and its card laid on the virtual reader."""

import pytest
from pytestqt.qtbot import QtBot

from app.card.practice import practice_chip, situations
from app.journeys.demonstration import PRACTICE
from ui.practice_reader import USUAL, PracticeReader
from ui.widgets.practice_cards import PracticeCards

ALL = situations(PRACTICE)


def test_every_practice_card_says_what_is_practised() -> None:
    assert {path.stem for path in PRACTICE.glob("*.toml")} - {"households"} == set(ALL)
    assert len(set(ALL.values())) == len(ALL), "two cards say the same of themselves"


@pytest.mark.parametrize("name", ALL)
def test_every_situation_has_its_chip(name: str) -> None:
    assert practice_chip(PRACTICE / f"{name}.toml").process(bytes.fromhex("00A4040C01FF"))[1] != 0x9000


def test_the_usual_card_stands_first() -> None:
    assert next(iter(PracticeReader().situations)) == USUAL


def test_the_chosen_situation_is_laid_and_taken_away(qtbot: QtBot) -> None:
    widget = PracticeCards()
    qtbot.addWidget(widget)
    asked: list[str] = []
    widget.move_wanted.connect(asked.append)
    assert widget.isHidden()
    widget.offer(ALL)
    widget.situation.show_value("residence_student")
    widget.button.click()
    widget.show_laid(laid=True)
    assert (asked, widget.button.text(), widget.situation.isEnabled()) == (
        ["residence_student"],
        "練習カードを取る",
        False,
    )
    widget.show_laid(laid=False)
    assert widget.situation.isEnabled()
