"""表示と機器: every change is worn at once and is there again at the next start."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings as stored
from app.journeys.counter import Counter
from app.settings import Scheme, Settings
from models.card import CardKind, ReaderState
from models.staff import Role
from tests.signed_in import seat_of
from tests.staff import PASSWORD, office
from tests.ui.test_window import CounterWithCard
from ui import theme
from ui.access.dialogs import NewPasswordDialog
from ui.areas import SETTINGS
from ui.pages.settings import SettingsPage
from ui.preferences import Preferences
from ui.settings_area import SettingsArea
from ui.window import Window


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, file: Path, qapp: QApplication) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat), Preferences(file))
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()
    theme.apply(qapp)


def page(window: Window) -> SettingsPage:
    window.settings.click()
    area = window.area(SETTINGS)
    assert isinstance(area, SettingsArea)
    return area.page


def test_the_dark_scheme_is_worn_at_once_and_kept(qtbot: QtBot, window: Window, file: Path) -> None:
    page(window).schemes.press(Scheme.DARK)
    assert theme.tokens() is theme.DARK
    qtbot.waitUntil(lambda: stored.load(file).settings.scheme is Scheme.DARK)


def test_a_larger_type_makes_the_whole_window_larger_at_once(qtbot: QtBot, window: Window, file: Path) -> None:
    before = window.next.fontMetrics().height(), window.start_page.new.sizeHint().height()
    page(window).zooms.press(200)
    after = window.next.fontMetrics().height(), window.start_page.new.sizeHint().height()
    assert all(large >= 1.8 * small for small, large in zip(before, after, strict=True))
    qtbot.waitUntil(lambda: stored.load(file).settings.zoom == 200)


def test_in_tablet_mode_every_button_is_high_enough_for_a_finger(window: Window) -> None:
    small = window.start_page.records.search.sizeHint().height()
    page(window).tablet.click()
    assert small < 44 <= window.start_page.records.search.sizeHint().height()
    assert window.back.sizeHint().height() >= 44


def test_the_keys_change_the_type_anywhere_and_stop_at_the_ends(window: Window) -> None:
    for _ in range(9):
        window._zoom(1)
    assert theme.zoom() == 2.0
    window._zoom(-9)
    assert theme.zoom() == 1.0


def test_a_remembered_reader_is_offered_even_while_it_is_unplugged(qtbot: QtBot, window: Window, file: Path) -> None:
    shown = page(window)
    shown.show_readers((ReaderState("読取機 1", CardKind.NONE), ReaderState("読取機 2", CardKind.NONE)))
    shown.readers.setCurrentIndex(2)
    shown.readers.activated.emit(2)
    qtbot.waitUntil(lambda: stored.load(file).settings.reader == "読取機 2")
    shown.show_readers(())
    assert shown.readers.currentData() == "読取機 2"
    assert "見つかりません" in shown.readers.currentText()


def test_faults_of_the_file_are_said_and_stop_nothing(qtbot: QtBot, counter: Counter, file: Path) -> None:
    file.write_text("zoom = 150\ncolour = 'red'\n", encoding="utf-8")
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat), Preferences(file))
    one.show()
    assert "colour" in page(one).banner.text
    assert one._services.preferences.settings == Settings(zoom=150)
    one.close()
    one.deleteLater()


def test_a_setting_that_cannot_be_kept_holds_and_the_clerk_is_told(
    qtbot: QtBot, window: Window, file: Path, tmp_path: Path
) -> None:
    window._services.preferences._file = tmp_path / "settings.toml" / "no folder"
    file.write_text("", encoding="utf-8")
    shown = page(window)
    shown.schemes.press(Scheme.DARK)
    qtbot.waitUntil(lambda: "書き込めません" in shown.banner.text)
    assert theme.tokens() is theme.DARK


def test_the_settings_stand_while_the_readers_service_goes(window: Window) -> None:
    shown = page(window)
    window._services.card.readers_seen.emit((ReaderState("試験", CardKind.NONE),))
    assert shown.readers.findData("試験") > 0
    window._services.card.readers_seen.emit(None)
    assert shown.readers.count() == 1


def as_user(store_of: Counter, role: Role, file: Path) -> Window:
    seat = seat_of(role)
    assert seat.session is not None
    seat.session = replace(seat.session, user=uuid4())
    return Window(CounterWithCard(store_of.open_store, "窓口1", seat=seat), Preferences(file))


def test_how_soon_the_screen_locks_the_administrator_changes_at_once(
    qtbot: QtBot, counter: Counter, file: Path
) -> None:
    window = as_user(counter, Role.ADMIN, file)
    window.show()
    window.keeper.watch()
    shown = page(window)
    shown.lock.setCurrentIndex(6)
    shown.lock.activated.emit(6)
    qtbot.waitUntil(lambda: stored.load(file).settings.lock_minutes == 7)
    assert window.keeper._idle.interval() == 7 * 60_000
    window.close()
    window.deleteLater()


def test_how_soon_the_screen_locks_is_nobody_elses_to_change(qtbot: QtBot, counter: Counter, file: Path) -> None:
    window = as_user(counter, Role.CLERK, file)
    window.show()
    shown = page(window)
    assert not shown.lock.isEnabled()
    shown.lock.activated.emit(6)
    qtbot.waitUntil(lambda: bool(shown.banner.text))
    assert not file.exists()
    assert shown.lock.currentData() == Settings().lock_minutes
    window.close()
    window.deleteLater()


def test_ones_own_password_is_changed_from_the_settings(tmp_path: Path, qtbot: QtBot) -> None:
    with office(tmp_path / "data") as here:
        here.hire("mado", Role.CLERK)
        here.signing.sign_in(here.proof("mado"))
        window = Window(CounterWithCard(lambda: here.counter.receptions, "窓口1", seat=here.counter.seat))
        window.show()
        shown = page(window)
        shown.password.click()
        (dialog,) = window.findChildren(NewPasswordDialog)
        dialog.old.setText(PASSWORD)
        for one in (dialog.new, dialog.again):
            one.setText("kawa no nagare ni")
        dialog.yes.click()
        qtbot.waitUntil(lambda: "変更しました" in shown.said.text(), timeout=10_000)
        here.signing.sign_out()
        assert here.signing.sign_in(here.proof("mado", "kawa no nagare ni")).login == "mado"
        window.close()
        window.deleteLater()


def test_practice_has_no_password_to_change(window: Window) -> None:
    assert page(window).password.isHidden()
