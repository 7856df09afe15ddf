"""Models in the real window: taken in with progress, given up, checked, taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.translation.packages import installed
from tests.app.translation.tiny import JA_EN, MODELS
from ui.areas import SETTINGS
from ui.models_desk import ModelsDesk
from ui.settings_area import SettingsArea
from ui.window import Window

LISTENING = MODELS / "vosk-model-tiny-counter-ja.tar.xz"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "counter")


@pytest.fixture
def desk(qtbot: QtBot, counter: Counter, data: DataFolder) -> Iterator[ModelsDesk]:
    window = Window(counter, data=data)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.enter(SETTINGS)
    area = window.area(SETTINGS)
    assert isinstance(area, SettingsArea)
    area.page.models.click()
    yield area.models
    window.close()


def cells(desk: ModelsDesk) -> list[list[str]]:
    table = desk.page.table
    lines = [[table.item(line, column) for column in range(table.columnCount())] for line in range(table.rowCount())]
    return [[cell.text() if cell else "" for cell in line] for line in lines]


def test_a_model_is_taken_in_and_says_a_first_sentence(qtbot: QtBot, desk: ModelsDesk) -> None:
    told: list[tuple[int, int]] = []
    desk.progressed.connect(lambda done, of: told.append((done, of)))
    desk.install(str(JA_EN), "")
    qtbot.waitUntil(lambda: len(cells(desk)) == 1, timeout=60_000)
    assert "試し訳: 「こんにちは。」→「Hello.」（試験用モデル" in desk.page.state.text()
    assert cells(desk)[0][:2] == ["機械翻訳", "日本語 → 英語"]
    assert cells(desk)[0][-1] == "正常"
    assert told[-1][0] == told[-1][1]


def test_a_model_that_listens_is_taken_in_too(qtbot: QtBot, desk: ModelsDesk) -> None:
    desk.install(str(LISTENING), "c77093cd650b19ee08ec1a97786261caba2c8bdfd21830349bfaa50bedf73fb6")
    qtbot.waitUntil(lambda: len(cells(desk)) == 1, timeout=60_000)
    assert cells(desk)[0][:2] == ["聞き取り", "日本語"]


def test_a_file_with_another_hash_is_refused_with_a_sentence(qtbot: QtBot, desk: ModelsDesk, data: DataFolder) -> None:
    desk.install(str(JA_EN), "0" * 64)
    qtbot.waitUntil(lambda: bool(desk.page.banner.text))
    assert installed(data.models) == []
    assert not desk.page.stop.isVisible()


def test_giving_it_up_leaves_nothing_behind(qtbot: QtBot, desk: ModelsDesk, data: DataFolder) -> None:
    desk.page.show_running("…")
    desk.progressed.connect(lambda *_: desk.stop())
    desk.install(str(JA_EN), "")
    assert desk._taking
    desk._taking.cancel.set()
    qtbot.waitUntil(lambda: bool(desk.page.banner.text), timeout=60_000)
    assert [one.name for one in data.models.glob("*")] == []


def test_a_damaged_model_is_told_and_taken_away(
    qtbot: QtBot, desk: ModelsDesk, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.install(str(JA_EN), "")
    qtbot.waitUntil(lambda: len(cells(desk)) == 1, timeout=60_000)
    next(data.models.glob("*/sentencepiece.model")).write_bytes(b"x")
    desk.page.check.click()
    qtbot.waitUntil(lambda: "壊れて" in cells(desk)[0][-1])
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    desk.page.table.selectRow(0)
    desk.page.remove.click()
    qtbot.waitUntil(lambda: cells(desk) == [])
    assert installed(data.models) == []
