"""Before anybody can sign in: the paper from the safe brings a fresh machine back, or opens this one again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.access.password import CHEAP_FOR_TESTS
from app.journeys.keeping import Keeper, RecoverySheet
from app.journeys.signing_in import SigningIn
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception
from tests.staff import office
from tests.ui.test_window import CounterWithCard
from ui.keeping.recovery_dialog import RecoveryDialog
from ui.window import Window


@pytest.fixture
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[DataFolder, Path, RecoverySheet]:
    """A counter with an administrator, a reception and a backup, whose machine has lost its key."""
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    data, file = DataFolder(tmp_path / "data"), tmp_path / "b.mdgbackup"
    with office(data.root) as here:
        here.counter.receptions.save(reception())
        here.signing.sign_in(here.proof("kanri"))
        keeper = Keeper(here.counter, data)
        sheet = keeper.new_escrow("2026-11-24")
        keeper.use_escrow(sheet.public)
        keeper.create(file)
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "another machine"))
    return data, file, sheet


@contextmanager
def started(data: DataFolder) -> Iterator[Window]:
    counter = CounterWithCard(lambda: Receptions.open(data), "窓口1")
    window = Window(counter, data=data)
    window.keeper.signing = SigningIn(counter, CHEAP_FOR_TESTS)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    counter.close()


def asked(window: Window) -> RecoveryDialog:
    (dialog,) = window.findChildren(RecoveryDialog)
    return dialog


def test_a_machine_that_lost_its_key_opens_its_records_again(
    lost: tuple[DataFolder, Path, RecoverySheet], qtbot: QtBot
) -> None:
    data, _, sheet = lost
    with started(data) as window:
        page = window.keeper.page
        qtbot.waitUntil(lambda: "回復用紙" in page.banner.text)
        page.paper.click()
        dialog = asked(window)
        dialog.unlock.click()
        dialog.letters.setText("AAAAA")
        dialog.yes.click()
        qtbot.waitUntil(lambda: bool(dialog.banner.text))
        dialog.letters.setText(" ".join(sheet.letters))
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
        assert dialog.letters.text() == ""
        dialog.yes.click()
        qtbot.waitUntil(lambda: page.banner.text == "")
        assert [len(window._counter.receptions.list()), window.page() is page] == [1, True]


def test_a_fresh_machine_is_brought_back_from_the_first_page(
    lost: tuple[DataFolder, Path, RecoverySheet], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, file, sheet = lost
    fresh = DataFolder(tmp_path / "fresh")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    with started(fresh) as window:
        first = window.keeper.first
        qtbot.waitUntil(lambda: window.page() is first)
        first.paper.click()
        dialog = asked(window)
        dialog.letters.setText(" ".join(sheet.letters))
        dialog.yes.click()
        assert "選んでください" in dialog.banner.text
        dialog.choose.click()
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1)
        assert "受付 1件" in dialog.contents.text()
        dialog.agreed.setChecked(True)
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2, timeout=20_000)
        dialog.yes.click()
        qtbot.waitUntil(lambda: window.page() is window.keeper.page)
        store = window._counter.receptions
        assert (len(store.list()), store.staff.find("kanri") is not None) == (1, True)
        assert [*store.audit.entries()][-1].action == "backup.recovered"
