"""保全 in the window: what is wrong is said first, a backup is made, tried and put back, keys and papers are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame
from pytestqt.qtbot import QtBot

import app.journeys.updating as journey
from app.journeys.health import checks
from app.keys.ring import header
from app.paths import DataFolder
from app.settings import load
from app.storage.backup_log import last_rehearsal
from models.health import Check
from models.staff import Role
from tests.app.storage.test_receptions import reception
from tests.app.updates.makers import KEYS, MAKERS, bundle
from tests.forms.people import squeezed
from tests.signed_in import seat_of
from tests.staff import Office, office
from tests.ui.test_window import CounterWithCard
from ui.areas import DOORS, KEEPING
from ui.keeping.area import KeepingArea
from ui.keeping.fallback_dialog import FallbackDialog
from ui.keeping.health_page import NAMES
from ui.keeping.restore_dialog import RestoreDialog
from ui.keeping.support_dialog import SupportDialog
from ui.preferences import Preferences
from ui.window import Window


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    return DataFolder(tmp_path / "data")


@pytest.fixture
def here(data: DataFolder) -> Iterator[Office]:
    with office(data.root) as one:
        one.counter.receptions.save(reception())
        yield one


@pytest.fixture
def area(here: Office, data: DataFolder, qtbot: QtBot) -> Iterator[KeepingArea]:
    """The administrator has signed in, and opened 保全."""
    here.signing.sign_in(here.proof("kanri"))
    counter = CounterWithCard(here.counter.open_store, "窓口1", seat=here.counter.seat)
    here.counter.close()
    window = Window(counter, Preferences(data.settings), data=data)
    window.show()
    window.enter(KEEPING)
    found = window.area(KEEPING)
    assert isinstance(found, KeepingArea)
    yield found
    window.close()
    window.deleteLater()
    counter.close()


def listed(area: KeepingArea, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: area.backups.table.rowCount() == count)


def shown(area: KeepingArea) -> list[str]:
    """The names of the lines that stand, from above."""
    lines = [one for one in area.page._list.findChildren(QFrame) if one.accessibleName() and one.isVisible()]
    return [one.accessibleName().split("　")[0] for one in sorted(lines, key=lambda one: one.y())]


def test_every_check_has_a_name_and_the_worst_comes_first(area: KeepingArea, data: DataFolder, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "調べて" not in area.page.summary.text(), timeout=20_000)
    found = list(checks(data))
    assert {check.id for check in found} <= NAMES.keys()
    area.page.show_checks([Check("clock", "ok", "a"), Check("disk", "warn", "b"), Check("database", "fail", "c")])
    qtbot.waitUntil(lambda: shown(area) == ["データベース", "ディスク", "時計"])
    assert "異常が 1件、注意が 1件" in area.page.summary.text()


def test_a_backup_is_made_checked_and_rehearsed(area: KeepingArea, data: DataFolder, qtbot: QtBot) -> None:
    area.page.doors["backups"].click()
    area.backups.make.click()
    listed(area, qtbot, 1)
    area.backups.table.selectRow(0)
    area.backups.deeds["check"].click()
    qtbot.waitUntil(lambda: "受付 1件" in area.backups.told.text())
    dialog = RestoreDialog(area.services.database, area.keeper, area.keeper.kept()[0].path, rehearsal=True)
    qtbot.addWidget(dialog)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
    assert "受付 1件を開けました" in dialog.outcome.text()
    assert last_rehearsal(data) is not None


def test_a_restore_says_what_goes_asks_for_a_yes_and_tells_how_long_it_took(
    area: KeepingArea, data: DataFolder, qtbot: QtBot
) -> None:
    area.keeper.make_now()
    area.keeper.counter.receptions.save(reception())
    dialog = RestoreDialog(area.services.database, area.keeper, area.keeper.kept()[0].path)
    qtbot.addWidget(dialog)
    told: list[bool] = []
    dialog.restored.connect(lambda: told.append(True))
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1)
    assert "受付 1件と申告 0件は、ここから消えます" in dialog.lost.text()
    assert not dialog.yes.isEnabled()
    dialog.agreed.setChecked(True)
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "秒で復元しました" in dialog.outcome.text()
    assert area.keeper.seat.session is None
    assert len(area.keeper.counter.receptions.list()) == 1


def test_mistyped_letters_of_the_sheet_are_named_and_nothing_is_touched(area: KeepingArea, qtbot: QtBot) -> None:
    sheet = area.keeper.new_escrow("2026-11-24")
    area.keeper.use_escrow(sheet.public)
    area.keeper.make_now()
    dialog = RestoreDialog(area.services.database, area.keeper, area.keeper.kept()[0].path)
    qtbot.addWidget(dialog)
    dialog.paper.click()
    dialog.letters.setText(" ".join(("AAAAA", *sheet.letters[1:])))
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.text))
    assert dialog.steps.currentIndex() == 0
    dialog.letters.setText(" ".join(sheet.letters))
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1)


def test_where_and_how_long_backups_are_kept_is_chosen_and_noted(
    area: KeepingArea, data: DataFolder, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    area.page.doors["backups"].click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "disk 2"))
    area.backups.folders["second_backup_folder"].choose.click()
    qtbot.waitUntil(lambda: load(data.settings).settings.second_backup_folder == str(tmp_path / "disk 2"))
    area.backups.counts["backups_hourly"].setValue(48)
    area.backups.counts["backups_hourly"].editingFinished.emit()
    qtbot.waitUntil(lambda: load(data.settings).settings.backups_hourly == 48)
    area.backups.make.click()
    listed(area, qtbot, 2)
    assert len([*(tmp_path / "disk 2").iterdir()]) == 1
    noted = [one for one in area.keeper.counter.receptions.audit.entries() if one.action == "settings.changed"]
    assert [one.facts["target"] for one in noted] == ["second_backup_folder", "backups_hourly"]


def test_the_key_is_wrapped_anew_and_the_public_half_shown_for_the_next_counter(
    area: KeepingArea, data: DataFolder, qtbot: QtBot
) -> None:
    area.keeper.use_escrow(area.keeper.new_escrow("2026-11-24").public)
    before = header(data)
    area.page.doors["keys"].click()
    qtbot.waitUntil(lambda: area.keys.text.text() != "")
    assert before.escrow is not None
    assert area.keys.text.text() == before.escrow.text
    assert not area.keys.qr.pixmap().isNull()
    area.keys.rotate.click()
    qtbot.waitUntil(lambda: header(data).machine != before.machine)
    area.go_back()
    assert area.frame.page() is area.page


def test_what_leaves_for_support_is_what_was_shown(
    area: KeepingArea, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "support.json"
    seen: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))

    def look(dialog: SupportDialog) -> int:
        seen.append(dialog.text.toPlainText())
        dialog.yes.click()
        return 0

    monkeypatch.setattr(SupportDialog, "exec", look)
    area.page.doors["support"].click()
    qtbot.waitUntil(file.exists, timeout=20_000)
    qtbot.waitUntil(lambda: file.read_text(encoding="utf-8") == seen[0])
    assert json.loads(seen[0])["version"]


def test_the_fallback_set_is_one_file_of_the_procedure_and_the_chosen_forms(
    area: KeepingArea, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "set.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))

    def choose(dialog: FallbackDialog) -> int:
        dialog.none.click()
        (item,) = dialog.list.findItems("住民異動届", Qt.MatchFlag.MatchExactly)
        item.setCheckState(Qt.CheckState.Checked)
        dialog.save.click()
        qtbot.waitUntil(file.exists, timeout=20_000)
        return 0

    monkeypatch.setattr(FallbackDialog, "exec", choose)
    area.page.doors["fallback"].click()
    document = pypdfium2.PdfDocument(file)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    assert "まどぐちが使えないときの手順" in pages[0]
    assert "住民異動届" in squeezed(pages[1])


@pytest.mark.parametrize(("role", "seen"), [(Role.ADMIN, True), (Role.CLERK, False), (Role.AUDITOR, False)])
def test_the_door_is_the_administrators_alone_and_practice_has_none(role: Role, seen: bool) -> None:
    door = next(one for one in DOORS if one.id == KEEPING)
    session = seat_of(role).session
    assert session is not None
    assert door.is_for(replace(session, user=uuid4())) is seen
    assert not door.is_for(session)


def test_an_update_is_looked_at_before_it_can_be_installed_and_what_is_wrong_is_said(
    area: KeepingArea, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journey, "maker_keys", lambda: KEYS)
    area.page.doors["updates"].click()
    page = area.updates.page
    qtbot.waitUntil(lambda: "今の版" in page.present.text())
    assert "2つの置き場所" in page.state.text()
    chosen: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (chosen[-1], ""))
    chosen.append(str(bundle(tmp_path, signers=MAKERS[:1])))
    page.choose.click()
    qtbot.waitUntil(lambda: "署名" in page.banner.text)
    assert not page.install.isEnabled()
    chosen.append(str(bundle(tmp_path)))
    page.choose.click()
    qtbot.waitUntil(page.install.isEnabled)
    assert "署名: 甲、乙" in page.found.text()
    page.install.click()
    qtbot.waitUntil(lambda: "2つの置き場所" in page.banner.text)
    assert not page.install.isEnabled()


def test_the_start_page_reminds_the_administrator_of_what_waits(area: KeepingArea, qtbot: QtBot) -> None:
    window = area.frame
    assert isinstance(window, Window)
    window.start()
    window._remind()
    about = window.start_page._abouts[KEEPING]
    qtbot.waitUntil(lambda: "復元の練習" in about.text())
    assert "バックアップ" in about.text()


def test_after_a_restore_the_seat_is_empty_and_the_sign_in_page_stands(
    area: KeepingArea, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    area.keeper.make_now()
    window = area.frame
    assert isinstance(window, Window)

    def go_through(dialog: RestoreDialog) -> int:
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1)
        dialog.agreed.setChecked(True)
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
        return 1

    monkeypatch.setattr(RestoreDialog, "exec", go_through)
    door = window.keeper
    area._restore(area.keeper.kept()[0].path)
    qtbot.waitUntil(lambda: window.page() is door.page)
    assert window._counter.seat.session is None
