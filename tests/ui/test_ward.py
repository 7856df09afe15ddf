"""The ward's server in the window: where each save is, what somebody has to look at; nothing of it without a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from tests.app.sync.test_two_counters import two_sides
from tests.app.sync.ward import WardOffice, ward_office
from tests.postgres import Postgres, postgres
from ui.keeping.area import KeepingArea
from ui.preferences import Preferences
from ui.reception import ReceptionArea
from ui.ward_area import WardArea
from ui.widgets.dialog import Dialog
from ui.window import Window


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as one:
        yield one


@pytest.fixture
def ward(server: Postgres, tmp_path: Path) -> Iterator[WardOffice]:
    with ward_office(server, tmp_path) as office:
        yield office


def window_of(qtbot: QtBot, counter: Counter, data: DataFolder) -> Window:
    window = Window(counter, Preferences(data.settings), data=data)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_counter_without_a_server_shows_nothing_of_one(qtbot: QtBot, counter: Counter, tmp_path: Path) -> None:
    window = window_of(qtbot, counter, DataFolder(tmp_path / "data"))
    qtbot.waitUntil(lambda: window._awake)
    assert window.ward is None
    assert not window.server.isVisible()
    window.close()


def test_a_save_is_first_on_this_counter_and_then_at_the_server(
    qtbot: QtBot, ward: WardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = ward.desk(12)
    ward.server.stop()
    kept = desk.begin("窓口　花子")
    window = window_of(qtbot, desk.counter, desk.counters.folder)
    qtbot.waitUntil(lambda: "この端末に保存 1件" in window.server.text(), timeout=15_000)
    assert "送っていない保存が1件" in window.start_page.banner.text
    assert window.ward is not None
    assert window.ward.state_of(kept.id) == "この端末に保存"
    asked: list[str] = []

    def no(dialog: Dialog) -> int:
        asked.append(dialog.windowTitle())
        return 0

    monkeypatch.setattr(Dialog, "exec", no)
    assert not window.close()
    assert asked == ["サーバーに送っていない保存"]
    ward.server.start()
    window.ward.round()
    qtbot.waitUntil(lambda: window.server.text() == "サーバーに送信済", timeout=15_000)
    assert window.ward.state_of(kept.id) == "サーバーに送信済"
    assert window.close()


def test_a_reception_of_another_counter_stands_in_the_list_and_opens_here(qtbot: QtBot, ward: WardOffice) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin("窓口　花子")
    one.counters.send()
    one.counters.let_go()
    window = window_of(qtbot, other.counter, other.counters.folder)
    records = window.start_page.records
    qtbot.waitUntil(lambda: records.lines.rowCount() == 1, timeout=15_000)
    line = records.lines.line(records.lines.index(0))
    assert (line.name, records.lines.below(line).startswith("窓口12で保存")) == ("窓口　花子", True)
    one.counters.send()
    records.open_wanted.emit(kept.id)
    area = window.area("reception")
    assert isinstance(area, ReceptionArea)
    qtbot.waitUntil(lambda: area._work is not None, timeout=15_000)
    assert window.close()


def test_two_sides_are_put_together_on_a_page_that_shows_both(qtbot: QtBot, ward: WardOffice) -> None:
    one, _other, kept = two_sides(ward)
    window = window_of(qtbot, one.counter, one.counters.folder)
    qtbot.waitUntil(lambda: "確かめる保存 1件" in window.server.text(), timeout=15_000)
    window.server.click()
    area = window.area("ward")
    assert isinstance(area, WardArea)
    qtbot.waitUntil(lambda: window.page() is area.page)
    area.page.sides_wanted.emit(kept.id)
    qtbot.waitUntil(lambda: window.page() is area.sides)
    assert not area.sides.keep.isEnabled()
    ((path, group),) = area.sides._choices
    assert path == ("honseki",)
    assert [group.button(side).text()[:8] for side in (0, 1)] == ["東京都墨田区両国", "東京都墨田区緑一"]
    group.button(1).click()
    area.sides.keep.click()
    qtbot.waitUntil(lambda: window.page() is area.page, timeout=15_000)
    assert one.store.get(kept.id).case.honseki == "東京都墨田区緑一丁目1番地"
    assert window.ward is not None
    window.ward.round()
    qtbot.waitUntil(lambda: window.server.text() == "サーバーに送信済", timeout=15_000)
    assert window.close()


def test_an_administrator_joins_the_server_in_the_window_and_the_counter_begins_to_tell(
    qtbot: QtBot, ward: WardOffice
) -> None:
    desk = ward.open(12)
    desk.begin()
    window = window_of(qtbot, desk.counter, desk.counters.folder)
    window.enter("keeping")
    area = window.area("keeping")
    assert isinstance(area, KeepingArea)
    area.show_server()
    page = area.server.page
    qtbot.waitUntil(lambda: "参加していません" in page.state.text())
    page.take_file(ward.join_file(12))
    assert not page.join.isEnabled()
    page.first.setChecked(True)
    page.join.click()
    qtbot.waitUntil(lambda: len(page.phrase.text().split()) == 6, timeout=15_000)
    qtbot.waitUntil(lambda: window.server.text() == "サーバーに送信済", timeout=15_000)
    page.test.click()
    qtbot.waitUntil(lambda: "つながり" in page.state.text(), timeout=15_000)
    area.go_back()
    assert page.phrase.text().strip() == ""
    qtbot.waitUntil(lambda: "調べて" not in area.page.summary.text(), timeout=30_000)
    assert window.close()


def test_a_clerk_is_asked_before_a_reception_is_taken_from_a_colleague(
    qtbot: QtBot, ward: WardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = ward.desk(12), ward.desk(7)
    kept = one.begin("窓口　花子")
    one.counters.take(kept.id)
    window = window_of(qtbot, other.counter, other.counters.folder)
    qtbot.waitUntil(lambda: window.start_page.records.lines.rowCount() == 1, timeout=15_000)
    answers = iter([0, 1])
    asked: list[str] = []

    def answer(dialog: Dialog) -> int:
        asked.append(dialog.windowTitle())
        return next(answers)

    monkeypatch.setattr(Dialog, "exec", answer)
    window.start_page.records.open_wanted.emit(kept.id)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=15_000)
    assert window.page() is window.start_page
    window.start_page.records.open_wanted.emit(kept.id)
    area = window.area("reception")
    assert isinstance(area, ReceptionArea)
    qtbot.waitUntil(lambda: area._work is not None, timeout=15_000)
    assert asked == ["ほかの窓口で開いています"] * 2
    assert window.close()
