"""まとめて作る in the window: three cases, one of them bad, made and printed in one run."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.errors import Refused
from app.journeys.counter import Counter
from app.paths import RESOURCES
from ui import printing
from ui.areas import BATCH
from ui.batch_area import BatchArea
from ui.window import Window

Print = Callable[[str, bytes, Event], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    case = json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8"))
    shutil.copy(RESOURCES / "practice" / "family.json", cases / "a.json")
    (cases / "b.json").write_text(json.dumps({"event": "IN_DOM"}), encoding="utf-8")
    case["members"] = case["members"][:1]
    (cases / "c.json").write_text(json.dumps(case), encoding="utf-8")
    return cases


@pytest.fixture
def area(qtbot: QtBot, counter: Counter, monkeypatch: pytest.MonkeyPatch, folder: Path) -> BatchArea:
    window = Window(counter)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.start_page.doors[BATCH].click()
    found = window.area(BATCH)
    assert isinstance(found, BatchArea)
    chosen = iter([str(folder), str(folder.parent / "out")])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(chosen))
    found.page.choose_cases.click()
    found.page.choose_out.click()
    return found


def cells(area: BatchArea, column: int) -> list[str]:
    items = (area.page.table.item(line, column) for line in range(area.page.table.rowCount()))
    return [item.text() if item else "" for item in items]


def made(qtbot: QtBot, area: BatchArea) -> None:
    area.page.start.click()
    qtbot.waitUntil(lambda: area.page.table.rowCount() == 3, timeout=60_000)
    area.page.show_printers(["試験"], "")


def test_a_bad_case_is_said_in_its_line_and_the_others_are_made(qtbot: QtBot, area: BatchArea, folder: Path) -> None:
    made(qtbot, area)
    assert cells(area, 0) == ["a.json", "b.json", "c.json"]
    assert cells(area, 1) == ["墨田　太郎", "", "墨田　太郎"]
    assert "members" in cells(area, 4)[1]
    assert [bool(text) for text in cells(area, 2)] == [True, False, True]
    assert "2件の書類を作りました。1件は作れませんでした。" in area.page.state.text()
    assert sorted(one.name for one in (folder.parent / "out").iterdir()) == ["a", "c"]


def test_after_a_stop_what_was_made_stays_and_is_shown(qtbot: QtBot, area: BatchArea, folder: Path) -> None:
    area.progressed.connect(lambda *_: area.page.stop.click())
    area.page.start.click()
    qtbot.waitUntil(lambda: "途中でやめました" in area.page.state.text(), timeout=60_000)
    assert cells(area, 0)[0] == "a.json"
    assert (folder.parent / "out" / "a" / "bundle.pdf").exists()


def on_paper(folder: Path) -> Print:
    """The real printing, onto PDF files instead of paper; the first visitor's paper jams."""
    done: list[int] = []

    def print_on(_name: str, pdf: bytes, cancel: Event) -> int:
        done.append(1)
        if len(done) == 1:
            raise Refused("printer_silent")
        printer = QPrinter()
        printer.setResolution(72)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(folder / f"{len(done)}.pdf"))
        return printing.print_pdf(pdf, printer, cancel)

    return print_on


def test_a_bundle_that_does_not_print_is_named_and_the_next_one_prints(
    qtbot: QtBot, area: BatchArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "print_on", on_paper(tmp_path))
    made(qtbot, area)
    area.page.print.click()
    qtbot.waitUntil(lambda: "ページを印刷しました" in area.page.state.text(), timeout=60_000)
    assert area.page.banner.text.startswith("a.json: プリンターが印刷を始めません")
    assert (tmp_path / "2.pdf").read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "3.pdf").exists()


def test_names_and_folders_leave_with_whoever_worked_here(qtbot: QtBot, area: BatchArea) -> None:
    made(qtbot, area)
    area.leave()
    assert area.page.table.rowCount() == 0
    assert "cases" not in area.page.cases.text()
    assert not area.page.start.isEnabled()
