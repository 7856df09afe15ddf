"""The window before anybody is signed in, while somebody is, and under the lock: the real store, cheap passwords."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.access.one_time import code_at, step_of
from app.access.password import CHEAP_FOR_TESTS
from app.journeys.counter import Counter
from app.journeys.signing_in import SigningIn
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Step
from models.staff import Role
from tests.staff import PASSWORD, Office, office
from tests.ui.test_window import CounterWithCard
from ui.access.dialogs import NewPasswordDialog, SupervisorDialog
from ui.access.trail_area import TrailArea
from ui.areas import BATCH, FORMS, GUIDE, KEEPING, RECEPTION, RECORDS, STAFF, STATISTICS, TALK, TAX, TRAIL, WRITING
from ui.reception import ReceptionArea
from ui.window import Window

FOR_ALL = {TALK, WRITING, GUIDE}
_T = TypeVar("_T", bound=QWidget)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "data") as one:
        one.hire("mado", Role.CLERK)
        one.hire("zei", Role.TAX)
        one.hire("kansa", Role.AUDITOR)
        one.hire("kacho", Role.CLERK, supervisor=True)
        yield one


@pytest.fixture
def window(here: Office, qtbot: QtBot) -> Iterator[Window]:
    with opened(CounterWithCard(lambda: here.counter.receptions, "窓口1"), qtbot) as one:
        yield one


@contextmanager
def opened(counter: Counter, qtbot: QtBot) -> Iterator[Window]:
    one = Window(counter)
    one.keeper.signing = SigningIn(counter, CHEAP_FOR_TESTS)
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


def sign_in(window: Window, here: Office, qtbot: QtBot, login: str) -> None:
    proof, page = here.proof(login), window.keeper.page
    page.login.setText(login)
    page.password.setText(proof.password)
    page.code.setText(proof.code)
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page() is window.start_page)


def reception_begun(window: Window, qtbot: QtBot) -> ReceptionArea:
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    area.go(Step.HOUSEHOLD)
    qtbot.waitUntil(lambda: "保存済み" in window.saved.text())
    return area


def test_nothing_opens_before_somebody_has_signed_in(window: Window) -> None:
    assert window.page() is window.keeper.page
    window.start()
    for door in (RECEPTION, TAX, STAFF):
        window._enter_from_start(door)
    assert window.page() is window.keeper.page
    assert not window.settings.isVisible()


def test_a_clerk_signs_in_with_the_keyboard_alone_and_sees_the_own_doors(
    window: Window, here: Office, qtbot: QtBot
) -> None:
    page = window.keeper.page
    assert window.focusWidget() is page.login
    QTest.keyClicks(page.login, "mado")
    QTest.keyClick(page.login, Qt.Key.Key_Return)
    QTest.keyClicks(page.password, PASSWORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    QTest.keyClicks(page.code, here.proof("mado").code)
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page() is window.start_page)
    assert set(window.start_page.doors) == {RECEPTION, BATCH, RECORDS} | FOR_ALL
    assert window.who.text() == "mado　試験"
    assert page.password.text() == page.code.text() == ""


@pytest.mark.parametrize(
    ("login", "doors"),
    [
        ("zei", {TAX} | FOR_ALL), ("kanri", {FORMS, STATISTICS, STAFF, KEEPING} | FOR_ALL),
        ("kansa", {STATISTICS, TRAIL} | FOR_ALL),
    ],
)  # fmt: skip
def test_each_role_has_its_own_doors_and_only_who_receives_sees_the_list(
    window: Window, here: Office, qtbot: QtBot, login: str, doors: set[str]
) -> None:
    sign_in(window, here, qtbot, login)
    assert set(window.start_page.doors) == doors
    assert not window.start_page.has_records
    window._enter_from_start(RECEPTION)
    assert window.page() is window.start_page


def test_a_wrong_password_says_so_and_wipes_what_is_secret(window: Window, here: Office, qtbot: QtBot) -> None:
    page = window.keeper.page
    page.login.setText("mado")
    page.password.setText("nothing of the kind")
    page.code.setText("000000")
    page.enter.click()
    qtbot.waitUntil(lambda: "違います" in page.banner.text)
    assert (page.login.text(), page.password.text(), page.code.text()) == ("mado", "", "")


def test_the_lock_covers_every_window_keeps_what_is_typed_and_one_factor_opens_it(
    window: Window, here: Office, qtbot: QtBot
) -> None:
    sign_in(window, here, qtbot, "mado")
    area = reception_begun(window, qtbot)
    typed = next(one for one in area.pages.household.findChildren(QLineEdit) if one.isVisible())
    typed.setText("墨田区吾妻橋一丁目")
    window.keeper.lock("idle")
    dialog = window.keeper.dialog
    assert dialog is not None
    assert [cover.geometry() for cover in window.keeper._covers] == [window.rect()]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.password.setText("nothing of the kind")
    dialog.open_.click()
    qtbot.waitUntil(lambda: "違います" in dialog.banner.text)
    dialog.password.setText(PASSWORD)
    dialog.open_.click()
    qtbot.waitUntil(lambda: window.keeper.dialog is None)
    assert typed.text() == "墨田区吾妻橋一丁目"
    assert window.keeper._covers == []
    assert {"access.locked", "access.unlocked"} <= set(here.trail)


def test_after_fifteen_minutes_both_factors_are_asked_for(window: Window, here: Office, qtbot: QtBot) -> None:
    sign_in(window, here, qtbot, "mado")
    window.keeper.lock()
    dialog = window.keeper.dialog
    assert dialog is not None
    dialog.locked_at = clock.now() - timedelta(minutes=16)
    dialog.password.setText(PASSWORD)
    dialog.open_.click()
    qtbot.waitUntil(lambda: "15分" in dialog.banner.text)
    dialog.password.setText(PASSWORD)
    dialog.code.setText(here.proof("mado").code)
    dialog.open_.click()
    qtbot.waitUntil(lambda: window.keeper.dialog is None)


def test_another_colleague_takes_the_locked_counter_and_the_visitor_is_kept(
    window: Window, here: Office, qtbot: QtBot
) -> None:
    sign_in(window, here, qtbot, "mado")
    area = reception_begun(window, qtbot)
    window.keeper.lock()
    dialog = window.keeper.dialog
    assert dialog is not None
    dialog.other.click()
    qtbot.waitUntil(lambda: window.page() is window.keeper.page)
    assert area._work is None
    assert window.who.text() == ""
    sign_in(window, here, qtbot, "kacho")
    qtbot.waitUntil(lambda: window.start_page.records.lines.rowCount() == 1)


def test_idleness_locks_and_a_key_puts_it_off(window: Window, here: Office, qtbot: QtBot) -> None:
    sign_in(window, here, qtbot, "mado")
    idle = window.keeper._idle
    assert idle.interval() == 3 * 60_000
    idle.start(400)
    for _ in range(3):
        qtbot.wait(200)
        QTest.keyClick(window, Qt.Key.Key_Shift)
    assert window.keeper.dialog is None
    qtbot.waitUntil(lambda: window.keeper.dialog is not None)


def test_a_given_password_is_chosen_anew_at_once(window: Window, here: Office, qtbot: QtBot) -> None:
    here.signing.sign_in(here.proof("kanri"))
    given = here.desk.renew_password(here.staff("mado").id).password
    here.signing.sign_out()
    page = window.keeper.page
    page.login.setText("mado")
    page.password.setText(given)
    page.code.setText(here.proof("mado").code)
    page.enter.click()
    dialog = wait_for(NewPasswordDialog, window, qtbot)
    dialog.old.setText(given)
    dialog.new.setText("tsuki to sumida gawa")
    dialog.again.setText("tsuki to sumida gawa")
    dialog.yes.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert not here.staff("mado").renew


def test_a_supervisor_beside_the_clerk_releases_a_protected_address(window: Window, here: Office, qtbot: QtBot) -> None:
    sign_in(window, here, qtbot, "mado")
    area = reception_begun(window, qtbot)
    work = area._work
    assert work is not None
    protected = replace(work.case, answers=replace(work.case.answers, protected_address=True))
    area.show_work(replace(work, reception=replace(work.reception, case=protected)))
    area.release("別室で本人に確認")
    dialog = wait_for(SupervisorDialog, window, qtbot)
    proof = here.proof("kacho")
    dialog._signing = SigningIn(window._counter, CHEAP_FOR_TESTS)
    dialog.person.login.setText("kacho")
    dialog.person.password.setText(proof.password)
    dialog.person.code.setText(proof.code)
    dialog.yes.click()
    qtbot.waitUntil(lambda: area._work is not None and area._work.reception.release is not None)
    assert area._work is not None
    assert area._work.reception.release is not None
    assert area._work.reception.release.by == "kacho　試験"
    assert window.who.text() == "mado　試験"


def wait_for(kind: type[_T], window: QObject, qtbot: QtBot) -> _T:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=10_000)
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_the_first_start_makes_an_administrator_with_device_and_recovery_codes(tmp_path: Path, qtbot: QtBot) -> None:
    counter = CounterWithCard(lambda: Receptions.open(DataFolder(tmp_path / "data")), "窓口1")
    with opened(counter, qtbot) as window:
        first = window.keeper.first
        qtbot.waitUntil(lambda: window.page() is first)
        first.login.setText("kanri")
        first.name.setText("管理　花子")
        first.password.setText(PASSWORD)
        first.again.setText("another")
        first.on.click()
        assert "違います" in first.banner.text
        first.again.setText(PASSWORD)
        first.on.click()
        qtbot.waitUntil(lambda: first.steps.currentIndex() == 1)
        assert not first.qr.pixmap().isNull()
        prepared = window.keeper._prepared
        assert prepared is not None
        first.code.setText(code_at(prepared.staff.totp, step_of(clock.now())))
        first.check.click()
        qtbot.waitUntil(lambda: first.steps.currentIndex() == 2)
        assert len(first.codes.text().splitlines()) == 2
        first.done.click()
        assert window.page() is window.keeper.page
        assert first.codes.text() == ""
        assert window.keeper.page.login.text() == "kanri"
    counter.close()
    assert QApplication.clipboard().text() == ""


def test_the_auditor_searches_the_trail_by_person_and_deed_and_checks_it(
    window: Window, here: Office, qtbot: QtBot
) -> None:
    sign_in(window, here, qtbot, "mado")
    reception_begun(window, qtbot)
    number = here.counter.receptions.list()[0].number
    window.keeper.sign_out()
    qtbot.waitUntil(lambda: window.page() is window.keeper.page)
    sign_in(window, here, qtbot, "kansa")
    window.enter(TRAIL)
    area = window.area(TRAIL)
    assert isinstance(area, TrailArea)
    qtbot.waitUntil(lambda: area.page.table.rowCount() > 10)
    area.page.number.setText(number)
    area.page.search.click()
    qtbot.waitUntil(lambda: deeds_shown(area) == {"受付の保存"})
    area.page.number.setText("20991231-0001")
    area.page.search.click()
    qtbot.waitUntil(lambda: "あてはまる記録はありません" in area.page.told.text())
    area.page.verify.click()
    qtbot.waitUntil(lambda: "書き換えはありません" in area.page.told.text())


def deeds_shown(area: TrailArea) -> set[str]:
    items = [area.page.table.item(row, 4) for row in range(area.page.table.rowCount())]
    return {item.text() for item in items if item is not None}
