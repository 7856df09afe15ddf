"""The real designer in the real window: a ward's PDF comes in, fields are placed, and the counter prints on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.case_file import read_case
from app.journeys.counter import Counter
from app.journeys.paper import make_plan, making_of, print_forms
from app.office_forms.blank import take_blank
from app.office_forms.store import OfficeForms
from app.paths import RESOURCES
from forms.overlay.definition import Rows, Spot
from forms.paper import Box
from tests.forms.intake.hostile import CLEANED, REFUSED
from tests.forms.overlay.blanks import idou_blank, idou_sheet
from tests.forms.overlay.test_overlay import text_in
from tests.ui.screens.view import SIZES, View, opened, settle
from tests.ui.test_looks import USUAL, settled
from tests.ui.test_window import CounterWithCard
from ui import theme
from ui.areas import FORMS
from ui.designer.area import FormsArea
from ui.designer.canvas import FIELD_MIME
from ui.designer.designer_page import DesignerPage
from ui.designer.dialogs import About, AboutDialog
from ui.window import Window

ABOUT = About("idou", "住民異動届（試験）", date(2026, 11, 1), None, "窓口課")
ADDRESS = Spot("new_addr", "value")


@cache
def clean_blank() -> bytes:
    return take_blank(idou_blank()).pdf


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, tmp_path: Path) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", tmp_path / "forms", seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


@pytest.fixture
def area(qtbot: QtBot, window: Window) -> FormsArea:
    window.enter(FORMS)
    opened = window.area(FORMS)
    assert isinstance(opened, FormsArea)
    qtbot.waitUntil(lambda: opened.home.tree.topLevelItemCount() > 3)
    return opened


@pytest.fixture
def designer(qtbot: QtBot, area: FormsArea, tmp_path: Path) -> DesignerPage:
    """Open on a version with everything placed."""
    blank = clean_blank()
    OfficeForms(tmp_path / "forms").save(idou_sheet(blank), blank)
    area._open("idou", "2026-04-01")
    qtbot.waitUntil(lambda: area.frame.page() is area.designer)
    qtbot.waitUntil(lambda: "直すところはありません" in problems(area.designer))
    return area.designer


def problems(page: DesignerPage) -> str:
    return "\n".join(page.problems.item(row).text() for row in range(page.problems.count()))


def at(page: DesignerPage, x: float, y: float) -> QPoint:
    """A point of the paper in the canvas's pixels."""
    page.canvas.centerOn(QPointF(x, y))
    return page.canvas.mapFromScene(QPointF(x, y))


def drag(page: DesignerPage, start: tuple[float, float], way: tuple[float, float]) -> None:
    """Press, move in steps, release; in mm."""
    canvas = page.canvas
    here = at(page, *start)
    there = canvas.mapFromScene(QPointF(start[0] + way[0], start[1] + way[1]))
    steps = [here + (there - here) * (step / 4) for step in range(1, 5)]
    mouse(page, QMouseEvent.Type.MouseButtonPress, here)
    for step in steps:
        mouse(page, QMouseEvent.Type.MouseMove, step)
    mouse(page, QMouseEvent.Type.MouseButtonRelease, there)


def mouse(page: DesignerPage, kind: QMouseEvent.Type, point: QPoint) -> None:
    viewport = page.canvas.viewport()
    local, button = QPointF(point), Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, local, viewport.mapToGlobal(local), button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def drop(page: DesignerPage, field: str, x: float, y: float) -> None:
    data = QMimeData()
    data.setData(FIELD_MIME, QByteArray(field.encode()))
    event = QDropEvent(
        QPointF(at(page, x, y)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.canvas.dropEvent(event)


def box(page: DesignerPage, spot: Spot = ADDRESS) -> Box:
    return page.draft.boxes(page.canvas.page)[spot]


def test_a_wards_pdf_becomes_a_form_that_the_counter_prints(qtbot: QtBot, area: FormsArea, tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    file.write_bytes(idou_blank())
    area.take_pdf(file, ABOUT)
    qtbot.waitUntil(lambda: area.frame.page() is area.designer)
    page = area.designer
    qtbot.waitUntil(lambda: "必ず要る欄がまだありません" in problems(page))
    drop(page, "new_addr", 100, 64)
    assert box(page) == Box(35.8, 60.8, 158.4, 7.4), "the ruled cell under the mouse"
    for field, x, y in (("filed_on", 40, 43), ("moved_on", 40, 53), ("new_head", 60, 88), ("row.name", 40, 126)):
        drop(page, field, x, y)
    drop(page, "kind", 40, 230)
    drop(page, "row.birth", 80, 126)
    required = {one.id for one in page.draft.subject.fields.values() if one.required}
    assert required <= page.draft.sheet.placed()
    name = page.draft.sheet.placement("row.name")
    assert name is not None
    page.draft.change_placement("", replace(name, areas={"value": Box(17, 122, 56, 8)}))
    assert page.draft.sheet.rows == Rows(3, 12), "as the table is ruled"
    qtbot.waitUntil(lambda: "直すところはありません" in problems(page))
    area.save(ABOUT)
    qtbot.waitUntil(lambda: not page.unsaved)
    case = read_case(RESOURCES / "practice" / "family.json")
    sheet = print_forms(case, make_plan(case), ["idou"], making_of(own_forms=tmp_path / "forms")).sheets[0]
    assert text_in(sheet.pdf, box(page)) == "東京都墨田区吾妻橋一丁目23番20号"
    assert text_in(sheet.pdf, Box(17, 122 + 12, 56, 8)) == "墨田　花子"


def test_a_box_is_dragged_resized_undone_and_kept(qtbot: QtBot, area: FormsArea, designer: DesignerPage) -> None:
    designer.canvas.grid = 5
    before = box(designer)
    drag(designer, (100, 64), (0, 120))
    assert box(designer) == replace(before, y=180), "the grid of 5 mm"
    assert designer.draft.steps.undoText() == "動かす"
    designer.draft.choose({ADDRESS})
    drag(designer, (192, 183.5), (-41, 0))
    assert box(designer).right == 150
    assert designer.unsaved
    area.save(About("idou", "直した版", date(2026, 4, 1), date(2027, 3, 31), "窓口課"))
    qtbot.waitUntil(lambda: not designer.unsaved)
    kept = box(designer)
    designer.draft.steps.undo()
    designer.draft.steps.undo()
    assert box(designer) == before
    area._open("idou", "2026-04-01")
    qtbot.waitUntil(lambda: designer.draft.sheet.name == "直した版")
    assert box(designer) == kept
    assert designer.draft.sheet.until == date(2027, 3, 31)


def test_a_box_snaps_to_its_neighbours_edge(designer: DesignerPage) -> None:
    designer.canvas.grid = 0
    drag(designer, (100, 64), (21.4, 80.3))
    assert box(designer).x == 84, "within the page"
    drag(designer, (100, 144), (-45.5, 0))
    assert box(designer).x == 38


def test_the_arrow_keys_move_half_a_millimetre_and_five_with_shift(qtbot: QtBot, designer: DesignerPage) -> None:
    before = box(designer)
    designer.draft.choose({ADDRESS})
    designer.canvas.setFocus()
    for _ in range(3):
        qtbot.keyClick(designer.canvas, Qt.Key.Key_Right)  # type: ignore[no-untyped-call]
    qtbot.keyClick(designer.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[no-untyped-call]
    assert box(designer) == replace(before, x=before.x + 1.5, y=before.y + 5)
    qtbot.keyClick(designer.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert box(designer).width == before.width - 0.5
    designer.draft.steps.undo()
    designer.draft.steps.undo()
    assert box(designer) == before, "steps of the same key are undone together"


def test_tab_goes_from_box_to_box_and_delete_takes_a_field_off(qtbot: QtBot, designer: DesignerPage) -> None:
    designer.canvas.setFocus()
    qtbot.keyClick(designer.canvas, Qt.Key.Key_Tab)  # type: ignore[no-untyped-call]
    first = designer.draft.chosen
    qtbot.keyClick(designer.canvas, Qt.Key.Key_Tab)  # type: ignore[no-untyped-call]
    assert len(first) == len(designer.draft.chosen) == 1
    assert first != designer.draft.chosen
    designer.draft.choose_field("old_addr")
    designer.properties.remove()
    assert designer.draft.sheet.placement("old_addr") is None
    designer.draft.steps.undo()
    assert designer.draft.sheet.placement("old_addr")


def test_several_are_chosen_with_a_band_and_aligned(designer: DesignerPage) -> None:
    designer.canvas.zoom_to(60)
    drag(designer, (33, 58), (165, 23.5))
    assert {spot.field for spot in designer.draft.chosen} == {"new_addr", "new_addr.postcode", "old_addr"}
    designer.tools.several[0].click()
    assert {designer.draft.boxes(1)[spot].x for spot in designer.draft.chosen} == {38}


def test_exact_numbers_and_ways_of_writing_can_be_set(designer: DesignerPage) -> None:
    designer.draft.choose({ADDRESS})
    designer.properties.sides["x"].setValue(70.25)
    designer.properties.points.setValue(9)
    designer.properties.align.setCurrentIndex(designer.properties.align.findData("right"))
    designer.properties.align.activated.emit(designer.properties.align.currentIndex())
    placed = designer.draft.sheet.placement("new_addr")
    assert placed is not None
    assert (box(designer).x, placed.size, placed.align) == (70.25, 9, "right")
    designer.draft.choose_field("filed_on")
    designer.properties.rings.click()
    dated = designer.draft.sheet.placement("filed_on")
    assert dated is not None
    assert "reiwa" in dated.areas


def test_boxes_over_each_other_are_said_and_not_saved(
    qtbot: QtBot, area: FormsArea, designer: DesignerPage, tmp_path: Path
) -> None:
    file = tmp_path / "forms" / "idou" / "2026-04-01" / "placement.toml"
    before = file.read_bytes()
    designer.draft.move("", {ADDRESS: Box(38, 73, 50, 7)})
    qtbot.waitUntil(lambda: "「新しい住所」と「いままでの住所」が重なっています" in problems(designer))
    area.save(ABOUT)
    qtbot.waitUntil(lambda: "まだ保存していません" in designer.banner.text)
    assert designer.unsaved
    assert file.read_bytes() == before


def test_a_test_household_shows_what_does_not_fit_and_leads_there(qtbot: QtBot, designer: DesignerPage) -> None:
    designer.trial.choose("long_names")
    qtbot.waitUntil(lambda: "1人目" in problems(designer))
    assert "フリガナ" in problems(designer)
    designer.problems.itemActivated.emit(designer.problems.item(0))
    assert {spot.field for spot in designer.draft.chosen} == {"row.name"}
    designer.trial.choose("family_of_nine")
    qtbot.waitUntil(lambda: "3枚になります" in problems(designer))
    designer.tools.page.setValue(3)
    assert (designer.canvas.shown, designer.canvas.page) == (3, 1)
    designer.trial.choose("")
    qtbot.waitUntil(lambda: designer.canvas.shown == 1)


def test_a_field_that_the_paper_does_not_have_is_left_out(designer: DesignerPage) -> None:
    designer.fields._select("filer.phone")
    designer.fields._out.click()
    assert "filer.phone" in designer.draft.sheet.left_out
    designer.fields._out.click()
    assert "filer.phone" not in designer.draft.sheet.left_out
    designer.fields.place_wanted.emit("filer.phone")
    assert designer.draft.sheet.placement("filer.phone")


def test_what_was_not_saved_is_there_again_after_the_window_was_left(
    qtbot: QtBot, window: Window, area: FormsArea, designer: DesignerPage, tmp_path: Path
) -> None:
    designer.draft.move("", {ADDRESS: Box(66, 200, 50, 7)})
    window.start()
    qtbot.waitUntil((tmp_path / "forms" / ".draft" / "placement.toml").exists)
    designer.draft.move("", {ADDRESS: Box(1, 1, 5, 5)})
    window.enter(FORMS)
    qtbot.waitUntil(lambda: "続きを開きました" in designer.banner.text)
    assert box(designer) == Box(66, 200, 50, 7)
    assert designer.unsaved
    area.save(ABOUT)
    qtbot.waitUntil(lambda: not (tmp_path / "forms" / ".draft" / "placement.toml").exists())
    window.enter(FORMS)
    qtbot.wait(300)
    assert area.frame.page() is area.home


@pytest.mark.parametrize("name", ["encrypted with a password", "a form of XFA", "not a PDF"])
def test_a_pdf_that_may_not_come_in_is_said_on_the_list_and_nothing_opens(
    qtbot: QtBot, area: FormsArea, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(REFUSED[name][0]())
    area.take_pdf(file, ABOUT)
    qtbot.waitUntil(lambda: "何も取り込んでいません" in area.home.banner.text)
    assert area.frame.page() is area.home
    assert not (tmp_path / "forms").exists()


def test_entry_fields_of_the_pdf_are_offered_as_places(qtbot: QtBot, area: FormsArea, tmp_path: Path) -> None:
    file = tmp_path / "fields.pdf"
    file.write_bytes(CLEANED["entry fields with a script"][0]())
    area.take_pdf(file, ABOUT)
    qtbot.waitUntil(lambda: area.frame.page() is area.designer)
    assert "スクリプト" in area.designer.banner.text
    drop(area.designer, "old_addr", 50, 45)
    assert box(area.designer, Spot("old_addr", "value")) == Box(35.28, 43.0, 70.56, 7.06)


def test_escape_lets_go_of_what_is_chosen_before_it_leaves(area: FormsArea, designer: DesignerPage) -> None:
    designer.draft.choose({ADDRESS})
    area.go_back()
    assert not designer.draft.chosen
    area.go_back()
    assert area.frame.page() is area.home


def test_a_version_is_copied_compared_exported_and_taken_in(
    qtbot: QtBot, area: FormsArea, designer: DesignerPage, tmp_path: Path
) -> None:
    area.go_back()
    desk = area.desk
    later = replace(ABOUT, since=date(2027, 4, 1))
    key = desk.copy("idou", "2026-04-01", later)
    assert key == ("idou", "2027-04-01")
    assert desk.compare(*key).endswith("欄の違いはありません")
    file = desk.export("idou", "2027-04-01", tmp_path / "x.zip")
    other = FormsArea(area.frame, area.services)
    other.desk._root = tmp_path / "other"
    other.begin()
    other.take_file(file)
    qtbot.waitUntil(lambda: other.home.chosen() == ("idou", "2027-04-01"))
    assert other.home._note.text() == "取り込みました。"


def test_a_form_is_found_by_its_name(area: FormsArea) -> None:
    area.home.search.setText("異動届")
    tops = [area.home.tree.topLevelItem(index) for index in range(area.home.tree.topLevelItemCount())]
    seen = [top.text(0) for top in tops if top and not top.isHidden()]
    assert "住民異動届" in seen
    assert all("異動届" in name for name in seen)


def test_a_version_is_kept_only_with_a_name_a_maker_and_right_dates(area: FormsArea) -> None:
    dialog = AboutDialog(area.frame, {"idou": "住民異動届"}, replace(ABOUT, made_by=""), "保存する")
    dialog.accept()
    assert "作成者" in dialog.banner.text
    dialog.made_by.setText("窓口課")
    dialog.endless.setChecked(False)
    dialog.until.setText("R8.10.1")
    dialog.accept()
    assert "前です" in dialog.banner.text
    dialog.until.setText("令和9年3月31日")
    dialog.accept()
    assert dialog.answer == replace(ABOUT, until=date(2027, 3, 31))
    dialog.deleteLater()


@pytest.mark.parametrize("view", USUAL, ids=str)
def test_nothing_of_the_designer_is_cut_off_at_a_large_type(
    view: View, counter: Counter, qapp: QApplication, tmp_path: Path
) -> None:
    OfficeForms(tmp_path / "forms").save(idou_sheet(clean_blank()), clean_blank())
    with opened(view, CounterWithCard(counter.open_store, "窓口1", tmp_path / "forms", seat=counter.seat)) as large:
        large.enter(FORMS)
        area = large.area(FORMS)
        assert isinstance(area, FormsArea)
        settle(qapp, lambda: area.home.tree.topLevelItemCount() > 3)
        assert settled(large, qapp) == []
        area._open("idou", "2026-04-01")
        settle(qapp, lambda: area.frame.page() is area.designer)
        area.designer.draft.choose_field("row.birth")
        assert settled(large, qapp) == []
        assert large.size().toTuple() == SIZES[view.size]
    theme.apply(qapp)


def test_every_control_has_a_name_for_those_who_cannot_see_it(designer: DesignerPage) -> None:
    controls = [
        control
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
        for control in designer.findChildren(kind)
        if isinstance(control, QWidget) and not control.objectName().startswith("qt_")
    ]
    assert [type(control).__name__ for control in controls if not control.accessibleName()] == []
