"""The read page in the real window: every state reached with a simulated card, and shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.card import reading
from app.card.connection import CardConnection
from app.card.read import read_card, silent
from app.card.reading import ReadingState
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.simulated.chip import ChipSecret, SimulatedConnection
from app.errors import CardMoved, KnownError, NoReader
from app.journeys.counter import Counter
from models.card import CardKind, CardReading, ReaderCondition, Readers, ReaderState, SecretKind
from models.reception import Step
from tests.app.card.people import NUMBER_B, PIN, chip
from ui.areas import RECEPTION
from ui.pages.read import ReadPage
from ui.pages.read_looks import LOOKS
from ui.reception import ReceptionArea
from ui.window import Window

S = ReadingState
READER = "試験リーダー"


def holding(card: CardKind, condition: ReaderCondition = ReaderCondition.READY, name: str = READER) -> ReaderState:
    return ReaderState(name, card, condition)


MY_NUMBER = (holding(CardKind.MY_NUMBER),)


@dataclass(frozen=True)
class Scripted(Counter):
    """The counter with readers as the test tells them, and with a card in process."""

    told: SimpleQueue[Readers] = field(default_factory=SimpleQueue)
    card: list[Callable[[], CardConnection]] = field(default_factory=list)
    readers_asked: list[str | None] = field(default_factory=list)

    def watch(self, listener: Callable[[Readers], None], cancel: Event) -> None:
        while not cancel.is_set():
            try:
                listener(self.told.get(timeout=0.05))
            except Empty:
                continue

    def read_card(
        self, request: ReadRequest, secret: SecretSource, cancel: Event, progress: Progress | None = None
    ) -> CardReading:
        self.readers_asked.append(request.reader)
        return read_card(replace(request, patience=0.5), secret, cancel, progress or silent, self.card[-1])

    def lay(self, connect: Callable[[], CardConnection]) -> None:
        self.card.append(connect)
        self.told.put(MY_NUMBER)


@pytest.fixture
def scripted(counter: Counter) -> Scripted:
    return Scripted(counter.open_store, "窓口1", seat=counter.seat)


@pytest.fixture
def window(qtbot: QtBot, scripted: Scripted) -> Iterator[Window]:
    one = Window(scripted)
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    one.start_page.new.click()
    yield one
    one.close()
    one.deleteLater()


@pytest.fixture
def page(window: Window) -> ReadPage:
    return reception(window).pages.read


def reception(window: Window) -> ReceptionArea:
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    return area


def step(window: Window) -> Step | None:
    work = reception(window)._work
    return work.reception.step if work else None


def press(qtbot: QtBot, page: ReadPage, secret: bytes) -> None:
    qtbot.waitUntil(page.pad.isEnabled)
    for character in secret.decode():
        qtbot.keyClick(page.pad, getattr(Qt.Key, f"Key_{character}"))  # type: ignore[no-untyped-call]


def comes(qtbot: QtBot, page: ReadPage, state: ReadingState) -> None:
    """The state, and its words on the screen."""
    qtbot.waitUntil(lambda: page.state is state, timeout=3000)
    assert page._heading.isVisibleTo(page)
    if state not in (S.ASKING, S.OTHER_CARD):
        assert page._heading.text() == LOOKS[state].heading


def way(page: ReadPage, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if words in one.text() and one.property("way"))


@pytest.mark.parametrize(
    ("readers", "state", "words"),
    [
        (None, S.NO_SERVICE, "サービス"),
        ((), S.NO_READER, "USB"),
        ((holding(CardKind.NONE),), S.WAITING, "中央"),
        ((holding(CardKind.UNKNOWN, ReaderCondition.CHECKING),), S.CHECKING, "動かさない"),
        ((holding(CardKind.UNKNOWN, ReaderCondition.IN_USE),), S.IN_USE, "自動で"),
        ((holding(CardKind.PHONE),), S.OTHER_CARD, "マイナンバーカードを置く"),
        ((holding(CardKind.UNKNOWN),), S.OTHER_CARD, "1枚だけ"),
        ((holding(CardKind.STAFF),), S.OTHER_CARD, "職員証を取り"),
        ((holding(CardKind.MY_NUMBER), holding(CardKind.MY_NUMBER, name="もう一つ")), S.SEVERAL_CARDS, "選ぶ"),
    ],
)
def test_what_lies_on_the_readers_is_shown_with_what_to_do(
    qtbot: QtBot, scripted: Scripted, page: ReadPage, readers: Readers, state: ReadingState, words: str
) -> None:
    scripted.card.append(lambda: _raise(NoReader(reason="in_use")))
    scripted.told.put(readers)
    comes(qtbot, page, state)
    assert words in page._detail.text()
    assert not page.pad.isEnabled()


def _raise(error: KnownError) -> CardConnection:
    raise error


def test_the_tries_left_are_shown_before_anything_is_typed(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    scripted.lay(lambda: SimulatedConnection(chip()))
    qtbot.waitUntil(lambda: "あと3回" in page._left.text())
    assert page.state is S.ASKING
    assert scripted.readers_asked == [READER]


def test_a_right_pin_reads_and_goes_on(qtbot: QtBot, scripted: Scripted, window: Window, page: ReadPage) -> None:
    scripted.lay(lambda: SimulatedConnection(chip()))
    press(qtbot, page, PIN)
    comes(qtbot, page, S.DONE)
    assert step(window) is Step.HOUSEHOLD


def test_the_last_try_is_taken_only_after_a_deliberate_yes(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    one = chip(pin=ChipSecret(PIN, 2, 3))
    scripted.lay(lambda: SimulatedConnection(one))
    press(qtbot, page, b"0000")
    comes(qtbot, page, S.LAST_TRY)
    assert not page.pad.isEnabled()
    page.last_try.click()
    press(qtbot, page, PIN)
    comes(qtbot, page, S.DONE)


def test_a_wrong_last_try_locks_and_code_b_is_offered_as_a_button_that_reads(
    qtbot: QtBot, scripted: Scripted, page: ReadPage
) -> None:
    one = chip(pin=ChipSecret(PIN, 1, 3))
    scripted.lay(lambda: SimulatedConnection(one))
    comes(qtbot, page, S.LAST_TRY)
    page.last_try.click()
    press(qtbot, page, b"0000")
    comes(qtbot, page, S.LOCKED)
    way(page, "照合番号B").click()
    comes(qtbot, page, S.ASKING)
    assert page._kind is SecretKind.NUMBER_B
    press(qtbot, page, NUMBER_B)
    comes(qtbot, page, S.DONE)


def test_a_locked_card_is_told_without_any_try_and_typing_goes_on(
    qtbot: QtBot, scripted: Scripted, window: Window, page: ReadPage
) -> None:
    one = chip(pin=ChipSecret(PIN, 0, 3))
    scripted.lay(lambda: SimulatedConnection(one))
    comes(qtbot, page, S.LOCKED)
    way(page, "手で入力").click()
    assert step(window) is Step.HOUSEHOLD
    assert one.verifications == 0


def test_a_wrong_pin_is_said_with_the_tries_that_are_left(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    one = chip()
    scripted.lay(lambda: SimulatedConnection(one))
    press(qtbot, page, b"0000")
    comes(qtbot, page, S.WRONG)
    assert "あと2回" in page._left.text()
    press(qtbot, page, PIN)
    comes(qtbot, page, S.DONE)


def test_a_card_lifted_in_the_reading_is_told_and_read_again_when_it_is_back(
    qtbot: QtBot, scripted: Scripted, page: ReadPage
) -> None:
    scripted.lay(lambda: SimulatedConnection(chip(), lift_after=9))
    press(qtbot, page, PIN)
    comes(qtbot, page, S.MOVED)
    scripted.told.put((holding(CardKind.NONE),))
    scripted.told.put((holding(CardKind.UNKNOWN, ReaderCondition.CHECKING),))
    scripted.lay(lambda: SimulatedConnection(chip()))
    comes(qtbot, page, S.ASKING)
    assert page.banner.text == ""
    press(qtbot, page, PIN)
    comes(qtbot, page, S.DONE)


def test_content_that_does_not_hold_together_is_told_and_fills_nothing(
    qtbot: QtBot, scripted: Scripted, window: Window, page: ReadPage
) -> None:
    scripted.lay(lambda: SimulatedConnection(chip(defect="truncated")))
    press(qtbot, page, PIN)
    comes(qtbot, page, S.UNREADABLE)
    assert step(window) is Step.READ


class Silent(SimulatedConnection):
    """Answers the look, and falls silent in the reading until it is lifted."""

    def __init__(self, lifted: Event) -> None:
        super().__init__(chip())
        self._lifted = lifted

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        if command[1] == 0x20 and len(command) > 5:
            self._lifted.wait()
            raise CardMoved
        return super().transmit(command)


@pytest.fixture
def lifted() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def test_a_mute_card_is_given_up(qtbot: QtBot, scripted: Scripted, page: ReadPage, lifted: Event) -> None:
    scripted.lay(lambda: Silent(lifted))
    press(qtbot, page, PIN)
    comes(qtbot, page, S.NO_ANSWER)


def test_a_slow_card_is_told_to_be_slow_and_can_be_stopped(
    qtbot: QtBot, scripted: Scripted, page: ReadPage, lifted: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.read.NOTICE_AFTER", 0.1)
    assert reading.NOTICE_AFTER == 3.0
    scripted.lay(lambda: Silent(lifted))
    press(qtbot, page, PIN)
    comes(qtbot, page, S.READING)
    assert page.stop.isVisibleTo(page)
    comes(qtbot, page, S.SLOW)
    page.stop.click()
    comes(qtbot, page, S.ASKING)
    assert "やめました" in page.banner.text


def test_of_two_readers_one_is_chosen_by_a_button(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    scripted.card.append(lambda: SimulatedConnection(chip()))
    scripted.told.put((holding(CardKind.MY_NUMBER), holding(CardKind.MY_NUMBER, name="もう一つ")))
    comes(qtbot, page, S.SEVERAL_CARDS)
    way(page, "もう一つ").click()
    comes(qtbot, page, S.ASKING)
    qtbot.waitUntil(lambda: scripted.readers_asked == ["もう一つ"])
    scripted.told.put((holding(CardKind.MY_NUMBER), holding(CardKind.NONE, name="もう一つ")))
    comes(qtbot, page, S.WAITING)
    assert "もう一つ" in page._detail.text(), "the reader is remembered, and said"


def test_a_residence_card_asks_for_its_printed_number_in_letters_and_digits(
    qtbot: QtBot, scripted: Scripted, page: ReadPage
) -> None:
    scripted.card.append(lambda: SimulatedConnection(chip()))
    scripted.told.put((holding(CardKind.RESIDENCE),))
    comes(qtbot, page, S.ASKING)
    assert page._kind is SecretKind.RESIDENCE_NUMBER
    press(qtbot, page, b"A1B")  # a digit where a letter belongs is not taken
    assert page.pad._dots.text() == "●●　○○○○○○○○　○○"
    assert page.pad._keys.currentWidget() is page.pad._digits


def test_digits_typed_before_the_card_left_are_gone(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    scripted.lay(lambda: SimulatedConnection(chip()))
    press(qtbot, page, PIN[:2])
    scripted.told.put((holding(CardKind.NONE),))
    comes(qtbot, page, S.WAITING)
    assert len(page.pad._secret) == 0


def test_shuffled_digits_are_all_there_and_type_what_they_say(qtbot: QtBot, scripted: Scripted, page: ReadPage) -> None:
    scripted.lay(lambda: SimulatedConnection(chip()))
    qtbot.waitUntil(page.pad.isEnabled)
    page.pad.shuffle.click()
    keys = {one.text(): one for one in page.pad._digits.findChildren(QPushButton)}
    assert sorted(keys) == sorted([*"0123456789", "消す", "←"])
    for digit in PIN.decode():
        keys[digit].click()
    comes(qtbot, page, S.DONE)


def test_every_state_has_its_words() -> None:
    assert set(LOOKS) == set(ReadingState)
