"""A clerk's morning on the real reader service: signs in with the own card, reads a visitor's beside it, leaves."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.access.password import CHEAP_FOR_TESTS
from app.card.reading import ReadingState
from app.card.secret import Secret
from app.card.simulated.staff import StaffCardData, authority_pem, staff_chip
from app.journeys.counter import Counter
from app.journeys.signing_in import SigningIn
from app.journeys.staff_cards import StaffCards
from app.paths import DataFolder
from models.card import SecretKind
from models.reception import Step
from models.staff import Role
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import SECOND, SECOND_PORT, card_laid
from tests.staff import PASSWORD, Office, office
from ui.areas import RECEPTION
from ui.reception import ReceptionArea
from ui.window import Window

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


@pytest.fixture
def service() -> Iterator[None]:
    with reader_service.running():
        yield


@pytest.fixture
def here(service: None, tmp_path: Path) -> Iterator[Office]:
    """`mado` has a card of the ward's authority."""
    with office(tmp_path / "data") as one:
        one.hire("mado", Role.CLERK)
        one.signing.sign_in(one.proof("kanri"))
        (tmp_path / "authority.pem").write_bytes(authority_pem())
        cards = StaffCards(one.counter, DataFolder(tmp_path / "data"))
        cards.trust(tmp_path / "authority.pem")
        with card_laid(staff_chip(StaffCardData()), SECOND_PORT):
            proof = cards.prove(Secret(SecretKind.STAFF_PIN, b"123456"), SECOND, Event())
        cards.enrol(one.staff("mado").id, proof)
        one.signing.sign_out()
        yield one


@pytest.fixture
def window(here: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    counter = Counter(lambda: here.counter.receptions, "窓口1")
    one = Window(counter)
    one.keeper.signing = SigningIn(counter, CHEAP_FOR_TESTS)
    one.keeper.cards = StaffCards(counter, DataFolder(tmp_path / "data"))
    one.keeper.show()
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


def test_signing_in_reading_a_visitors_card_and_lifting_the_own(window: Window, here: Office, qtbot: QtBot) -> None:
    with ExitStack() as own:
        own.enter_context(card_laid(staff_chip(StaffCardData()), SECOND_PORT))
        qtbot.waitUntil(lambda: "職員証" in window.reader.text(), timeout=10_000)
        page = window.keeper.page
        page.by_card.setChecked(True)
        page.login.setText("mado")
        page.password.setText(PASSWORD)
        QTest.keyClicks(page.pin, "123456")
        QTest.keyClick(page.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.page() is window.start_page, timeout=10_000)
        assert "カードを待っています" in window.reader.text(), "the own card is no visitor's"
        window.enter(RECEPTION)
        area = window.area(RECEPTION)
        assert isinstance(area, ReceptionArea)
        with card_laid(chip()):
            qtbot.waitUntil(lambda: area.pages.read.state is ReadingState.ASKING, timeout=10_000)
            qtbot.waitUntil(area.pages.read.pad.isEnabled)
            QTest.keyClicks(area.pages.read.pad, PIN.decode())
            qtbot.waitUntil(
                lambda: area._work is not None and area._work.reception.step is Step.HOUSEHOLD, timeout=10_000
            )
        assert window.keeper.dialog is None, "a visitor's card that is lifted locks nothing"
    qtbot.waitUntil(lambda: window.keeper.dialog is not None, timeout=10_000)
    qtbot.waitUntil(lambda: here.trail[-1] == "access.locked")
