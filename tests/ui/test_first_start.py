"""The last step of the first start: the ward's escrow key on its sheet, read back from the paper before it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.access.one_time import code_at, step_of
from app.access.password import CHEAP_FOR_TESTS
from app.errors import Refused
from app.journeys.health import checks
from app.journeys.signing_in import SigningIn
from app.keys.escrow import EscrowSecret
from app.keys.ring import header
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.staff import PASSWORD, office
from tests.ui.test_window import CounterWithCard
from ui.access.first_start import FirstStartPage
from ui.keeping.escrow_pane import EscrowPane
from ui.window import Window


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@contextmanager
def at_the_last_step(data: DataFolder, qtbot: QtBot) -> Iterator[tuple[Window, FirstStartPage, EscrowPane]]:
    """The first administrator is made, and the codes are in their envelope."""
    counter = CounterWithCard(lambda: Receptions.open(data), "窓口1")
    window = Window(counter, data=data)
    window.keeper.signing = SigningIn(counter, CHEAP_FOR_TESTS)
    window.show()
    first = window.keeper.first
    qtbot.waitUntil(lambda: window.page() is first)
    for entry, text in ((first.login, "kanri"), (first.name, "管理　花子"), (first.password, PASSWORD)):
        entry.setText(text)
    first.again.setText(PASSWORD)
    first.on.click()
    qtbot.waitUntil(lambda: first.steps.currentIndex() == 1)
    prepared = window.keeper._prepared
    assert prepared is not None
    first.code.setText(code_at(prepared.staff.totp, step_of(clock.now())))
    first.check.click()
    qtbot.waitUntil(lambda: first.steps.currentIndex() == 2)
    first.done.click()
    qtbot.waitUntil(lambda: first.steps.currentIndex() == 3)
    pane = first.findChild(EscrowPane)
    assert isinstance(pane, EscrowPane)
    yield window, first, pane
    window.close()
    window.deleteLater()
    counter.close()


def test_the_key_counts_only_when_two_boxes_of_the_paper_were_read_back(data: DataFolder, qtbot: QtBot) -> None:
    with at_the_last_step(data, qtbot) as (window, _, pane):
        pane.make.click()
        qtbot.waitUntil(lambda: pane.sheet is not None)
        sheet = pane.sheet
        assert sheet is not None
        assert len(set(pane.asked)) == 2
        for box in pane.boxes:
            box.setText("AAAAA")
        pane.prove.click()
        assert "用紙と違います" in pane.banner.text
        assert header(data).escrow is None
        for place, box in zip(pane.asked, pane.boxes, strict=True):
            box.setText(f" {sheet.letters[place].lower()}")
        pane.prove.click()
        qtbot.waitUntil(lambda: window.page() is window.start_page)
        escrow, session = header(data).escrow, window._counter.seat.session
        assert escrow is not None
        assert (escrow.id, session.login if session else "") == (sheet.id, "kanri")
        assert pane.sheet is None
        assert [box.text() for box in pane.boxes] == ["", ""]


def test_another_counters_public_key_is_taken_over(data: DataFolder, qtbot: QtBot) -> None:
    public = EscrowSecret.make().public
    with at_the_last_step(data, qtbot) as (window, _, pane):
        pane.public.setText("no key at all")
        pane.use.click()
        qtbot.waitUntil(lambda: bool(pane.banner.text))
        assert header(data).escrow is None
        pane.public.setText(f" {public.text}\n")
        pane.use.click()
        qtbot.waitUntil(lambda: window.page() is window.start_page)
        assert header(data).escrow == public


def test_it_may_wait_and_the_health_page_says_so(data: DataFolder, qtbot: QtBot) -> None:
    with at_the_last_step(data, qtbot) as (window, first, _):
        first.later.click()
        qtbot.waitUntil(lambda: window.page() is window.start_page)
    assert {check.id: check.state for check in checks(data)}["keys"] == "warn"


def test_the_seat_is_given_without_a_second_proof_only_once_and_only_to_the_one_who_was_made(data: DataFolder) -> None:
    with office(data.root) as here:
        made = here.signing.prepare_first("kanri", "別人", PASSWORD)
        with pytest.raises(Refused):
            here.signing.begin_first(made)
        mine = type(made)(here.staff("kanri"), "")
        assert here.signing.begin_first(mine).login == "kanri"
        with pytest.raises(Refused):
            here.signing.begin_first(mine)
