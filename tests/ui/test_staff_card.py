"""Signing in, unlocking and enrolling with a staff card at the window: the simulated card, the real store."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.access.password import CHEAP_FOR_TESTS
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedConnection
from app.card.simulated.staff import StaffCardData, authority_pem, staff_chip
from app.card.staff_card import CardProof, authorities, prove
from app.journeys.counter import Counter
from app.journeys.signing_in import SigningIn
from app.journeys.staff_cards import StaffCards
from app.paths import DataFolder
from models.card import CardKind, Readers, ReaderState, SecretKind
from models.staff import Role
from tests.staff import PASSWORD, Office, office
from ui.access.staff_area import StaffArea
from ui.access.staff_dialogs import CardDialog
from ui.areas import STAFF
from ui.window import Window

STAFF_READER, READER = "Reader 2", "Reader 1"
LYING = (ReaderState(READER, CardKind.NONE), ReaderState(STAFF_READER, CardKind.STAFF))
LIFTED = (ReaderState(READER, CardKind.NONE), ReaderState(STAFF_READER, CardKind.NONE))


class Watched(Counter):
    """A counter whose readers say what the test tells them."""

    def __init__(self, here: Office) -> None:
        super().__init__(lambda: here.counter.receptions, "窓口1")
        object.__setattr__(self, "told", SimpleQueue[Readers]())

    told: SimpleQueue[Readers]

    def watch(self, listener: Callable[[Readers], None], cancel: Event) -> None:
        while not cancel.is_set():
            if not self.told.empty():
                listener(self.told.get())
            cancel.wait(0.01)


class SimulatedCards(StaffCards):
    """The card that lies there is a simulated one."""

    chip = staff_chip(StaffCardData())

    def prove(self, pin: Secret, reader: str | None, cancel: Event) -> CardProof:
        trusted = authorities(self._file.read_bytes())
        return prove(pin, trusted, cancel, reader, lambda: SimulatedConnection(self.chip))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "data") as one:
        one.hire("mado", Role.CLERK)
        yield one


@pytest.fixture
def cards(here: Office, tmp_path: Path) -> SimulatedCards:
    cards = SimulatedCards(here.counter, DataFolder(tmp_path / "data"))
    (tmp_path / "authority.pem").write_bytes(authority_pem())
    here.signing.sign_in(here.proof("kanri"))
    cards.trust(tmp_path / "authority.pem")
    here.signing.sign_out()
    return cards


@pytest.fixture
def window(here: Office, cards: SimulatedCards, qtbot: QtBot) -> Iterator[Window]:
    counter = Watched(here)
    one = Window(counter)
    one.keeper.signing = SigningIn(counter, CHEAP_FOR_TESTS)
    one.keeper.cards = SimulatedCards(counter, DataFolder(cards._file.parent))
    one.keeper.show()
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    counter.told.put(LYING)
    qtbot.waitUntil(lambda: one._services.card.readers == LYING)
    yield one
    one.close()
    one.deleteLater()


def enrolled(here: Office, cards: SimulatedCards) -> None:
    here.signing.sign_in(here.proof("kanri"))
    proof = cards.prove(Secret(SecretKind.STAFF_PIN, b"123456"), None, Event())
    cards.enrol(here.staff("mado").id, proof)
    here.signing.sign_out()


def sign_in_with_card(window: Window, qtbot: QtBot, pin: str = "123456") -> None:
    page = window.keeper.page
    page.by_card.setChecked(True)
    page.login.setText("mado")
    page.password.setText(PASSWORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert window.focusWidget() is page.pin
    QTest.keyClicks(page.pin, pin)
    assert page.pin.text() == "●" * len(pin)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)


def told(window: Window, readers: Readers) -> None:
    counter = window._counter
    assert isinstance(counter, Watched)
    counter.told.put(readers)


def test_password_and_card_sign_in_and_lifting_the_card_locks_at_once(
    window: Window, here: Office, cards: SimulatedCards, qtbot: QtBot
) -> None:
    enrolled(here, cards)
    sign_in_with_card(window, qtbot)
    qtbot.waitUntil(lambda: window.page() is window.start_page)
    assert window._services.card.readers == (ReaderState(READER, CardKind.NONE),), "the own card is no visitor's"
    told(window, LIFTED)
    qtbot.waitUntil(lambda: window.keeper.dialog is not None)
    dialog = window.keeper.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: here.trail[-1] == "access.locked")
    told(window, LYING)
    qtbot.waitUntil(lambda: window._services.card.readers == LYING)
    QTest.keyClicks(dialog.pin, "123456")
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.keeper.dialog is None)
    assert window._services.card.readers == (ReaderState(READER, CardKind.NONE),)
    told(window, None)
    qtbot.waitUntil(lambda: window.keeper.dialog is not None)


def test_a_card_lifted_under_the_lock_does_not_lock_twice(
    window: Window, here: Office, cards: SimulatedCards, qtbot: QtBot
) -> None:
    enrolled(here, cards)
    sign_in_with_card(window, qtbot)
    qtbot.waitUntil(lambda: window.page() is window.start_page)
    window.keeper.lock("idle")
    told(window, LIFTED)
    session = window._counter.seat
    qtbot.waitUntil(lambda: session.session is not None and session.session.card_reader == "")
    dialog = window.keeper.dialog
    assert dialog is not None
    dialog.password.setText(PASSWORD)
    dialog.open_.click()
    qtbot.waitUntil(lambda: window.keeper.dialog is None)
    qtbot.wait(200)
    assert window.keeper.dialog is None


def test_a_wrong_pin_says_how_many_tries_are_left_and_wipes_the_line(
    window: Window, here: Office, cards: SimulatedCards, qtbot: QtBot
) -> None:
    enrolled(here, cards)
    page = window.keeper.page
    page.by_card.setChecked(True)
    sign_in_with_card(window, qtbot, "654321")
    qtbot.waitUntil(lambda: "残りは2回" in page.banner.text)
    assert (page.pin.text(), len(page.pin), page.password.text()) == ("", 0, "")


def test_a_card_that_is_nobodys_signs_nobody_in(window: Window, here: Office, qtbot: QtBot) -> None:
    sign_in_with_card(window, qtbot)
    qtbot.waitUntil(lambda: "違います" in window.keeper.page.banner.text)
    assert window._counter.seat.session is None


def test_cards_are_not_offered_where_the_ward_has_named_no_authority(here: Office, qtbot: QtBot) -> None:
    counter = Watched(here)
    window = Window(counter)
    window.show()
    qtbot.waitExposed(window)
    assert not window.keeper.page.by_card.isVisible()
    window.keeper._sign_in(here.proof("mado"))
    qtbot.waitUntil(lambda: "start_page" in vars(window) and window.page() is window.start_page)
    window.keeper.lock()
    assert window.keeper.dialog is not None
    assert not window.keeper.dialog.pin.isVisible()
    window.close()
    window.deleteLater()


def test_the_administrator_enrols_the_card_that_lies_there_and_takes_it_away_again(
    window: Window, here: Office, qtbot: QtBot
) -> None:
    window.keeper._sign_in(here.proof("kanri"))
    qtbot.waitUntil(lambda: "start_page" in vars(window) and window.page() is window.start_page)
    area = window.area(STAFF)
    assert isinstance(area, StaffArea)
    area.cards = window.keeper.cards
    window.enter(STAFF)
    qtbot.waitUntil(lambda: area.page.table.rowCount() == 2)
    area.page.table.selectRow(1)

    def typed() -> None:
        dialog = next(one for one in window.findChildren(CardDialog) if one.isVisible())
        QTest.keyClicks(dialog.pin, "123456")
        QTest.keyClick(dialog.pin, Qt.Key.Key_Return)

    QTimer.singleShot(200, typed)
    area.page.deeds["card"].click()
    qtbot.waitUntil(lambda: bool(here.staff("mado").card))
    qtbot.waitUntil(lambda: "職員証" in area.page.table.item(1, 3).text())  # type: ignore[union-attr]
    area.page.table.selectRow(1)
    area.page.deeds["no_card"].click()
    qtbot.waitUntil(lambda: not here.staff("mado").card)
