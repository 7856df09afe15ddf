"""筆談 in the real window: captions as the reader wants them, ink, answers by touch, and nothing left of it."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.translation.furigana import Piece, pieces, readings, with_readings
from app.translation.phrasebook import base
from tests.app.speech.sounds import install_listeners, needs_espeak, pcm, said
from tests.ui.test_voice import JAPANESE, Played
from ui.talk.tiles import Tile
from ui.widgets.basics import Button
from ui.window import Window
from ui.written.area import WritingArea
from ui.written.look import COLOURS, SIZES, Look
from ui.written.page import STAFF, VISITOR
from ui.written.ruby import Ruby


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("counter"))
    install_listeners(folder)
    return folder


@pytest.fixture
def microphone() -> Played:
    return Played(pcm(said(JAPANESE)))


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, data: DataFolder, microphone: Played) -> Iterator[WritingArea]:
    window = Window(counter, data=data, microphone=partial(next, iter([microphone])))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F5)  # type: ignore[no-untyped-call]
    found = window.area("writing")
    assert isinstance(found, WritingArea)
    assert window.page() is found.page
    yield found
    window.close()


def test_a_typed_sentence_becomes_a_caption_and_an_answer_is_one_touch(area: WritingArea, qtbot: QtBot) -> None:
    area.page.entry.setText("在留カードをお持ちですか。")
    qtbot.keyClick(area.page.entry, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    answer = next(one for one in area.page.findChildren(Tile) if one.accessibleName() == "はい")
    answer.click()
    assert area.page.captions.texts == ["在留カードをお持ちですか。", "はい。"]
    assert area.page.entry.text() == ""


@needs_espeak
def test_what_staff_say_is_a_caption_only_once_they_have_confirmed_it(
    area: WritingArea, qtbot: QtBot, microphone: Played
) -> None:
    area.voice.button.toggle()
    qtbot.waitUntil(lambda: microphone.is_over, timeout=20_000)
    area.voice.button.toggle()
    qtbot.waitUntil(area.page.note.isVisible, timeout=20_000)
    assert area.page.captions.texts == []
    area.page.put.click()
    assert area.page.captions.texts == ["住民票お願いします"]


def test_no_individual_number_becomes_a_caption(area: WritingArea) -> None:
    area.write(VISITOR, "番号は 1234 5678 9012 です")
    assert area.page.captions.texts == []
    assert "12桁の番号" in area.page.banner.text


def test_a_phrase_is_said_in_plain_japanese_with_its_readings_where_those_are_wanted(area: WritingArea) -> None:
    area.say(STAFF, "call_interpreter")
    area.page.readings.click()
    area.say(STAFF, "call_interpreter")
    plain = "".join(piece.text for piece in pieces(base()["call_interpreter"].plain))
    assert area.page.captions.texts == [base()["call_interpreter"].ja, plain]
    assert plain != base()["call_interpreter"].ja


def test_readings_are_told_where_they_are_certain_and_never_guessed() -> None:
    assert with_readings("在留カード") == "在留《ざいりゅう》カード"
    assert all(len(word) > 1 for word in readings())
    assert with_readings("海千山千の国際在留資格") == "海千山千の国際在留資格"


def test_a_text_is_taken_apart_into_words_and_their_readings() -> None:
    assert pieces("新しい住所《じゅうしょ》を") == (Piece("新しい"), Piece("住所", "じゅうしょ"), Piece("を"))


def test_ink_is_drawn_taken_back_and_given(area: WritingArea, qtbot: QtBot) -> None:
    pad = area.page.pad
    for offset in (0, 30):
        _draw(qtbot, pad, QPoint(20 + offset, 20), QPoint(60 + offset, 70))
    assert pad.signature() is not None
    area.page.undo.click()
    left = pad.signature()
    assert left is not None
    assert len(left.strokes) == 1
    area.page.show_ink.click()
    pictures = [one for one in area.page.captions.findChildren(QLabel) if one.accessibleName() == "手書き"]
    assert len(pictures) == 1
    assert not pictures[0].pixmap().isNull()
    assert pad.signature() is None


def _draw(qtbot: QtBot, pad: QWidget, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(pad, left, pos=start)  # type: ignore[no-untyped-call]
    qtbot.mouseMove(pad, pos=end)  # type: ignore[no-untyped-call]
    qtbot.mouseRelease(pad, left, pos=end)  # type: ignore[no-untyped-call]


def test_size_weight_and_colours_change_what_already_stands(area: WritingArea, qtbot: QtBot) -> None:
    area.write(STAFF, "番号札を取ってお待ちください。")
    ruby = area.page.captions.findChildren(Ruby)[0]
    before = ruby.heightForWidth(600)
    area.page.larger.click()
    assert ruby.heightForWidth(600) > before
    for _step in SIZES:
        area.page.larger.click()
    assert area.page.look.points == SIZES[-1]
    area.page.colours.setCurrentIndex(1)
    paper = area.page.captions.grab(QRect(3, 3, 1, 1)).toImage().pixelColor(0, 0)
    assert paper == QColor(COLOURS[1].paper)


@pytest.mark.parametrize("colours", COLOURS, ids=lambda one: one.name)
def test_every_choice_of_colours_has_a_contrast_of_seven_to_one(colours: object) -> None:
    from ui.written.look import Colours

    assert isinstance(colours, Colours)
    lighter, darker = sorted((_luminance(QColor(one)) for one in (colours.ink, colours.paper)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 7


def _luminance(colour: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_bell_changes_the_ground_three_times_and_leaves_it_as_it_was(area: WritingArea, qtbot: QtBot) -> None:
    captions = area.page.captions
    captions._timer.setInterval(10)

    def paper() -> str:
        return captions.grab(QRect(3, 3, 1, 1)).toImage().pixelColor(0, 0).name()

    seen = [paper()]
    captions._timer.timeout.connect(lambda: seen.append(paper()))
    area.page.bell.click()
    qtbot.waitUntil(lambda: not captions._timer.isActive())
    assert set(seen) == {COLOURS[0].paper, COLOURS[0].ink}
    assert paper() == COLOURS[0].paper


def test_no_line_of_a_caption_begins_with_a_mark_that_may_not(qtbot: QtBot) -> None:
    ruby = Ruby(pieces("あ、" * 30), Look())
    qtbot.addWidget(ruby)
    for width in range(100, 700, 37):
        assert all(line[0][0].text != "、" for line in ruby._lines(width))


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (1366, 768)])
def test_nothing_is_cut_off_at_the_sides(area: WritingArea, qtbot: QtBot, size: tuple[int, int]) -> None:
    area.frame.resize(*size)
    qtbot.waitUntil(lambda: area.page.width() == area.frame.width())
    qtbot.waitUntil(lambda: area.page.horizontalScrollBar().maximum() == 0)
    for one in area.page.findChildren(Button):
        assert one.mapTo(area.page, QPoint(one.width(), 0)).x() <= area.page.width()


def test_the_next_visitor_finds_nothing_of_it(area: WritingArea, qtbot: QtBot, data: DataFolder) -> None:
    area.write(VISITOR, "ひみつのはなし")
    area.page.answer.setText("まだ")
    _draw(qtbot, area.page.pad, QPoint(20, 20), QPoint(60, 60))
    window = area.frame
    assert isinstance(window, Window)
    window.start()
    assert area.page.captions.texts == []
    assert area.page.answer.text() == ""
    assert area.page.pad.signature() is None
    qtbot.waitUntil(data.talks.exists)
    assert "ひみつ" not in data.talks.read_text(encoding="utf-8")
