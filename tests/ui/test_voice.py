"""Push to talk in the real window: real models, sound as a microphone brings it, words confirmed by their speaker."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.speech.sound import LiveSound, NoMicrophone
from app.translation.languages import languages
from app.translation.packages import install
from models.asked import Asked
from tests.app.speech.sounds import install_listeners, needs_espeak, pcm, said
from tests.app.translation.tiny import EN_JA, JA_EN
from ui.areas import TALK
from ui.talk.area import TalkArea
from ui.talk.ask import Answer, AskVisitor
from ui.talk.pickers import NumberPicker
from ui.voice.confirming import TEST_MODEL
from ui.voice.mouth import Mouth
from ui.window import Window

PIECE = 3200  # bytes: a tenth of a second
JAPANESE, ENGLISH = "じゅうみんひょう、おねがいします", "residence card"


def in_pieces(sound: bytes) -> list[bytes]:
    return [sound[start : start + PIECE] for start in range(0, len(sound), PIECE)]


class Played(QObject):
    """A microphone before which somebody speaks: the sound comes piece by piece, ten times as fast as in life."""

    def __init__(self, sound: bytes) -> None:
        super().__init__()
        self.pieces = in_pieces(sound)
        self.live: LiveSound | None = None
        self.breaks_after: int | None = None
        self.opened = 0
        self._given = 0
        self._timer = QTimer(self)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._give)

    def open(self) -> LiveSound:
        self.opened += 1
        self._given, self.live = 0, LiveSound()
        self._timer.start()
        return self.live

    def close(self) -> None:
        self._timer.stop()
        if self.live is not None:
            self.live.end()

    @property
    def is_over(self) -> bool:
        return self._given >= len(self.pieces)

    def _give(self) -> None:
        if self.live is None:
            return
        if self.breaks_after is not None and self._given >= self.breaks_after:
            self.live.fail(NoMicrophone("microphone_gone"))
            self._timer.stop()
        elif not self.is_over:
            self.live.put(self.pieces[self._given])
            self._given += 1


class NoneThere(Played):
    def open(self) -> LiveSound:
        raise NoMicrophone("microphone_none")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("counter"))
    for file in (JA_EN, EN_JA):
        install(folder.models, file)
    install_listeners(folder)
    return folder


@pytest.fixture
def microphones() -> list[Played]:
    """The two sides': staff's and the visitor's, as the window asks for them."""
    return [Played(pcm(said(JAPANESE))), Played(pcm(said(ENGLISH, "en-us")))]


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, data: DataFolder, microphones: list[Played]) -> Iterator[TalkArea]:
    waiting = iter(microphones)
    window = Window(counter, data=data, microphone=partial(next, waiting))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    window.enter(TALK)
    found = window.area(TALK)
    assert isinstance(found, TalkArea)
    found.talk_in("en")
    yield found
    window.close()


def speak(qtbot: QtBot, microphone: Played, toggle: Callable[[], None]) -> None:
    """Touch, speak to the end, touch again."""
    toggle()
    qtbot.waitUntil(lambda: microphone.is_over, timeout=20_000)
    toggle()


@needs_espeak
def test_staffs_words_are_shown_and_translated_only_after_enter(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    speak(qtbot, microphones[0], area.voice.staff.press.click)
    qtbot.waitUntil(area.page.heard.isVisible, timeout=20_000)
    assert area.page.entry.text() == "住民票お願いします"
    assert TEST_MODEL in area.page.heard.text()
    assert area.turns == []
    area.page.entry.setText("住民票をお願いします。")
    qtbot.keyClick(area.page.entry, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: len(area.turns) == 1 or area.page.banner.text != "", timeout=20_000)
    assert not area.page.heard.isVisible() or area.page.banner.text


@needs_espeak
def test_the_visitors_words_come_back_to_them_before_anything_is_translated(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    area.face()
    speak(qtbot, microphones[1], area.voice.visitor.press.click)
    qtbot.waitUntil(lambda: "heard:yes" in area.visitor.choices, timeout=20_000)
    assert area.visitor.text.text() == area.visitor.entry.text() == ENGLISH
    assert TEST_MODEL in area.visitor.ja.text()
    assert area.turns == []
    area.visitor.choices["heard:no"].click()
    assert area.visitor.entry.text() == ""
    assert area.turns == []


@needs_espeak
def test_words_appear_while_they_are_spoken(area: TalkArea, qtbot: QtBot, microphones: list[Played]) -> None:
    seen: set[str] = set()
    area.voice.staff.listener.hearing.connect(lambda hearing: seen.add(hearing.text))
    speak(qtbot, microphones[0], area.voice.staff.toggle)
    qtbot.waitUntil(area.page.heard.isVisible, timeout=20_000)
    assert {"", "住民票"} <= seen


@needs_espeak
def test_a_microphone_that_goes_away_keeps_the_words_and_says_so(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    microphones[0].breaks_after = len(microphones[0].pieces) * 2 // 3
    for _time in range(20):
        area.page.show_heard("", "")
        area.voice.staff.toggle()
        qtbot.waitUntil(lambda: "マイクが外れました" in area.page.banner.text, timeout=20_000)
        assert area.page.entry.text().startswith("住民票")
        assert not area.voice.staff.listener.listening
        area.page.banner.say("")


@pytest.mark.parametrize("microphones", [[NoneThere(b""), NoneThere(b"")]])
def test_without_a_microphone_the_way_to_type_is_told(area: TalkArea) -> None:
    area.voice.staff.press.click()
    assert "マイクが見つかりません" in area.page.banner.text
    assert area.page.entry.isEnabled()
    assert not area.voice.staff.press.isChecked()


def test_a_language_without_a_model_has_no_button_but_a_line_to_type(area: TalkArea) -> None:
    area.talk_in("ne")
    area.face()
    assert not area.voice.visitor.isVisible()
    assert area.visitor.entry.isVisible()


def test_without_a_model_for_japanese_the_press_says_what_is_missing(
    qtbot: QtBot, counter: Counter, own: DataFolder
) -> None:
    window = Window(counter, data=own, microphone=partial(Played, b""))
    qtbot.addWidget(window)
    window.show()
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    area.talk_in("vi")
    area.voice.staff.press.click()
    qtbot.waitUntil(lambda: "listen-ja" in area.page.banner.text)
    window.close()


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return DataFolder(tmp_path_factory.mktemp("own"))


@needs_espeak
def test_both_sides_are_heard_at_once(area: TalkArea, qtbot: QtBot, microphones: list[Played]) -> None:
    area.face()
    area.voice.staff.toggle()
    area.voice.visitor.toggle()
    qtbot.waitUntil(lambda: all(one.is_over for one in microphones), timeout=30_000)
    area.voice.staff.toggle()
    area.voice.visitor.toggle()
    qtbot.waitUntil(lambda: "heard:yes" in area.visitor.choices and area.page.heard.isVisible(), timeout=30_000)
    assert area.page.entry.text() == "住民票お願いします"
    assert area.visitor.text.text() == ENGLISH


@needs_espeak
def test_a_spoken_answer_goes_into_the_field_once_the_visitor_has_confirmed_it(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    microphone = microphones[1]
    asker = AskVisitor(area.frame, replace(area.services, microphone=lambda: microphone))
    answers: list[Answer | None] = []
    asker.ask(
        Asked("new_address", "text", text={"en": "What is your new address?", "ja": "新しい住所は。"}),
        "en",
        answers.append,
    )
    speak(qtbot, microphone, asker.voice.button.toggle)
    qtbot.waitUntil(lambda: asker.page.help_text.text().startswith("Does the text"), timeout=20_000)
    assert asker.page.entry.text() == ENGLISH
    assert answers == []
    asker.page.send.click()
    assert answers == [ENGLISH]
    assert asker.page.entry.text() == ""


def asked(
    area: TalkArea, qtbot: QtBot, microphone: Played, question: Asked, said_aloud: str
) -> tuple[AskVisitor, list[Answer | None]]:
    """The question on the visitor's page, and what they say to it heard."""
    answers: list[Answer | None] = []
    asker = AskVisitor(area.frame, replace(area.services, microphone=lambda: microphone))
    microphone.pieces = in_pieces(pcm(said(said_aloud, "en-us")))
    asker.ask(question, "en", answers.append)
    speak(qtbot, microphone, asker.voice.button.toggle)
    return asker, answers


@needs_espeak
def test_a_spoken_yes_is_shown_to_its_speaker_and_an_answer_only_once_they_say_so(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    question = Asked("protected", "yes_no", text={"en": "Is this your first time?", "ja": "はじめてですか。"})
    asker, answers = asked(area, qtbot, microphones[1], question, "yes")
    qtbot.waitUntil(lambda: "heard:yes" in asker.page.choices, timeout=20_000)
    assert asker.page.text.text() == "Yes."
    assert TEST_MODEL in asker.page.help_text.text()
    asker.page.choices["heard:no"].click()
    assert (list(asker.page.choices), answers) == (["yes", "no", "do_not_know"], [])
    speak(qtbot, microphones[1], asker.voice.button.toggle)
    qtbot.waitUntil(lambda: "heard:yes" in asker.page.choices, timeout=20_000)
    asker.page.choices["heard:yes"].click()
    assert answers == [True]


@needs_espeak
def test_a_spoken_number_stands_in_its_picker_until_it_is_taken(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    question = Asked("rent", "number", text={"en": "How many people?", "ja": "何人ですか。"})
    asker, answers = asked(area, qtbot, microphones[1], question, "seven, two")
    qtbot.waitUntil(lambda: asker.page.help_text.text().startswith("Does the text"), timeout=20_000)
    assert answers == []
    assert isinstance(asker.page.picker, NumberPicker)
    asker.page.picker.take.click()
    assert answers == [72]


@needs_espeak
def test_what_fits_no_answer_is_asked_again_and_fills_nothing(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    question = Asked("moved_on", "date", text={"en": "When did you move?", "ja": "いつ引っ越しましたか。"})
    asker, answers = asked(area, qtbot, microphones[1], question, "telephone")
    qtbot.waitUntil(lambda: "Please say that again." in asker.page.help_text.text(), timeout=20_000)
    assert answers == []
    assert asker.close()


@needs_espeak
def test_the_next_visitor_ends_the_listening_and_hears_nothing_of_it(
    area: TalkArea, qtbot: QtBot, microphones: list[Played]
) -> None:
    heard: list[object] = []
    area.voice.staff.listener.heard.connect(heard.append)
    area.voice.staff.toggle()
    qtbot.waitUntil(lambda: area.page.entry.text() != "", timeout=20_000)
    window = area.frame
    assert isinstance(window, Window)
    window.start()
    QApplication.processEvents()
    assert heard == []
    assert area.page.entry.text() == ""


def test_a_language_without_a_voice_says_so_on_the_button(area: TalkArea, qtbot: QtBot) -> None:
    area.talk_in("mn" if "mn" in area.languages.tiles else "tl")
    qtbot.waitUntil(lambda: not area.voice.aloud.isEnabled())
    assert area.voice.aloud.text() == "読み上げの声はありません"
    area.talk_in("vi")
    qtbot.waitUntil(area.voice.aloud.isEnabled)


def test_a_voice_of_the_system_speaks_where_this_program_has_none(area: TalkArea, qtbot: QtBot) -> None:
    """Qt's trial engine stands for the system's: it knows English, and goes from ready to speaking and back."""
    mouth = Mouth(area.voice.desk, area, engine="mock")
    mouth._own = frozenset()
    system = mouth._speech()
    assert system is not None
    states: list[str] = []
    system.stateChanged.connect(lambda state: states.append(state.name))
    mouth.say("One two", "en")
    qtbot.waitUntil(lambda: states == ["Speaking", "Ready"], timeout=20_000)
    assert mouth._voice("vi") is None
    mouth.leave()


def test_the_system_is_not_asked_for_languages_that_this_program_speaks_itself(
    area: TalkArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its engine takes seconds to begin and may know thousands of voices, while the window would stand still."""
    asked: list[str] = []
    all_voices = QTextToSpeech.allVoices

    def noted(system: QTextToSpeech, locale: QLocale) -> Sequence[QVoice]:
        asked.append(locale.name()[:2])
        return all_voices(system, locale)

    monkeypatch.setattr(QTextToSpeech, "allVoices", noted)
    mouth = Mouth(area.voice.desk, area, engine="mock")
    for own, system_asked in ((frozenset(languages()), False), (frozenset(languages()) - {"en"}, True)):
        mouth._looked(own)
        assert (mouth._system is not None) is system_asked
        assert mouth.spoken == frozenset(languages())
    assert set(asked) == {"en"}
    mouth.leave()
