"""What is copied is gone after half a minute and in no history; windows are left out of pictures; the system's lock."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from tests.ui.test_window import CounterWithCard
from ui import privacy, windows_only
from ui.access.card_pin import CardPin
from ui.access.sign_in_page import SignInPage
from ui.privacy import ClipboardGuard, Veil
from ui.window import Window


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    clipboard = qapp.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def guard(clipboard: QClipboard, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClipboardGuard]:
    monkeypatch.setattr(privacy, "COPIED", 300)
    guard = ClipboardGuard(qapp)
    yield guard
    guard.deleteLater()


def test_a_copied_text_can_be_pasted_for_a_while_and_is_then_gone(
    guard: ClipboardGuard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    line = QLineEdit("墨田区吾妻橋一丁目")
    line.selectAll()
    line.copy()
    assert clipboard.text() == "墨田区吾妻橋一丁目"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_a_copied_text_stays_out_of_every_history(guard: ClipboardGuard, clipboard: QClipboard, qtbot: QtBot) -> None:
    clipboard.setText("墨田　花子")
    qtbot.waitUntil(lambda: clipboard.mimeData().hasFormat("x-kde-passwordManagerHint"))
    data = clipboard.mimeData()
    assert data.text() == "墨田　花子"
    for name in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory"):
        assert data.hasFormat(f'application/x-qt-windows-mime;value="{name}"')
    assert bytes(data.data('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"').data()) == bytes(4)


def test_the_next_visitor_finds_nothing_in_the_clipboard(counter: Counter, clipboard: QClipboard, qtbot: QtBot) -> None:
    window = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    window.show()
    qtbot.waitExposed(window)
    clipboard.setText("墨田　花子")
    window.start()
    assert clipboard.text() == ""
    window.close()
    window.deleteLater()


def test_nothing_can_be_copied_from_a_password_or_a_pin(clipboard: QClipboard, qtbot: QtBot) -> None:
    page = SignInPage()
    qtbot.addWidget(page)
    page.password.setText("hashi no tamoto de")
    page.password.selectAll()
    page.password.copy()
    pin = page.pin
    assert isinstance(pin, CardPin)
    QTest.keyClicks(pin, "123456")
    assert not pin.hasSelectedText()
    assert clipboard.text() == ""
    assert "123456" not in pin.text() + pin.accessibleName()


def test_every_window_and_dialog_is_left_out_of_pictures_and_nothing_else_is_asked_about(
    qapp: QApplication, qtbot: QtBot
) -> None:
    left_out: list[int] = []
    veil = Veil(qapp, left_out.append)
    window, dialog = QWidget(), QDialog()
    inside = QLineEdit(window)
    for one in (window, dialog):
        qtbot.addWidget(one)
        one.show()
    assert left_out == [int(window.winId()), int(dialog.winId())]
    assert inside.isVisible()
    qapp.removeEventFilter(veil)
    veil.deleteLater()


@pytest.mark.parametrize(
    ("message", "what", "locked"), [(0x02B1, 0x7, True), (0x02B1, 0x8, False), (0x0112, 0x7, False)]
)
def test_the_systems_lock_is_known_by_its_message(message: int, what: int, locked: bool) -> None:
    assert windows_only.tells_of_lock(message, what) is locked
