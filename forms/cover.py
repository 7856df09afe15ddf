"""The visitor's cover sheet: a checklist of where to go in which order, until when, for whom, and what to bring."""

from __future__ import annotations

from collections.abc import Sequence

from forms.era import era_text
from forms.fit import MM, Fitted, wrap
from forms.paper import PORTRAIT, Box, Code, Line, Page, Shade, Tick
from forms.write import Field, place, write, write_value
from models.case import Case
from models.partial_date import PartialDate
from models.procedure import Plan, PlannedProcedure

_ROOM = PORTRAIT.content
_COLUMNS = (8.0, 52.0, 33.0, 38.0, 54.0)  # tick, procedure, deadline, desk, what to bring
_HEADS = ("", "手続き", "期限", "窓口", "持ち物")
_UNSURE = frozenset({"B", "U", "C"})
_PADDING = 1.8
_LAST = _ROOM.bottom - 8
_WORDS = "上から順にお回りください。終わったものは□に印を付けてください。"


def lay_out_cover(case: Case, plan: Plan, number: str | None, sheets: Sequence[tuple[str, int]]) -> list[Page]:
    """Pages of the list of procedures; `sheets` are the forms that follow, with their pages."""
    pages = [_first_page(case, number)]
    y = _heads(pages[-1], _ROOM.y + 35)
    for procedure in plan.procedures:
        columns = _columns(case, procedure)
        height = max(9.5, *(sum(one.height for one in column) / MM for column in columns)) + _PADDING
        if y + height > _LAST:
            pages.append(Page())
            y = _heads(pages[-1], _ROOM.y)
        _row(pages[-1], columns, Box(_ROOM.x, y, _ROOM.width, height))
        y += height
    _sheet_list(pages, y + 4, sheets)
    for index, page in enumerate(pages):
        box = Box(_ROOM.x, _ROOM.bottom - 4, _ROOM.width, 4)
        write(page, box, f"{index + 1}/{len(pages)}", 8, align="right")
    return pages


def _first_page(case: Case, number: str | None) -> Page:
    page = Page()
    write(page, Box(_ROOM.x, _ROOM.y, _ROOM.width, 10), "手　続　き　の　ご　案　内", 17, align="center")
    name = (case.moving or case.members)[0].name
    write_value(page, Box(_ROOM.x, _ROOM.y + 12, 130, 8), f"{name}　様", Field("cover", "name", 14, 82))
    filed = f"{era_text(PartialDate.of(case.filed_on))}　受付"
    write(page, Box(_ROOM.x, _ROOM.y + 21.5, 120, 5), filed, 10)
    write(page, Box(_ROOM.x, _ROOM.y + 28, 150, 5), _WORDS, 9)
    if number:
        page.marks.append(Code(number, Box(_ROOM.right - 22, _ROOM.y, 22, 22)))
        box = Box(_ROOM.right - 60, _ROOM.y + 22, 60, 4)
        write(page, box, f"受付番号 {number}", 8, align="right")
    return page


def _heads(page: Page, y: float) -> float:
    box = Box(_ROOM.x, y, _ROOM.width, 6.5)
    page.marks += [
        Shade(box, 0.9),
        Line(box.x, box.y, box.right, box.y, 0.8),
        Line(box.x, box.bottom, box.right, box.bottom, 0.8),
    ]
    x = _ROOM.x
    for width, label in zip(_COLUMNS, _HEADS, strict=True):
        write(page, Box(x + 1, y, width - 2, box.height), label, 9)
        x += width
    return box.bottom


def _columns(case: Case, procedure: PlannedProcedure) -> list[list[Fitted]]:
    """The four texts of a procedure, each as lines at one size: nothing is shrunk, the row grows."""
    due = era_text(PartialDate.of(procedure.due_on)) + "まで" if procedure.due_on else procedure.due_rule or "―"
    unsure = "要確認（担当の窓口で確かめてください）" if procedure.confidence in _UNSURE else ""
    texts: tuple[list[tuple[str, float]], ...] = (
        [(procedure.name_ja, 10), (_whose(case, procedure), 7.5), (unsure, 7)],
        [(due, 9)],
        [(procedure.desk, 9), (procedure.floor, 9)],
    )
    columns = [
        [wrap(text, width - 2, "gothic", size) for text, size in column if text]
        for column, width in zip(texts, _COLUMNS[1:4], strict=True)
    ]
    return [*columns, [_item(thing) for thing in procedure.bring] or [wrap("―", 9, "gothic", 8)]]


def _item(text: str) -> Fitted:
    """A thing of a list, its further lines set in under the first."""
    lines = wrap(text, _COLUMNS[4] - 2 - 8 / MM, "gothic", 8).lines
    return Fitted(tuple(("　" if index else "・") + line for index, line in enumerate(lines)), 8)


def _whose(case: Case, procedure: PlannedProcedure) -> str:
    """Whom it is about; everybody is not named."""
    if len(procedure.members) >= len(case.moving):
        return ""
    return "、".join(case.members[index].name for index in procedure.members)


def _row(page: Page, columns: Sequence[Sequence[Fitted]], box: Box) -> None:
    page.marks.append(Tick(box.x + 2, box.y + (box.height - 4) / 2, 4, ticked=False))
    x = box.x + _COLUMNS[0]
    for column, width in zip(columns, _COLUMNS[1:], strict=True):
        y = box.y + (box.height - sum(one.height for one in column) / MM) / 2
        for one in column:
            height = one.height / MM
            place(page, Box(x + 1, y, width - 2, height), one, "gothic", "left")
            y += height
        x += width
    page.marks.append(Line(box.x, box.bottom, box.right, box.bottom, 0.3))


def _sheet_list(pages: list[Page], y: float, sheets: Sequence[tuple[str, int]]) -> None:
    if not sheets:
        return
    text = "この後ろにある書類　" + "、".join(f"{name}（{count}枚）" for name, count in sheets)
    words = wrap(text, _ROOM.width, "gothic", 9)
    height = words.height / MM
    if y + height > _LAST:
        pages.append(Page())
        y = _ROOM.y
    place(pages[-1], Box(_ROOM.x, y, _ROOM.width, height), words, "gothic", "left")
