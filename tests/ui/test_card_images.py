"""The card's pictures above the fields: shown, zoomed, and gone with the visitor."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.card.reading import ReadingState
from app.journeys.counter import Counter
from app.journeys.holder import with_holder
from models.card import CardReading
from models.case import NationalityClass
from models.reception import Step
from tests.app.card.others import FIRST, LICENCE_PIN1, SPECIAL, licence, read, residence
from tests.ui.test_household import edit
from ui.areas import RECEPTION
from ui.pages.household import HouseholdPage
from ui.reception import ReceptionArea
from ui.widgets.card_images import CardImages
from ui.window import Window
from ui.work import Work


@pytest.fixture(scope="module")
def reading() -> CardReading:
    return read(residence())


def pictures(widget: CardImages) -> dict[str, QLabel]:
    return {one.accessibleName(): one for one in widget.findChildren(QLabel) if not one.pixmap().isNull()}


def test_the_pictures_of_a_card_stand_under_their_captions(qtbot: QtBot, reading: CardReading) -> None:
    widget = CardImages()
    qtbot.addWidget(widget)
    widget.show_pictures(reading.images)
    assert widget.shown == ("name", "address", "face")
    assert set(pictures(widget)) == {"氏名", "住居地", "顔写真"}


def test_zooming_enlarges_up_to_three_times_and_back(qtbot: QtBot, reading: CardReading) -> None:
    widget = CardImages()
    qtbot.addWidget(widget)
    widget.show_pictures(reading.images)
    before = pictures(widget)["氏名"].width()
    for _ in range(5):
        widget.closer.click()
    QApplication.processEvents()
    assert (widget.scale, widget.closer.isEnabled()) == (3.0, False)
    wheel(widget, -120)
    wheel(widget, -120)
    wheel(widget, -120)
    assert (widget.scale, pictures(widget)["氏名"].width()) == (1.0, before)


def wheel(widget: CardImages, delta: int) -> None:
    """Ctrl and the wheel over the pictures."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget._area.viewport(), event)
    QApplication.sendPostedEvents()


def test_a_picture_that_is_broken_is_left_out(qtbot: QtBot, reading: CardReading) -> None:
    widget = CardImages()
    qtbot.addWidget(widget)
    widget.show_pictures({**reading.images, "name": b"broken"})
    assert widget.shown == ("address", "face")
    widget.show_pictures({})
    assert not widget.shown


def test_a_residence_card_fills_what_it_says_and_leaves_the_name_to_the_clerk(counter: Counter) -> None:
    case = with_holder(counter.new_reception().case, read(residence()))
    member = case.members[0]
    assert member.residence_card is not None
    assert (member.name, member.nationality_class, str(member.birth_date)) == (
        "",
        NationalityClass.FOREIGN,
        "2003-08-15",
    )
    assert vars(member.residence_card) | {"valid_until": str(member.residence_card.valid_until)} == {
        "number": "AB12345678CD",
        "nationality": "ベトナム",
        "status": "",
        "period": "1年3月",
        "valid_until": "2028-02-29",
        "category": "中長期在留者",
    }


def test_a_special_permanent_resident_and_an_older_card_fill_theirs(counter: Counter) -> None:
    empty = counter.new_reception().case
    assert with_holder(empty, read(residence(SPECIAL))).members[0].nationality_class is (
        NationalityClass.SPECIAL_PERMANENT
    )
    older = with_holder(empty, read(residence(FIRST)))
    assert older.old_address is not None
    assert older.old_address.address == "東京都墨田区押上二丁目１番１号"


def test_a_licence_fills_the_name_and_says_that_its_holder_drives(counter: Counter) -> None:
    member = with_holder(counter.new_reception().case, read(licence(), LICENCE_PIN1, b"4729")).members[0]
    assert (member.name, member.driver_licence, member.my_number_card) == ("墨田　太郎", True, False)


@pytest.mark.parametrize(
    ("one", "issuer", "words"),
    [
        (read(licence(), LICENCE_PIN1, b"4729"), "", "署名は確かめていません"),
        (read(residence()), "not_checked", "だれが発行したかまでは確かめていません"),
        (read(residence()), "agency", "出入国在留管理庁の証明書と合っています"),
    ],
    ids=["licence", "residence", "residence of the agency"],
)
def test_what_a_cards_signature_proves_is_said_where_it_was_read_and_through_the_steps(
    qtbot: QtBot, counter: Counter, one: CardReading, issuer: str, words: str
) -> None:
    window = Window(counter)
    qtbot.addWidget(window)
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    area.show_work(Work(counter.new_reception()))
    area.pages.read.state = ReadingState.READING
    area._read_done(replace(one, warnings=("要確認",), details={**one.details, "issuer": issuer}))
    assert words in area.pages.read._detail.text()
    area.go(Step.HOUSEHOLD)
    assert words in area.pages.household.proof.text()
    window.start()
    assert not area.pages.household.proof.text()
    window.close()


def test_the_pictures_stay_with_the_visitor_through_the_steps_and_leave_with_them(
    qtbot: QtBot, counter: Counter, reading: CardReading
) -> None:
    window = Window(counter)
    qtbot.addWidget(window)
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    reception = replace(counter.new_reception(), step=Step.HOUSEHOLD)
    area.show_work(Work(reception, pictures=reading.images))
    page = area.pages.household
    assert isinstance(page, HouseholdPage)
    assert page.card_images.shown
    page.show_member(0)
    edit(page, "氏名").setText("NGUYEN THI MINH CHAU")
    area.go(Step.QUESTIONS)
    assert not page.card_images.shown
    area.go(Step.HOUSEHOLD)
    assert page.card_images.shown
    window.start()
    assert not page.card_images.shown
    window.close()
