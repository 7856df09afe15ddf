"""Moving boxes about on a page, as the designer does it."""

from __future__ import annotations

from dataclasses import replace

from forms.intake.blank import Hint, Ruling
from forms.load import load_sheets
from forms.overlay.arrange import (
    aligned,
    cell_at,
    distributed,
    era_rings,
    guides,
    leave_out,
    moved_by,
    new_placement,
    placed_by_name,
    resized,
    rows_at,
    with_boxes,
    with_placement,
    without,
)
from forms.overlay.catalogue import form_fields
from forms.overlay.check import office_sheet_faults
from forms.overlay.definition import Rows, Spot
from forms.overlay.pages import page_formats
from forms.paper import Box, Format
from tests.forms.overlay.blanks import idou_blank, idou_sheet

A4 = Format(210, 297, 0, 0, 0, 0)
BLANK = idou_blank()
SHEET = idou_sheet(BLANK)
ONE, TWO, THREE = Spot("a", "value"), Spot("b", "value"), Spot("c", "value")
BOXES = {ONE: Box(10, 10, 20, 5), TWO: Box(50, 14, 10, 5), THREE: Box(45, 40, 30, 9)}


def test_boxes_move_together_and_stop_at_the_edge_of_the_page() -> None:
    assert moved_by(BOXES, 5, -3, A4)[TWO] == Box(55, 11, 10, 5)
    assert moved_by(BOXES, -50, 500, A4) == {
        ONE: Box(0, 258, 20, 5), TWO: Box(40, 262, 10, 5), THREE: Box(35, 288, 30, 9),
    }  # fmt: skip


def test_a_box_pulled_at_a_handle_keeps_its_other_side() -> None:
    assert resized(BOXES[ONE], 5, 2, "se", A4) == Box(10, 10, 25, 7)
    assert resized(BOXES[ONE], 5, 2, "nw", A4) == Box(15, 12, 15, 3)
    assert resized(BOXES[ONE], 500, 0, "w", A4) == Box(28.5, 10, 1.5, 5)
    assert resized(BOXES[ONE], 500, 0, "e", A4) == Box(10, 10, 200, 5)


def test_several_are_aligned_and_distributed() -> None:
    assert {box.x for box in aligned(BOXES, "left").values()} == {10}
    assert {box.right for box in aligned(BOXES, "right").values()} == {75}
    assert {box.y + box.height / 2 for box in aligned(BOXES, "middle").values()} == {29.5}
    even = distributed(BOXES, "y")
    assert [box.y for box in even.values()] == [10, 25, 40]


def test_a_box_snaps_to_a_line_a_neighbour_or_the_grid() -> None:
    lines = [Ruling(100, 0, 100, 200), Ruling(0, 50, 200, 50)]
    found = guides(SHEET, 1, [], lines, 1.0)
    assert found.snap(Box(99.4, 200.3, 20, 5))[:2] == (100 - 99.4, round(200.3) - 200.3)
    assert found.snap(Box(99.4, 49.5, 20, 5))[2:] == ((100,), (50,))
    dx, _, touched, _ = found.snap(Box(66.7, 200, 3, 5))
    assert (round(66.7 + dx, 2), touched) == (66, (66,)), "the left edge of new_addr"
    assert guides(SHEET, 1, [], [], 0).snap(Box(150.3, 210.3, 1, 1)) == (0, 0, (), ())


def test_a_dropped_field_takes_the_entry_field_or_the_ruled_cell_under_it() -> None:
    lines = [Ruling(20, 10, 20, 30), Ruling(80, 10, 80, 30), Ruling(20, 10, 80, 10), Ruling(20, 30, 80, 30)]
    hint = Hint("x", 1, Box(100, 100, 40, 6), "text")
    assert cell_at(50, 20, lines, [hint], A4) == Box(20.8, 10.8, 58.4, 18.4)
    assert cell_at(110, 103, lines, [hint], A4) == hint.box
    assert cell_at(205, 295, lines, [hint], A4) == Box(150, 290, 60, 7)


def test_the_rows_of_a_table_are_counted_from_its_lines() -> None:
    lines = [Ruling(20, y, 80, y) for y in (50, 62, 74.1, 86, 90)]
    assert rows_at(30, 55, lines) == Rows(3, 12)
    assert rows_at(30, 88, lines) is None, "one alone is no table"
    assert rows_at(120, 55, lines) is None, "beside the table"


def test_entry_fields_called_like_a_field_take_it() -> None:
    fields = form_fields(load_sheets()["idou"])
    hints = [
        Hint("いままでの住所", 1, Box(38, 73, 100, 7), "text"),
        Hint("new_addr.postcode", 1, Box(38, 61, 28, 7), "text", 7),
        Hint("something else", 1, Box(10, 200, 20, 7), "text"),
    ]
    sheet = placed_by_name(replace(SHEET, fields=()), fields, hints)
    assert [(one.field, one.type, one.areas["value"], one.groups) for one in sheet.fields] == [
        ("old_addr", "text", Box(38, 73, 100, 7), ()), ("new_addr.postcode", "digits", Box(38, 61, 28, 7), (7,)),
    ]  # fmt: skip
    assert placed_by_name(SHEET, fields, hints) == SHEET, "what has a place keeps it"


def test_every_field_can_be_placed_anew_in_every_way_that_suits_it() -> None:
    for form, definition in load_sheets().items():
        fields = form_fields(definition)
        for field in fields.values():
            for kind in field.suits:
                bare = replace(SHEET, form=form, fields=(), rows=None, left_out=tuple(set(fields) - {field.id}))
                sheet = with_placement(bare, new_placement(field, 1, Box(10, 20, 100, 10), kind))
                assert list(office_sheet_faults("x", sheet, page_formats(BLANK))) == [], (form, field.id, kind)


def test_a_field_goes_and_comes_back_and_can_be_left_out() -> None:
    gone = without(SHEET, ["row.name", "row.birth", "row.sex", "row.rel"])
    assert gone.rows is None
    out = leave_out(SHEET, "kind", out=True)
    assert ("kind" in out.left_out, out.placement("kind")) == (True, None)
    assert leave_out(out, "kind", out=False).left_out == ()
    kind = SHEET.placement("kind")
    assert kind is not None
    back = with_placement(out, kind)
    assert (back.left_out, back.placement("kind")) == ((), kind)


def test_an_era_is_written_or_ringed() -> None:
    ringed = era_rings(SHEET, "filed_on").placement("filed_on")
    assert ringed is not None
    assert set(ringed.areas) == {"year", "month", "day", "meiji", "taisho", "showa", "heisei", "reiwa"}
    written = era_rings(era_rings(SHEET, "filed_on"), "filed_on").placement("filed_on")
    assert written is not None
    assert set(written.areas) == {"year", "month", "day", "era"}
    assert list(office_sheet_faults("x", era_rings(SHEET, "moved_on"), page_formats(BLANK))) == []


def test_only_the_boxes_named_are_moved() -> None:
    spot = Spot("new_addr", "value")
    changed = with_boxes(SHEET, {spot: Box(70, 61, 100, 7)})
    assert {one: box for one, _, box in changed.spots()} == {
        one: Box(70, 61, 100, 7) if one == spot else box for one, _, box in SHEET.spots()
    }  # fmt: skip
