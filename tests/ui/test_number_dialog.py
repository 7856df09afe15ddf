"""The dialog that reads individual numbers, where cards come and go: tries, locks, strangers, second thoughts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.card.connection import CardConnection
from app.card.reading import ReadingState
from app.card.simulated.chip import ChipSecret, SimulatedChip, SimulatedConnection
from app.errors import NoReader
from app.journeys.counter import Counter
from models.card import CardKind, ReaderCondition
from models.case import NationalityClass
from models.reception import Step
from tests.app.card.people import PIN, chip
from tests.ui.test_read_page import MY_NUMBER, Scripted, holding
from tests.ui.test_window import area, family, show, work_of
from ui.pages.sheets import SheetsPage
from ui.widgets.number_dialog import NumberDialog
from ui.widgets.number_panel import missing
from ui.window import Window

S = ReadingState
NUMBERS = ("111122223334", "222233334444")
"""With a wrong check digit, as every invented one."""


@pytest.fixture
def desk(counter: Counter) -> Scripted:
    return Scripted(counter.open_store, "窓口1", practice=True, seat=counter.seat)


@pytest.fixture
def page(qtbot: QtBot, desk: Scripted) -> Iterator[SheetsPage]:
    """The sheets of a family of which two people are asked, and the dialog opened by the consent."""
    window = Window(desk)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    work = family(window)
    show(window, replace(work, reception=replace(work.reception, step=Step.SHEETS)))
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    assert len(missing(work_of(window))) >= 2
    yield area(window).pages.sheets
    window.close()
    window.deleteLater()


def member(page: SheetsPage, place: int, **changes: object) -> SimulatedChip:
    """The card of the `place`-th of those who are asked."""
    assert page._work is not None
    one = page._work.case.members[asked(page)[place]]
    assert one.birth_date is not None
    born = str(one.birth_date).replace("-", "")
    return chip(**{"name": one.name, "birth_date": born, "individual_number": NUMBERS[place], **changes})


def asked(page: SheetsPage) -> list[int]:
    assert page._work is not None
    return sorted({index for form in page._work.number_forms for index in form.members})


def consent(page: SheetsPage) -> NumberDialog:
    page.numbers.read.click()
    assert page.dialog is not None
    return page.dialog


def laid(desk: Scripted, one: SimulatedChip) -> None:
    """Laid down after whatever lay there was taken away."""
    desk.told.put((holding(CardKind.NONE),))
    desk.told.put((holding(CardKind.UNKNOWN, ReaderCondition.CHECKING),))
    desk.lay(on(one))


def on(one: SimulatedChip) -> Callable[[], CardConnection]:
    return lambda: SimulatedConnection(one)


def typed(qtbot: QtBot, dialog: NumberDialog, pin: bytes = PIN) -> None:
    qtbot.waitUntil(dialog.pad.isEnabled)
    for digit in pin.decode():
        qtbot.keyClick(dialog.pad, getattr(Qt.Key, f"Key_{digit}"))  # type: ignore[no-untyped-call]


def comes(qtbot: QtBot, dialog: NumberDialog, state: ReadingState, words: str = "") -> None:
    qtbot.waitUntil(lambda: dialog.state is state and words in dialog.detail.text(), timeout=5000)


def numbers(page: SheetsPage) -> dict[int, str]:
    return dict(page._work.numbers) if page._work is not None else {}


def has(page: SheetsPage, count: int) -> bool:
    return len(numbers(page)) == count


def test_each_holder_lays_down_their_own_card_and_types_their_own_pin(
    qtbot: QtBot, desk: Scripted, page: SheetsPage
) -> None:
    dialog = consent(page)
    for place, pin in enumerate((PIN, b"1357")):
        laid(desk, member(page, place, pin=ChipSecret(pin, 3)))
        comes(qtbot, dialog, S.ASKING, "あと3回")
        typed(qtbot, dialog, pin)
        qtbot.waitUntil(partial(has, page, place + 1), timeout=10_000)
        comes(qtbot, dialog, S.DONE, "次の方のカード")
        assert not dialog.pad.isEnabled()
    assert numbers(page) == dict(zip(asked(page)[:2], NUMBERS, strict=True))


def test_the_tries_left_stand_there_before_a_digit_is_typed_and_after_a_wrong_pin(
    qtbot: QtBot, desk: Scripted, page: SheetsPage
) -> None:
    dialog = consent(page)
    one = member(page, 0)
    laid(desk, one)
    comes(qtbot, dialog, S.ASKING, "あと3回")
    typed(qtbot, dialog, b"0000")
    comes(qtbot, dialog, S.WRONG, "あと2回")
    typed(qtbot, dialog)
    qtbot.waitUntil(partial(has, page, 1), timeout=10_000)


def test_the_last_try_is_spent_only_after_a_deliberate_yes(qtbot: QtBot, desk: Scripted, page: SheetsPage) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0, pin=ChipSecret(PIN, 1)))
    comes(qtbot, dialog, S.LAST_TRY, "ロックされます")
    assert (dialog.last_try.isVisible(), dialog.pad.isEnabled()) == (True, False)
    dialog.last_try.click()
    typed(qtbot, dialog)
    qtbot.waitUntil(partial(has, page, 1), timeout=10_000)


def test_a_wrong_pin_before_the_last_try_asks_for_the_yes_again(qtbot: QtBot, desk: Scripted, page: SheetsPage) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0, pin=ChipSecret(PIN, 2)))
    comes(qtbot, dialog, S.ASKING, "あと2回")
    typed(qtbot, dialog, b"0000")
    comes(qtbot, dialog, S.LAST_TRY)
    assert not dialog.pad.isEnabled()


@pytest.mark.parametrize("tries", [0, 1])
def test_a_locked_pin_is_said_and_leads_to_the_pen(qtbot: QtBot, desk: Scripted, page: SheetsPage, tries: int) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0, pin=ChipSecret(PIN, tries)))
    if tries:
        comes(qtbot, dialog, S.LAST_TRY)
        dialog.last_try.click()
        typed(qtbot, dialog, b"0000")
    comes(qtbot, dialog, S.LOCKED, "手書き")
    assert "ロック" in dialog.heading.text()
    assert not dialog.pad.isEnabled()
    dialog.yes.click()
    assert numbers(page) == {}


@pytest.mark.parametrize("changes", [{"name": "別人　花子"}, {"birth_date": "19700101"}])
def test_the_card_of_somebody_who_is_not_asked_gives_no_number(
    qtbot: QtBot, desk: Scripted, page: SheetsPage, changes: dict[str, str]
) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0, **changes))
    comes(qtbot, dialog, S.ASKING, "あと3回")
    typed(qtbot, dialog)
    comes(qtbot, dialog, S.ASKING, "番号を書く方の中にいません")
    assert numbers(page) == {}


def test_a_foreign_holder_is_known_by_the_name_in_letters(qtbot: QtBot, desk: Scripted, page: SheetsPage) -> None:
    dialog = consent(page)
    assert page._work is not None
    work = page._work
    first = asked(page)[0]
    people = list(work.case.members)
    people[first] = replace(people[first], name="NGUYEN VAN AN", nationality_class=NationalityClass.FOREIGN)
    case = replace(work.case, members=tuple(people))
    dialog.accept()
    window = page.window()
    assert isinstance(window, Window)
    show(window, replace(work, reception=replace(work.reception, case=case), bundle=None))
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    dialog = consent(page)
    laid(desk, member(page, asked(page).index(first), name="NGUYEN VAN　AN"))
    comes(qtbot, dialog, S.ASKING, "あと3回")
    typed(qtbot, dialog)
    qtbot.waitUntil(lambda: list(numbers(page)) == [first], timeout=10_000)


def test_who_thinks_better_of_it_after_a_card_has_the_number_dropped(
    qtbot: QtBot, desk: Scripted, page: SheetsPage
) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0))
    typed(qtbot, dialog)
    qtbot.waitUntil(partial(has, page, 1), timeout=10_000)
    dialog.yes.click()
    page.numbers.decline.click()
    assert numbers(page) == {}
    assert page.numbers.decline.isHidden()
    qtbot.waitUntil(lambda: "手書き" in " ".join(one.text() for one in page.numbers.findChildren(QLabel)))
    assert not page.numbers.read.isHidden(), "the visitor may agree again"


def test_a_dialog_closed_while_the_card_is_read_takes_no_number(qtbot: QtBot, desk: Scripted, page: SheetsPage) -> None:
    dialog = consent(page)
    laid(desk, member(page, 0))
    comes(qtbot, dialog, S.ASKING, "あと3回")
    typed(qtbot, dialog)
    dialog.reject()
    qtbot.wait(300)
    assert numbers(page) == {}


@pytest.mark.parametrize(
    ("readers", "state", "words"),
    [
        (None, S.NO_SERVICE, "手書き"),
        ((), S.NO_READER, "USB"),
        ((holding(CardKind.NONE),), S.WAITING, "中央"),
        ((holding(CardKind.RESIDENCE),), S.OTHER_CARD, "マイナンバーカードからだけ"),
        ((holding(CardKind.DRIVER_LICENCE),), S.OTHER_CARD, "マイナンバーカードからだけ"),
        ((holding(CardKind.PHONE),), S.OTHER_CARD, "手書き"),
        ((*MY_NUMBER, holding(CardKind.MY_NUMBER, name="もう一つ")), S.SEVERAL_CARDS, "1枚だけ"),
    ],
)
def test_what_lies_on_the_reader_is_said_and_the_pad_takes_nothing(
    qtbot: QtBot, desk: Scripted, page: SheetsPage, readers: object, state: ReadingState, words: str
) -> None:
    desk.card.append(_no_reader)
    dialog = consent(page)
    desk.told.put(MY_NUMBER)
    desk.told.put(readers)  # type: ignore[arg-type]
    comes(qtbot, dialog, state, words)
    assert not dialog.pad.isEnabled()


def _no_reader() -> CardConnection:
    raise NoReader(reason="in_use")
