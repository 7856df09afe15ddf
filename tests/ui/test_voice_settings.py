"""マイク・読み上げ・電話通訳: chosen, kept and tried; and what the pages make of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import settings as stored
from app.journeys.counter import Counter
from app.paths import DataFolder
from app.settings import Settings
from tests.app.speech.sounds import needs_espeak
from tests.ui.test_voice import PIECE, NoneThere, Played
from ui.areas import SETTINGS, TALK
from ui.pages.voice_settings import VoiceSettingsPage
from ui.preferences import Preferences
from ui.settings_area import SettingsArea
from ui.talk.area import TalkArea
from ui.window import Window


@pytest.fixture
def microphone() -> Played:
    return Played(b"\x00\x20\x00\xe0" * (PIECE // 4) * 10)


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, tmp_path: Path, microphone: Played) -> Iterator[Window]:
    preferences = Preferences(tmp_path / "settings.toml")
    one = Window(counter, preferences, data=DataFolder(tmp_path), microphone=lambda: microphone)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


def page(window: Window) -> VoiceSettingsPage:
    window.enter(SETTINGS)
    area = window.area(SETTINGS)
    assert isinstance(area, SettingsArea)
    area.page.voices.click()
    assert window.page() is area.voices.page
    return area.voices.page


def test_speed_and_interpreters_are_kept(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    shown = page(window)
    shown.speeds.press(85)
    shown.interpreters.setPlainText("03-0000-0001　英語\n\n 03-0000-0002　ネパール語・ベトナム語 ")
    wanted = ("03-0000-0001　英語", "03-0000-0002　ネパール語・ベトナム語")
    qtbot.waitUntil(lambda: stored.load(tmp_path / "settings.toml").settings.interpreters == wanted)
    assert stored.load(tmp_path / "settings.toml") == stored.Loaded(Settings(speech_speed=85, interpreters=wanted))


def test_a_remembered_microphone_is_offered_even_while_it_is_unplugged(window: Window, qtbot: QtBot) -> None:
    shown = page(window)
    shown.show_microphones(("卓上マイク", "内蔵マイク"))
    shown.microphones.setCurrentIndex(1)
    shown.microphones.activated.emit(1)
    assert window._services.preferences.settings.microphone == "卓上マイク"
    shown.show_microphones(())
    assert "見つかりません" in shown.microphones.currentText()


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (b"\x00\x20\x00\xe0", "よく聞こえています"), (b"\x40\x00\xc0\xff", "とても小さく"),
        (b"\x00\x00\x00\x00", "届いていません"), (b"\xff\x7f\x00\x80", "大きすぎて"),
    ],
)  # fmt: skip
def test_a_trial_of_the_microphone_says_how_a_voice_arrives(
    window: Window, qtbot: QtBot, microphone: Played, sound: bytes, told: str
) -> None:
    microphone.pieces = [sound * (PIECE // 4)] * 10
    shown = page(window)
    shown.try_microphone.click()
    qtbot.waitUntil(lambda: microphone.is_over, timeout=20_000)
    shown.try_microphone.click()
    qtbot.waitUntil(lambda: told in shown.heard.text(), timeout=20_000)
    assert shown.meter.value() == 0


def test_a_trial_without_a_microphone_says_so(counter: Counter, qtbot: QtBot) -> None:
    window = Window(counter, microphone=partial(NoneThere, b""))
    qtbot.addWidget(window)
    window.show()
    shown = page(window)
    shown.try_microphone.click()
    assert "マイクが見つかりません" in shown.heard.text()
    window.close()


def test_a_microphone_that_goes_during_the_trial_says_so(window: Window, qtbot: QtBot, microphone: Played) -> None:
    microphone.breaks_after = 3
    shown = page(window)
    shown.try_microphone.click()
    qtbot.waitUntil(lambda: "マイクが外れました" in shown.heard.text(), timeout=20_000)
    assert shown.try_microphone.text() == "マイクを試す"


@needs_espeak
def test_whoever_speaks_a_language_is_named_and_a_silent_one_says_why(window: Window, qtbot: QtBot) -> None:
    shown = page(window)
    shown.languages.setCurrentIndex(shown.languages.findData("vi"))
    qtbot.waitUntil(lambda: shown.voices.findData("espeak-ng vi") > 0, timeout=20_000)
    shown.voices.setCurrentIndex(1)
    shown.voices.activated.emit(1)
    assert window._services.preferences.settings.voice("vi") == "espeak-ng vi"
    shown.languages.setCurrentIndex(shown.languages.findData("tl"))
    assert not shown.try_voice.isEnabled()
    assert "大きな文字" in shown.silent.text()


def test_whom_to_call_stands_before_staff_whoever_speaks_the_language_first(window: Window) -> None:
    preferences = window._services.preferences
    preferences.settings = Settings(interpreters=("03-0000-0001　英語", "03-0000-0002　ネパール語"))
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    area.talk_in("ne")
    area.page.interpreter.click()
    assert area.page.telephone.isVisible()
    assert area.page.telephone.text().splitlines() == ["☎ 03-0000-0002　ネパール語", "☎ 03-0000-0001　英語"]
    assert area.turns[-1].ja == "電話で通訳を呼びます。"
    area.say("thank_you", "staff")
    assert not area.page.telephone.isVisible()
