"""Face to face in the real window: both halves at once, the visitor's turned, or their page on a screen of its own."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.translation.languages import foreign_languages
from app.translation.packages import install
from app.translation.phrasebook import base, translation
from tests.app.translation.tiny import EN_JA, JA_EN
from ui.areas import TALK
from ui.face.code import TextCode
from ui.face.stage import FacePage
from ui.talk.area import TalkArea
from ui.window import Window

LANDSCAPE, UPRIGHT = (1280, 800), (800, 1280)
SCRIPTS = ("vi", "ar", "ne", "zh-Hans", "my")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("counter"))
    for file in (JA_EN, EN_JA):
        install(folder.models, file)
    return folder


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, data: DataFolder) -> Iterator[TalkArea]:
    window = Window(counter, data=data)
    qtbot.addWidget(window)
    window.resize(*LANDSCAPE)
    window.show()
    qtbot.waitExposed(window)
    window.enter(TALK)
    found = window.area(TALK)
    assert isinstance(found, TalkArea)
    yield found
    window.close()


def halves(area: TalkArea, language: str) -> FacePage:
    area.talk_in(language)
    area.face()
    page = area.stage.page
    assert page is not None
    assert area.frame.page() is page
    return page


def test_both_sides_are_seen_at_once_and_the_way_back_is_the_same_key(area: TalkArea) -> None:
    page = halves(area, "vi")
    assert page.across.isVisible()
    assert area.page.entry.isVisible()
    area.face()
    assert area.frame.page() is area.page
    assert not area.stage.both


def test_a_touch_on_the_turned_half_answers_the_question(area: TalkArea, qtbot: QtBot) -> None:
    page = halves(area, "vi")
    area.say("did_you_understand", "staff")
    tile = area.visitor.choices["i_understand"]
    qtbot.waitUntil(lambda: area.visitor.size() == page.across.viewport().size())
    qtbot.waitUntil(lambda: within(area.visitor.send, area.visitor) and within(tile, area.visitor))
    inside = tile.mapTo(area.visitor, tile.rect().center())
    room = page.across.viewport().rect()
    turned = QPoint(room.width() - inside.x(), room.height() - inside.y())
    qtbot.mouseClick(page.across.viewport(), Qt.MouseButton.LeftButton, pos=turned)  # type: ignore[no-untyped-call]
    assert [turn.ja for turn in area.turns] == ["お分かりになりましたか。", "分かりました。"]


def test_a_phrase_is_seen_across_at_once_but_a_machines_sentence_waits_for_staff(area: TalkArea, qtbot: QtBot) -> None:
    halves(area, "en")
    area.say("please_sit", "staff")
    assert area.visitor.text.text() == "Please have a seat."
    area.type("明日は雨です。", as_is=True)
    qtbot.waitUntil(lambda: len(area.turns) == 2 or area.page.banner.text != "", timeout=20_000)
    assert area.visitor.text.text() == "Please have a seat."


def test_what_a_machine_made_of_the_visitors_words_is_shown_back_and_can_be_denied(
    area: TalkArea, qtbot: QtBot
) -> None:
    halves(area, "en")
    area.visitor.typed.emit("I want to submit a moving-in notification.")
    qtbot.waitUntil(lambda: len(area.turns) == 1, timeout=20_000)
    turn = area.turns[0]
    assert area.visitor.text.text() == turn.other
    assert turn.back in area.visitor.help_text.text()
    assert list(area.visitor.choices) == ["correct", "wrong"]
    area.visitor.choices["wrong"].click()
    assert [one.ja for one in area.turns][1:] == ["違います。"]
    assert area.visitor.entry.text() == turn.other


def test_the_visitor_chooses_the_language_in_their_own_half(area: TalkArea) -> None:
    halves(area, "vi")
    area.visitor.tools.language.click()
    assert len(area.visitor.choices) == len(foreign_languages())
    area.visitor.choices["language:ne"].click()
    assert area.language == "ne"
    hello = translation("hello", "ne")
    assert hello is not None
    assert area.visitor.text.text() == hello.text


def test_the_wish_for_an_interpreter_reaches_staff_in_japanese(area: TalkArea) -> None:
    halves(area, "th")
    area.visitor.tools.interpreter.click()
    assert area.turns[-1].ja == base()["want_interpreter"].ja
    area.page.interpreter.click()
    assert area.turns[-1].ja == "電話で通訳を呼びます。"
    assert area.visitor.text.text() == area.turns[-1].other


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_code_holds_the_sentence_and_nothing_else(area: TalkArea, language: str) -> None:
    halves(area, language)
    area.say("please_sit", "staff")
    area.visitor.tools.code.click()
    code = area.visitor.code
    assert code is not None
    assert read(code) == f"{area.turns[-1].other}\n{area.turns[-1].ja}"
    area.say("thank_you", "staff")
    assert not code.isVisible()


def read(code: TextCode) -> str:
    """As a phone reads it from the screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    image: QImage = code.grab().toImage()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding takes the format as text
    found = zxingcpp.read_barcodes(Image.open(BytesIO(bytes(buffer.data().data()))))
    return str(found[0].text)


def test_the_visitors_page_goes_to_a_window_of_its_own_and_comes_back(area: TalkArea) -> None:
    page = halves(area, "ar")
    page.apart.click()
    window = area.stage.window
    assert window is not None
    assert window.isVisible()
    assert area.frame.page() is area.page
    area.say("please_sit", "staff")
    assert area.visitor.text.text() == area.turns[-1].other
    window.close()
    assert area.stage.window is None
    area.show_to_visitor()
    assert area.frame.page() is area.visitor


def test_the_end_leaves_nothing_on_either_half(area: TalkArea, qtbot: QtBot, data: DataFolder) -> None:
    page = halves(area, "vi")
    area.say("please_sit", "staff")
    area.visitor.entry.setText("xin")
    page.end_it.click()
    assert not area.stage.both
    assert area.visitor.text.text() == ""
    assert area.visitor.entry.text() == ""
    qtbot.waitUntil(data.talks.exists)
    assert "xin" not in data.talks.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [LANDSCAPE, UPRIGHT])
@pytest.mark.parametrize("language", SCRIPTS)
def test_sentence_answers_and_entry_are_seen_without_scrolling(
    area: TalkArea, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    area.frame.resize(*size)
    page = halves(area, language)
    area.say("did_you_understand", "staff")
    qtbot.waitUntil(lambda: within(area.visitor.send, area.visitor))
    qtbot.waitUntil(lambda: all(within(tile, area.visitor) for tile in area.visitor.choices.values()))
    qtbot.waitUntil(lambda: within(area.page.entry, page))


def within(inner: QWidget, outer: QWidget) -> bool:
    place = inner.rect().translated(inner.mapTo(outer, QPoint()))
    return outer.rect().contains(place)
