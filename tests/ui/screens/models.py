"""The models of a counter: none, one taken in with its first sentence, one damaged, one on its way."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.paths import DataFolder
from tests.app.translation.tiny import EN_JA, JA_EN
from tests.ui.screens.view import Screens, beside, settle
from ui.areas import SETTINGS
from ui.settings_area import SettingsArea
from ui.window import Window


def _models(window: Window, application: QApplication) -> Screens:
    with (
        tempfile.TemporaryDirectory() as folder,
        beside(window, window._counter, DataFolder(Path(folder))) as one,
    ):
        one.enter(SETTINGS)
        area = one.area(SETTINGS)
        assert isinstance(area, SettingsArea)
        area.page.models.click()
        settle(application)
        yield "models-0-none", one
        for number, model in enumerate((JA_EN, EN_JA), 1):
            area.models.install(str(model), "")
            settle(application, lambda number=number: area.models.page.table.rowCount() == number)  # type: ignore[misc]
        yield "models-1-installed", one
        next((Path(folder) / "models").glob("*/model/model.bin")).write_bytes(b"")
        area.models.check()
        settle(application)
        yield "models-2-damaged", one
        area.models.page.show_running("ファイルを調べて、入れています。")
        area.models.page.show_progress(3 << 20, 9 << 20)
        settle(application)
        yield "models-3-running", one
        area.models.page.show_idle("")


SCENES = {"models": _models}
