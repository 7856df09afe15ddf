"""The conversation in the real window: two touches to a language, phrases, sentences judged, the visitor's answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app import journal
from app.journeys.counter import Counter
from app.paths import DataFolder
from app.translation.languages import foreign_languages, languages
from app.translation.packages import install
from app.translation.phrasebook import Phrase, base, book
from tests.app.translation.tiny import EN_JA, JA_EN
from ui.areas import TALK
from ui.talk.area import TalkArea
from ui.talk.phrase_list import PhraseList
from ui.talk.pickers import DayPicker, NumberPicker
from ui.talk.script import dress
from ui.talk.slot_dialog import SlotDialog
from ui.talk.tiles import Tile
from ui.talk.visitor_page import Shown
from ui.window import Window

CODES = tuple(language.code for language in foreign_languages())
SIZES = ((1366, 768), (1280, 800))
SCRIPTS = ("de", "ru", "el", "ar", "fa", "ur", "ne", "bn", "th", "my", "ko", "zh-Hant", "vi")
LONGEST = 8  # texts of a language


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A counter with Japanese and English installed."""
    folder = DataFolder(tmp_path_factory.mktemp("counter"))
    for file in (JA_EN, EN_JA):
        install(folder.models, file)
    return folder


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, data: DataFolder) -> Iterator[TalkArea]:
    window = Window(counter, data=data)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    press(qtbot, window, Qt.Key.Key_F4)
    found = window.area(TALK)
    assert isinstance(found, TalkArea)
    yield found
    window.close()


def press(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    """A key, once the window has the keyboard."""
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key)  # type: ignore[no-untyped-call]


def said(area: TalkArea) -> list[str]:
    return [turn.ja for turn in area.turns]


def test_two_touches_lead_to_a_talk_in_any_language(area: TalkArea) -> None:
    assert list(area.languages.tiles) != []
    assert set(area.languages.tiles) == {language.code for language in foreign_languages()}
    area.languages.tiles["ne"].click()
    assert area.frame.page() is area.page
    assert area.page.heading.text() == "ネパール語"


def test_each_language_says_openly_what_works(area: TalkArea) -> None:
    told = {code: tile.toolTip() for code, tile in area.languages.tiles.items()}
    assert "機械翻訳 使えます" in told["en"]
    assert "機械翻訳 モデルが入っていません" in told["vi"]
    assert "機械翻訳 対応するモデルがありません" in told["my"]
    assert f"定型文 {len(book('my').texts)}（確認済み 0）" in told["my"]


def test_a_phrase_comes_in_both_languages_and_is_marked_as_unchecked(area: TalkArea) -> None:
    area.talk_in("vi")
    area.page.phrases.show_situation("moving_in")
    area.page.phrases.tiles["show_passport"].click()
    assert said(area) == ["パスポートを見せてください。"]
    assert area.page.card.other.text() == "Vui lòng cho tôi xem hộ chiếu."
    assert "定型文・未確認" in [one.text() for one in area.page.card.findChildren(QLabel)]


def test_a_few_letters_find_a_phrase_in_either_language(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("vi")
    for typed in ("パスポ", "ho chieu"):
        area.page.phrases.search.clear()
        area.page.phrases.search.setText(typed)
        qtbot.waitUntil(lambda: "show_passport" in area.page.phrases.tiles)
        assert len(area.page.phrases.tiles) < 10


def test_the_visitor_answers_a_question_by_touching_a_day(area: TalkArea) -> None:
    area.talk_in("en")
    area.say("when_moved_in", "staff")
    area.page.card.show_it.click()
    assert area.frame.page() is area.visitor
    area.visitor.choices["moved_in_on"].click()
    picker = area.visitor.picker
    assert isinstance(picker, DayPicker)
    picker.year.setCurrentText("2026")
    picker.month.setCurrentIndex(10)
    picker.day.setCurrentIndex(8)
    picker.take.click()
    assert said(area)[-1] == "2026年11月9日に引っ越してきました。"
    assert "November 9, 2026" in area.turns[-1].other
    assert area.frame.page() is area.page


def test_the_visitor_answers_with_a_number_on_large_keys(area: TalkArea) -> None:
    area.talk_in("th")
    area.say("how_many_people", "staff")
    area.show_to_visitor()
    area.visitor.choices["people_count"].click()
    picker = area.visitor.picker
    assert isinstance(picker, NumberPicker)
    for key in ("1", "9", "⌫", "2"):
        picker.press(key)
    picker.take.click()
    assert said(area)[-1] == "12人です。"


def test_a_day_that_no_month_has_cannot_be_taken(area: TalkArea, qtbot: QtBot) -> None:
    picker = DayPicker("en")
    qtbot.addWidget(picker)
    picker.month.setCurrentIndex(1)
    picker.day.setCurrentIndex(29)
    assert not picker.take.isEnabled()


def test_staff_fill_the_slots_of_a_phrase(area: TalkArea, monkeypatch: pytest.MonkeyPatch) -> None:
    area.talk_in("zh-Hans")

    def fill(dialog: SlotDialog) -> bool:
        field = dialog.fields["yen"]
        assert isinstance(field, QSpinBox)
        field.setValue(1200)
        dialog.accept()
        return True

    monkeypatch.setattr(SlotDialog, "exec", fill)
    area.say("please_pay", "staff")
    assert said(area) == ["1,200円お支払いください。"]
    assert "1,200日元" in area.turns[0].other


@pytest.mark.parametrize(("code", "marked"), [("hu", True), ("vi", False)])
def test_names_that_come_in_english_are_marked_where_staff_choose_them(
    area: TalkArea, monkeypatch: pytest.MonkeyPatch, code: str, *, marked: bool
) -> None:
    seen: list[str] = []

    def look(dialog: SlotDialog) -> bool:
        seen.extend(one.text() for one in dialog.findChildren(QLabel))
        return False

    monkeypatch.setattr(SlotDialog, "exec", look)
    area.talk_in(code)
    area._fill("{document}は{number}枚です。")
    assert any("英語の名前" in text for text in seen) is marked


def test_a_typed_sentence_is_judged_and_comes_with_its_way_back(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("en")
    area.page.entry.setText("住民票と在留カードが必要です。")
    press(qtbot, area.page.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(area.turns) == 1)
    shown = area.page.card
    assert shown.way_back.text() == "訳し戻し: 住民票が必要です。"
    assert "大切な言葉" in shown.warnings.text()
    marks = [one.text() for one in shown.findChildren(QLabel)]
    assert {"機械翻訳（誤りがあり得ます）", "試験用モデル: 訳ではありません"} <= set(marks)


def test_an_office_sentence_is_first_proposed_more_plainly(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("en")
    area.page.entry.setText("本人確認書類をご持参ください。")
    area.page.translate.click()
    buttons = {one.text() for one in area.page.findChildren(type(area.page.translate)) if one.isVisible()}
    assert {"この文で訳す", "このまま訳す"} <= buttons
    assert area.turns == []


def test_a_refused_sentence_says_why_and_offers_phrases_like_it(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("vi")
    area.page.entry.setText("パスポートを見せて。")
    area.type(area.page.entry.text(), True)
    qtbot.waitUntil(lambda: bool(area.page.banner.text))
    assert "機械翻訳は、この端末にありません" in area.page.banner.text
    assert "madoguchi" not in area.page.banner.text
    offered = [
        one for one in area.page.findChildren(type(area.page.translate)) if one.text() == base()["show_passport"].ja
    ]
    offered[0].click()
    assert said(area) == ["パスポートを見せてください。"]
    assert area.page.banner.text == ""


def test_no_individual_number_passes_from_either_side(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("en")
    area.type("番号は1234 5678 9010です。", True)
    qtbot.waitUntil(lambda: "個人番号" in area.page.banner.text)
    area.page.banner.say("")
    area.visitor.entry.setText("It is 123456789010.")
    area.visitor.send.click()
    qtbot.waitUntil(lambda: "個人番号" in area.page.banner.text)
    area._say("your_number", "staff", {"number": ("123456789010", "123456789010")})
    assert area.turns == []


def test_a_favourite_stays_at_this_desk(area: TalkArea) -> None:
    area.talk_in("en")
    area.say("hello", "staff")
    area.page.card.mark.click()
    assert area.services.preferences.settings.favourites == ("hello",)
    area.page.phrases.situations.setCurrentRow(0)
    assert list(area.page.phrases.tiles) == ["hello"]
    area.page.phrases.situations.setCurrentRow(1)
    assert list(area.page.phrases.tiles) == ["hello"]


def test_after_the_talk_only_its_counts_are_left(area: TalkArea, qtbot: QtBot, data: DataFolder) -> None:
    before = len(journal.records(data.talks)[0])
    area.talk_in("en")
    area.say("hello", "staff")
    area.say("thank_you", "visitor")
    area.show_to_visitor()
    window = area.frame
    press(qtbot, window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: len(journal.records(data.talks)[0]) > before)
    assert {key: value for key, value in journal.records(data.talks)[0][-1].items() if key != "on"} == {
        "language": "en",
        "turns": 2,
    }
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown = [one.text() for page in (area.page.card, area.page.flow, area.visitor) for one in page.findChildren(QLabel)]
    assert [text for text in shown if text in ("Hello.", "Thank you.", "こんにちは。", "ありがとうございます。")] == []
    assert area.turns == []


def test_escape_leads_back_step_by_step(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("th")
    area.say("hello", "staff")
    area.show_to_visitor()
    for page in (area.page, area.languages):
        press(qtbot, area.frame, Qt.Key.Key_Escape)
        assert area.frame.page() is page
    press(qtbot, area.frame, Qt.Key.Key_Escape)
    assert area.frame.page() not in (area.page, area.languages)


def test_the_visitors_side_runs_right_to_left_where_the_language_does(area: TalkArea) -> None:
    for code, way in (("ar", Qt.LayoutDirection.RightToLeft), ("th", Qt.LayoutDirection.LeftToRight)):
        area.talk_in(code)
        area.visitor.show_sentence(Shown(code, "x", "x"))
        assert area.visitor.layoutDirection() is way


def test_the_board_shows_what_is_pointed_at_large_in_both_languages(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("ko")
    area.page.board.click()
    assert area.frame.page() is area.board
    area.board.groups.button(5).click()
    area.board.tiles["feel_sick"].click()
    assert area.frame.page() is area.visitor
    assert (area.visitor.text.text(), area.visitor.ja.text()) == (book("ko").texts["feel_sick"], "気分が悪いです。")
    assert area.turns[-1].speaker == "visitor"


def test_the_visitors_side_is_shown_in_every_language_without_a_letter_missing(area: TalkArea, qtbot: QtBot) -> None:
    for code in CODES:
        area.turns.clear()
        area.talk_in(code)
        for phrase in ("may_i_help", "when_moved_in", "how_many_people"):
            area.say(phrase, "staff")
            area.show_to_visitor()
            page = area.visitor
            assert page.text.text() == book(code).texts[phrase]
            assert len(page.choices) >= 2
            family = QFontInfo(page.text.font()).family()
            assert family in {*languages()[code].fonts_debian, *languages()[code].fonts_windows}
            wait_until_all_fit(qtbot, page.choices, code)


def test_every_phrase_of_the_board_fits_its_tile_in_every_script(area: TalkArea, qtbot: QtBot) -> None:
    check_board(area, qtbot, SCRIPTS)


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
def test_every_phrase_of_the_board_fits_its_tile(area: TalkArea, qtbot: QtBot, size: tuple[int, int]) -> None:
    area.frame.resize(*size)
    check_board(area, qtbot, CODES)


def check_board(area: TalkArea, qtbot: QtBot, codes: Sequence[str]) -> None:
    for code in codes:
        area.talk_in(code)
        area.show_board()
        for number in range(len(area.board.groups.buttons())):
            area.board.show_group(number)
            wait_until_all_fit(qtbot, area.board.tiles, code)


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_phrases_and_words_of_every_language_fit_their_buttons(
    area: TalkArea, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    area.frame.resize(*size)
    for code in CODES:
        monkeypatch.setattr(PhraseList, "_shown", partial(longest, code))
        area.talk_in(code)
        assert len(area.page.phrases.tiles) >= LONGEST
        wait_until_all_fit(qtbot, area.page.phrases.tiles, code)


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
def test_every_phrase_fits_its_button(
    area: TalkArea, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    area.frame.resize(*size)
    monkeypatch.setattr(PhraseList, "_shown", lambda _self: list(base().values()))
    for code in CODES:
        area.talk_in(code)
        tiles = area.page.phrases.tiles
        assert set(tiles) == set(book(code).texts)
        wait_until_all_fit(qtbot, tiles, code)


def longest(code: str) -> list[Phrase]:
    """Those that need most lines, and those that hold the widest words, by the language's own type."""
    one = QLabel()
    dress(one, code)
    wide, texts = one.fontMetrics().horizontalAdvance, book(code).texts
    by_text = sorted(texts, key=lambda id_: wide(texts[id_]))[-LONGEST:]
    by_word = sorted(texts, key=lambda id_: max(map(wide, texts[id_].split())))[-LONGEST:]
    return [base()[id_] for id_ in dict.fromkeys((*by_text, *by_word))]


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_no_page_of_staff_scrolls_sideways_at_any_zoom(area: TalkArea, qtbot: QtBot, zoom: int) -> None:
    area.frame.resize(1280, 800)
    area.services.preferences.change(area.services.database, area.frame.say, zoom=zoom)
    for code in ("de", "my", "ur"):
        area.talk_in(code)
        area.say("may_i_help", "staff")
        for show in (area.begin, area._show_talk, area.show_board):
            show()
            qtbot.wait(60)  # the layout comes later
            page = area.frame.page()
            assert page is not None
            assert page.horizontalScrollBar().maximum() == 0, (code, page.accessibleName())


def test_what_was_said_comes_into_sight_where_a_large_type_puts_it_below_the_phrases(
    area: TalkArea, qtbot: QtBot
) -> None:
    area.services.preferences.change(area.services.database, area.frame.say, zoom=150)
    area.talk_in("my")
    tile = area.page.phrases.tiles["may_i_help"]
    qtbot.waitUntil(lambda: tile.visibleRegion().boundingRect().height() > 0)
    tile.click()
    button = area.page.card.show_it
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect().size() == button.size())


def test_the_guide_opens_in_the_language_of_the_talk_and_leads_back_into_it(area: TalkArea, qtbot: QtBot) -> None:
    for code, guide in (("vi", "vi"), ("hu", "en")):
        area.talk_in(code)
        area.say("hello", "staff")
        turns = list(area.turns)
        area.page.guide.click()
        assert area.frame.page() is area.guide.page
        assert area.guide.language == guide
        area.guide.show_kind("office")
        for page in (area.guide.page, area.page):
            press(qtbot, area.frame, Qt.Key.Key_Escape)
            assert area.frame.page() is page
        assert area.turns == turns


def wait_until_all_fit(qtbot: QtBot, tiles: Mapping[str, Tile], code: str) -> None:
    """Once the layout has settled; else the language and the ids that are cut off."""

    def none_is_cut() -> None:
        assert [(code, id_) for id_, tile in tiles.items() if not fits(tile)] == []

    qtbot.waitUntil(none_is_cut)


def fits(tile: Tile) -> bool:
    """Every line has the height that its words need at its width, and no word is wider than the button."""
    inside = all(tile.rect().contains(one.geometry()) for one in tile.labels)
    return inside and all(
        one.height() >= one.heightForWidth(one.width()) and one.minimumSizeHint().width() <= one.width()
        for one in tile.labels
    )
