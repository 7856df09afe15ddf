"""The guide in the real window: asked as one types, in the visitor's language, with the map, on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.guide.words import words
from app.journeys.counter import Counter
from app.journeys.guiding import guide, slip
from app.paths import DataFolder
from ui.areas import GUIDE
from ui.guide.area import GuideArea
from ui.window import Window


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, tmp_path: Path) -> Iterator[GuideArea]:
    window = Window(counter, data=DataFolder(tmp_path))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F7)  # type: ignore[no-untyped-call]
    found = window.area(GUIDE)
    assert isinstance(found, GuideArea)
    yield found
    window.close()


def typed(qtbot: QtBot, area: GuideArea, text: str) -> None:
    area.page.search.setText(text)
    qtbot.waitUntil(lambda: not area.page._soon.isActive())


def shown(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def speak(area: GuideArea, language: str) -> None:
    area.page.language.setCurrentIndex(area.page.language.findData(language))


def test_an_answer_stands_as_soon_as_the_word_is_typed(qtbot: QtBot, area: GuideArea) -> None:
    typed(qtbot, area, "自転車 捨てたい")
    qtbot.waitUntil(lambda: "粗大ごみ" in shown(area.page.answer))
    assert not area.page.map.isVisible()


def test_the_answer_changes_into_the_visitors_language_with_japanese_beneath(qtbot: QtBot, area: GuideArea) -> None:
    typed(qtbot, area, "冷蔵庫")
    qtbot.waitUntil(lambda: bool(area.page.results))
    for language in words():
        speak(area, language)
        qtbot.waitUntil(lambda: guide().entry("refrigerator").texts[area.language].title in shown(area.page.answer))
        assert "冷蔵庫" in shown(area.page.answer)


def test_what_the_guide_does_not_know_it_says_in_both_languages(qtbot: QtBot, area: GuideArea) -> None:
    speak(area, "ko")
    typed(qtbot, area, "ビットコイン")
    qtbot.waitUntil(lambda: words()["ko"].unknown in shown(area.page.answer))
    assert words()["ja"].unknown in shown(area.page.answer)
    assert not area.page.print.isEnabled()


def test_the_word_for_garbage_alone_shows_what_there_is_of_garbage(qtbot: QtBot, area: GuideArea) -> None:
    area.page.search.setText("ごみ")
    qtbot.waitUntil(lambda: len(area._found) > 50)
    assert {guide().entry(id_).kind for id_ in area._found} == {"waste"}


def test_an_office_has_its_place_on_the_map_inside_the_drawing(qtbot: QtBot, area: GuideArea) -> None:
    area.page.kinds["office"].click()
    qtbot.waitUntil(area.page.map.isVisible)
    places = [entry.place for entry in guide().entries if entry.place]
    assert len(places) == 5
    assert all(area.page.map.rect().contains(area.page.map.at(place).toPoint()) for place in places)


def test_every_kind_of_answer_opens_by_its_tile_and_goes_back_by_escape(qtbot: QtBot, area: GuideArea) -> None:
    for kind in list(area.page.kinds):
        area.page.kinds[kind].click()
        assert len(area.page.results) >= 2
        area.go_back()
        assert area.page.kinds[kind].isVisible()


def test_the_next_visitor_sees_no_question_of_the_one_before(qtbot: QtBot, area: GuideArea) -> None:
    speak(area, "vi")
    typed(qtbot, area, "DV")
    area.leave()
    assert (area.page.search.text(), area.language, area.page.results and area._found) == ("", "ja", [])


@pytest.mark.parametrize("language", words())
def test_a_slip_carries_the_answer_in_both_languages_on_a6(language: str) -> None:
    for id_ in ("rechargeable_battery", "office_midori", "p_ca_in", "hours_sunday"):
        reader = PdfReader(io.BytesIO(slip(id_, language)))
        text = "".join(page.extract_text() for page in reader.pages)
        assert guide().entry(id_).texts["ja"].title in text.replace("\n", "")
        assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == (298, 420)
