"""The visitor's cover sheet: where to go in which order, until when, and what to bring."""

from __future__ import annotations

from forms.era import era_text
from forms.fit import MM, fit
from forms.paper import PORTRAIT, Box, Code, Line, Page, Shade, Tick
from forms.write import Field, place, write, write_value
from models.case import Case
from models.partial_date import PartialDate
from models.procedure import Plan, PlannedProcedure

_ROOM = PORTRAIT.content
_COLUMNS = (8.0, 54.0, 30.0, 41.0)  # tick, procedure, deadline, desk; what is left: what to bring
_UNSURE = frozenset({"B", "U", "C"})


def lay_out_cover(case: Case, plan: Plan, number: str | None, sheets: list[tuple[str, int]]) -> list[Page]:
    """Pages of the list of procedures; the forms that follow in the bundle stand at its end."""
    pages = [_first_page(case, number)]
    y = _ROOM.y + 34
    y = _header(pages[-1], y)
    for procedure in plan.procedures:
        height = _height(procedure)
        if y + height > _ROOM.bottom - 8:
            pages.append(Page())
            y = _header(pages[-1], _ROOM.y)
        _row(pages[-1], procedure, Box(_ROOM.x, y, _ROOM.width, height))
        y += height
    _sheet_list(pages, y + 4, sheets)
    for index, page in enumerate(pages):
        write(page, Box(_ROOM.x, _ROOM.bottom - 4, _ROOM.width, 4), f"{index + 1}/{len(pages)}", 8, align="right")
    return pages


def _first_page(case: Case, number: str | None) -> Page:
    page = Page()
    write(page, Box(_ROOM.x, _ROOM.y, _ROOM.width, 10), "手続きのご案内", 18, align="center")
    name = (case.moving or case.members)[0].name
    write_value(page, Box(_ROOM.x, _ROOM.y + 13, 120, 8), f"{name}　様", Field("cover", "name", 14))
    write(page, Box(_ROOM.x, _ROOM.y + 22, 120, 5), f"{era_text(PartialDate.of(case.filed_on))} 受付", 10)
    text = "上から順に回ると、いちばん短い道のりで終わります。期限のあるものから先にお済ませください。"
    write(page, Box(_ROOM.x, _ROOM.y + 28, 150, 5), text, 9)
    if number:
        page.marks.append(Code(number, Box(_ROOM.x + _ROOM.width - 22, _ROOM.y, 22, 22)))
        write(page, Box(_ROOM.x + _ROOM.width - 50, _ROOM.y + 22.5, 50, 4), f"受付番号 {number}", 8, align="right")
    return page


def _header(page: Page, y: float) -> float:
    box = Box(_ROOM.x, y, _ROOM.width, 7)
    page.marks.append(Shade(box, 0.9))
    page.frame(box, 0.5)
    x = _ROOM.x
    for width, label in zip((*_COLUMNS, 0), ("", "手続き", "期限", "窓口", "持ち物"), strict=True):
        write(page, Box(x + 1.5, y, (width or _ROOM.x + _ROOM.width - x) - 3, 7), label, 9)
        x += width
    return y + 7


def _height(procedure: PlannedProcedure) -> float:
    rest = _ROOM.width - sum(_COLUMNS) - 3
    fitted = fit(_bring(procedure), rest, 40, "gothic", 8)
    return max(11.0, fitted.height / MM + 3 if fitted else 40.0)


def _bring(procedure: PlannedProcedure) -> str:
    return "、".join(procedure.bring) or "―"


def _row(page: Page, procedure: PlannedProcedure, box: Box) -> None:
    due = era_text(PartialDate.of(procedure.due_on)) if procedure.due_on else procedure.due_rule or "―"
    unsure = "　要確認" if procedure.confidence in _UNSURE else ""
    desk = f"{procedure.desk} {procedure.floor}".strip()
    texts = ((procedure.name_ja + unsure, 10.0), (due, 9.0), (desk, 8.5), (_bring(procedure), 8.0))
    page.marks.append(Tick(box.x + 2, box.y + (box.height - 4) / 2, 4, ticked=False))
    x = box.x + _COLUMNS[0]
    for (text, size), width in zip(texts, (*_COLUMNS[1:], _ROOM.width - sum(_COLUMNS)), strict=True):
        cell = Box(x + 1.5, box.y + 1, width - 3, box.height - 2)
        fitted = fit(text, cell.width, cell.height, "gothic", size)
        if fitted:
            place(page, cell, fitted, "gothic", "left")
        x += width
    page.marks.append(Line(box.x, box.bottom, box.right, box.bottom, 0.3))


def _sheet_list(pages: list[Page], y: float, sheets: list[tuple[str, int]]) -> None:
    text = "この後ろにある書類: " + "、".join(f"{name}（{count}枚）" for name, count in sheets)
    height = 12.0
    if y + height > _ROOM.bottom - 8:
        pages.append(Page())
        y = _ROOM.y
    if sheets and (fitted := fit(text, _ROOM.width, height, "gothic", 9)):
        place(pages[-1], Box(_ROOM.x, y, _ROOM.width, height), fitted, "gothic", "left")
