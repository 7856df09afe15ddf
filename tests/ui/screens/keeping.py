"""保全: the health page, backups, the restore step by step, keys, updates, and its dialogs; a store of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.paper import available_forms
from app.journeys.support import support_facts
from app.journeys.updating import Running
from app.paths import DataFolder
from app.storage.receptions import Receptions
from app.updates.bundle import check
from models.health import Check
from tests.app.updates.makers import HERE, bundle
from tests.signed_in import seat_of
from tests.ui.screens.view import Screens, beside, keep_some, settle, shown
from ui.areas import KEEPING
from ui.keeping.area import KeepingArea
from ui.keeping.fallback_dialog import FallbackDialog
from ui.keeping.recovery_dialog import RecoveryDialog
from ui.keeping.restore_dialog import RestoreDialog
from ui.keeping.support_dialog import SupportDialog
from ui.window import Window


@contextmanager
def _kept(window: Window) -> Iterator[tuple[Window, KeepingArea]]:
    """A counter with records, two backups and a rehearsal."""
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder) / "data")
        counter = Counter(lambda: Receptions.open(data), "窓口1", seat=seat_of())
        keep_some(counter)
        with beside(window, counter, data) as one:
            area = one.area(KEEPING)
            assert isinstance(area, KeepingArea)
            area.keeper.make_now()
            area.keeper.rehearse(area.keeper.kept()[0].path)
            yield one, area
        counter.close()


def _health(window: Window, application: QApplication) -> Screens:
    with _kept(window) as (one, area):
        one.enter(KEEPING)
        settle(application, lambda: "調べて" not in area.page.summary.text())
        yield "keeping-0-health", one
        area.page.show_checks(
            [
                Check("database", "fail", "データベースを開けません。触らずに、情報システム担当に連絡してください。"),
                Check("battery", "warn", "電池は 12% です。電源につないでください。"),
                Check("clock", "ok", "2026-11-24（日本時間）"),
            ]
        )
        settle(application)
        yield "keeping-0-health-bad", one
        facts = json.dumps(support_facts(area._data), ensure_ascii=False, indent=1)
        yield from shown("keeping-0-support", SupportDialog(facts, one), application)
        yield from shown("keeping-0-fallback", FallbackDialog(available_forms(), one), application)


def _backups(window: Window, application: QApplication) -> Screens:
    with _kept(window) as (one, area):
        area._open("backups")
        settle(application, lambda: area.backups.table.rowCount() > 0)
        area.backups.table.selectRow(0)
        yield "keeping-1-backups", one
        keep_some(one._counter)
        dialog = RestoreDialog(one._services.database, area.keeper, area.keeper.kept()[0].path, one)
        dialog.show()
        settle(application)
        yield "keeping-1-restore-key", dialog
        dialog.yes.click()
        settle(application, lambda: dialog.steps.currentIndex() == 1)
        yield "keeping-1-restore-loss", dialog
        dialog.agreed.setChecked(True)
        dialog.yes.click()
        settle(application, lambda: dialog.steps.currentIndex() == 2)
        yield "keeping-1-restore-done", dialog
        dialog.hide()
        dialog.deleteLater()


def _keys(window: Window, application: QApplication) -> Screens:
    with _kept(window) as (one, area):
        area._open("keys")
        settle(application)
        yield "keeping-2-keys-none", one
        area.escrow.pane.make.click()
        settle(application, lambda: area.escrow.pane.sheet is not None)
        yield "keeping-2-keys-sheet", one
        sheet = area.escrow.pane.sheet
        assert sheet is not None
        area.escrow.pane.use_wanted.emit(sheet.public)
        settle(application, lambda: not area.keys.public.isHidden())
        yield "keeping-2-keys", one


def _updates(window: Window, application: QApplication) -> Screens:
    """One that was looked at, and one that is refused."""
    with _kept(window) as (one, area), tempfile.TemporaryDirectory() as place:
        area._open("updates")
        settle(application)
        yield "keeping-3-updates", one
        area.updates.page.show_running(Running("0.1.0", "a", "", "0.2.0", ("甲", "乙", "丙")))
        area.updates.page.show_checked(check(bundle(Path(place)), HERE))
        settle(application)
        yield "keeping-3-checked", one
        area.updates._failed(Refused("update_changed", file="payload/lib/data.txt"))
        settle(application)
        yield "keeping-3-refused", one


def _recovery(window: Window, application: QApplication) -> Screens:
    with _kept(window) as (one, area):
        yield from shown("keeping-4-recovery", RecoveryDialog(one._services.database, area.keeper, one), application)


SCENES = {"health": _health, "backups": _backups, "keys": _keys, "updates": _updates, "recovery": _recovery}
