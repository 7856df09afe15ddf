"""Where lines of Burmese and Thai break: between syllables and words, never before what belongs to the one before."""

from itertools import product

import pytest
from pytestqt.qtbot import QtBot

from app.translation.languages import languages
from app.translation.phrasebook import book
from ui.talk import spoken_label
from ui.talk.spoken_label import SpokenLabel, lines, places

NEVER_FIRST = "".join(map(chr, (*range(0x102B, 0x103F), 0x104A, 0x104B)))  # vowels, marks, medials, both stops
ASAT, VIRAMA, DOT = "\u103a", "\u1039", "\u1037"
WIDTHS = (150, 220, 320)
THAI = "กรุณารอสักครู่เพราะเจ้าหน้าที่กำลังเตรียมเอกสารให้ท่าน"


@pytest.fixture
def label(qtbot: QtBot) -> SpokenLabel:
    one = SpokenLabel("answer")
    qtbot.addWidget(one)
    return one


def broken(label: SpokenLabel, text: str, code: str, width: int) -> list[str]:
    label.say(text, code)
    return lines(text, places(text, code), width, label.fontMetrics())


def test_no_syllable_of_burmese_is_cut_and_no_full_stop_stands_alone(label: SpokenLabel) -> None:
    for text, width in product(book("my").texts.values(), WIDTHS):
        for line in broken(label, text, "my", width)[1:]:
            assert line[0] not in NEVER_FIRST, (text, line)
            after = line[1:].removeprefix(DOT)
            assert not after.startswith((ASAT, VIRAMA)), (text, line)


@pytest.mark.parametrize("code", ["my", "th"])
def test_every_letter_is_there_and_no_line_is_wider_than_its_room(label: SpokenLabel, code: str) -> None:
    for text, width in product(book(code).texts.values(), WIDTHS):
        found = broken(label, text, code, width)
        assert "".join("".join(found).split()) == "".join(text.split())
        narrow = [line for line in found if label.fontMetrics().horizontalAdvance(line) > width]
        assert [line for line in narrow if places(line, code)] == []


def test_lines_are_about_as_long_as_each_other(label: SpokenLabel) -> None:
    text = book("my").texts["speak_slowly"]
    whole = label.fontMetrics().horizontalAdvance(text)
    one, other = broken(label, text, "my", whole - 10)
    assert min(len(one), len(other)) > 0.3 * max(len(one), len(other))


def test_thai_breaks_where_a_syllable_begins_on_a_system_that_knows_no_thai_words(
    label: SpokenLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ignorant:
        """Boundaries as Qt finds them without a dictionary: the ends of the text."""

        class BoundaryType:
            Line = 0

        def __init__(self, _kind: int, text: str) -> None:
            self._ends = iter((len(text), -1))

        def toNextBoundary(self) -> int:  # noqa: N802 Qt's name
            return next(self._ends)

    monkeypatch.setattr(spoken_label, "QTextBoundaryFinder", Ignorant)
    found = broken(label, THAI, "th", 160)
    assert len(found) > 2
    assert all(line[0] in "เแโใไ" for line in found[1:])


def test_other_languages_are_left_to_qt_and_give_their_words_back(label: SpokenLabel) -> None:
    for code in ("ja", "vi", "ar", "ne"):
        text = languages()[code].name
        label.say(text, code)
        label.resize(40, 400)
        assert label.text() == text


def test_the_label_is_as_high_as_its_lines_need(label: SpokenLabel, qtbot: QtBot) -> None:
    label.say(book("my").texts["may_i_help"], "my")
    narrow, wide = label.heightForWidth(120), label.heightForWidth(2000)
    assert narrow > wide
    label.resize(120, narrow)
    label.show()
    qtbot.waitExposed(label)
    assert label.text() == book("my").texts["may_i_help"]
    label.hide()
