"""The visitor's cover sheet in their language: where to go in which order, until when, for whom, with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms import glyphs
from forms.cover_words import CoverWords, closest, is_japanese, languages, words_of
from forms.fit import MM, Fitted, wrap
from forms.glyphs import Style
from forms.paper import PORTRAIT, Box, Code, Line, Page, Shade, Tick
from forms.sources.roles import filer
from forms.write import Field, place, report_missing, write, write_value
from models.case import Case, Event, Member
from models.procedure import Plan, PlannedProcedure

_ROOM = PORTRAIT.content
_COLUMNS = (8.0, 54.0, 34.0, 38.0, 51.0)  # tick, procedure, deadline, desk, what to bring
_UNSURE = frozenset({"B", "U", "C"})
_PADDING = 1.8
_GAP = 2.4  # mm that a column keeps free: 1 on its left, the rest before the next one
_LAST = _ROOM.bottom - 8
_STOP = 6.0
_FLOORS = 34.0


@dataclass(frozen=True)
class _Writer:
    """Writes in the visitor's language, and beside it in Japanese for the staff who read the sheet with them."""

    case: Case
    words: CoverWords
    japanese: bool

    @property
    def style(self) -> Style:
        return self.words.style

    def name(self, procedure: PlannedProcedure) -> str:
        if self.japanese:
            return procedure.name_ja
        return (
            self.words.procedures.get(procedure.name_ja)
            or self._own(procedure, procedure.name_ja)
            or procedure.name_en
            or procedure.name_ja
        )

    def desk(self, procedure: PlannedProcedure) -> str:
        if self.japanese:
            return procedure.desk
        return self.words.desks.get(procedure.desk) or procedure.desk_en or procedure.desk

    def thing(self, procedure: PlannedProcedure, text: str) -> str:
        if self.japanese:
            return text
        return self.words.things.get(text) or self._own(procedure, text) or text

    def _own(self, procedure: PlannedProcedure, text: str) -> str:
        """What the procedure itself brings along in the visitor's language."""
        return procedure.translations.get(closest(self.case.language, languages()), {}).get(text, "")

    def wrapped(self, text: str, width: float, size: float) -> Fitted:
        return wrap(text, width, self.style, size, even=True)

    def beside(self, text: str, width: float) -> list[tuple[Fitted, Style]]:
        """The same in Japanese, small; nothing where the sheet is Japanese itself."""
        return [] if self.japanese else [(wrap(text, width, "gothic", 7.5, even=True), "gothic")]


_Part = tuple[Fitted, Style]


def lay_out_cover(case: Case, plan: Plan, number: str | None, sheets: Sequence[tuple[str, int]]) -> list[Page]:
    """Pages of the list of procedures; `sheets` are the forms that follow, with their pages."""
    writer = _Writer(case, words_of(case.language), is_japanese(case.language))
    pages = [_first_page(writer, number)]
    y = _heads(writer, pages[-1], _ROOM.y + 35)
    for procedure in plan.procedures:
        columns = _columns(writer, procedure)
        height = max(9.5, *(sum(one.height for one, _ in column) / MM for column in columns)) + _PADDING
        if y + height > _LAST:
            pages.append(Page())
            y = _heads(writer, pages[-1], _ROOM.y)
        _row(pages[-1], columns, Box(_ROOM.x, y, _ROOM.width, height))
        y += height
    papers = _papers(writer, sheets)
    y = _way(writer, pages, y + 5, plan.stops, sum(4 + one.height / MM for one in papers))
    _sheet_list(writer, pages, y + 4, papers)
    for index, page in enumerate(pages):
        box = Box(_ROOM.x, _ROOM.bottom - 4, _ROOM.width, 4)
        write(page, box, f"{index + 1}/{len(pages)}", 8, align="right")
    return pages


def _first_page(writer: _Writer, number: str | None) -> Page:
    page, words, case = Page(), writer.words, writer.case
    write(page, Box(_ROOM.x, _ROOM.y, _ROOM.width - 48, 10), words.title, 17, style=writer.style, align="center")
    first = _visitor(case)
    name = words.person.format(name=first.name) if first else ""
    write_value(page, Box(_ROOM.x, _ROOM.y + 12, 130, 8), name, Field("cover", "name", 14, 82))
    others = "".join(member.name for member in case.members if member is not first)
    report_missing(page, others, Field("cover", "names", style="gothic"))  # beside the procedures that are theirs
    filed = words.received.format(date=words.day(case.filed_on))
    write(page, Box(_ROOM.x, _ROOM.y + 21, 120, 6), filed, 10, style=writer.style)
    write(page, Box(_ROOM.x, _ROOM.y + 27, 160, 7.5), words.instruction, 9, style=writer.style)
    if number:
        page.marks.append(Code(number, Box(_ROOM.right - 22, _ROOM.y, 22, 22)))
        box = Box(_ROOM.right - 60, _ROOM.y + 21.6, 60, 5)
        write(page, box, words.number.format(number=number), 8, style=writer.style, align="right")
    return page


def _visitor(case: Case) -> Member | None:
    """Whose sheet it is: the first whom the event is about; never who has died, but who files it or is left."""
    if case.event is not Event.DEATH:
        return (case.moving or case.members)[0]
    return filer(case) or next((member for member in case.members if not member.moving), None)


def _heads(writer: _Writer, page: Page, y: float) -> float:
    box = Box(_ROOM.x, y, _ROOM.width, 6.5)
    page.marks += [
        Shade(box, 0.9),
        Line(box.x, box.y, box.right, box.y, 0.8),
        Line(box.x, box.bottom, box.right, box.bottom, 0.8),
    ]
    words, x = writer.words, _ROOM.x
    heads = ("", words.procedure, words.deadline, words.desk, words.bring)
    for width, head in zip(_COLUMNS, heads, strict=True):
        write(page, Box(x + 1, y, width - 2, box.height), head, 9, style=writer.style)
        x += width
    return box.bottom


def _columns(writer: _Writer, procedure: PlannedProcedure) -> list[list[_Part]]:
    """The four texts of a procedure, each as lines at one size: nothing is shrunk, the row grows."""
    things = [_item(writer, writer.thing(procedure, thing)) for thing in procedure.bring]
    return [
        _name_of(writer, procedure, _COLUMNS[1] - _GAP),
        _due_of(writer, procedure, _COLUMNS[2] - _GAP),
        _desk_of(writer, procedure, _COLUMNS[3] - _GAP),
        things or [(wrap("―", 9, "gothic", 8), "gothic")],
    ]


def _name_of(writer: _Writer, procedure: PlannedProcedure, width: float) -> list[_Part]:
    parts = [(writer.wrapped(writer.name(procedure), width, 10), writer.style)]
    parts += writer.beside(procedure.name_ja, width)
    if people := _whose(writer.case, procedure):
        parts.append((wrap(people, width, "gothic", 7.5), "gothic"))
    if procedure.confidence in _UNSURE:
        parts.append((writer.wrapped(writer.words.unsure, width, 7), writer.style))
    return parts


def _due_of(writer: _Writer, procedure: PlannedProcedure, width: float) -> list[_Part]:
    if procedure.due_on:
        text = writer.words.until.format(date=writer.words.day(procedure.due_on))
        return [(writer.wrapped(text, width, 9), writer.style)]
    rule = procedure.due_rule if writer.japanese else ""
    return [(wrap(rule or "―", width, "gothic", 9, even=True), "gothic")]


def _desk_of(writer: _Writer, procedure: PlannedProcedure, width: float) -> list[_Part]:
    parts = [(writer.wrapped(writer.desk(procedure), width, 9), writer.style), *writer.beside(procedure.desk, width)]
    return [*parts, (wrap(procedure.floor, width, "gothic", 9), "gothic")] if procedure.floor else parts


def _item(writer: _Writer, text: str) -> _Part:
    """A thing of a list, its further lines set in under the first."""
    fitted = writer.wrapped(text, _COLUMNS[4] - 2 - 8 / MM, 8)
    first, further = ("・", "　") if writer.japanese else ("- ", "  ")
    lines = tuple((further if index else first) + line for index, line in enumerate(fitted.lines))
    return Fitted(lines, 8, fitted.leading), writer.style


def _whose(case: Case, procedure: PlannedProcedure) -> str:
    """Whom it is about; everybody is not named."""
    if len(procedure.members) >= len(case.moving):
        return ""
    return "、".join(case.members[index].name for index in procedure.members)


def _row(page: Page, columns: Sequence[Sequence[_Part]], box: Box) -> None:
    page.marks.append(Tick(box.x + 2, box.y + (box.height - 4) / 2, 4, ticked=False))
    x = box.x + _COLUMNS[0]
    for column, width in zip(columns, _COLUMNS[1:], strict=True):
        y = box.y + (box.height - sum(one.height for one, _ in column) / MM) / 2
        for one, style in column:
            height = one.height / MM
            place(page, Box(x + 1, y, width - 2, height), one, style, "left")
            y += height
        x += width
    page.marks.append(Line(box.x, box.bottom, box.right, box.bottom, 0.3))


# -- the way through the house ------------------------------------------------------------------------------------


def _way(writer: _Writer, pages: list[Page], y: float, stops: Sequence[PlannedProcedure], below: float) -> float:
    """The house as its floors, the highest above, with the stops numbered in their order; other houses below. What
    stands under it (`below`, mm) goes with it to a new page.
    """
    floors = sorted({stop.floor for stop in stops}, key=_height_of, reverse=True)
    counts = [sum(stop.floor == floor for stop in stops) for floor in floors]
    height = 7 + sum(max(1, count) * _STOP + 2 for count in counts)
    if not stops:
        return y
    if y + height + below > _LAST:
        pages.append(Page())
        y = _ROOM.y
    page = pages[-1]
    write(page, Box(_ROOM.x, y, _ROOM.width, 6), writer.words.way, 9.5, style=writer.style)
    y += 7
    for floor, count in zip(floors, counts, strict=True):
        box = Box(_ROOM.x, y, _ROOM.width, count * _STOP + 2)
        page.frame(box, 0.8)
        _floor(writer, page, box, floor, stops)
        y = box.bottom
    return y


def _floor(writer: _Writer, page: Page, box: Box, floor: str, stops: Sequence[PlannedProcedure]) -> None:
    label = Box(box.x, box.y, _FLOORS, box.height)
    page.marks += [Shade(label, 0.93), Line(label.right, box.y, label.right, box.bottom, 0.5)]
    write(page, label.inset(1, 0.5), floor, 10.5, align="center")
    y = box.y + 1
    for number, stop in enumerate(stops, 1):
        if stop.floor == floor:
            room = Box(label.right + 3, y, box.right - label.right - 4, _STOP)
            write(page, Box(room.x, y, 6, _STOP), str(number), 11, align="center")
            beside = 0 if writer.japanese else min(60, glyphs.width(stop.desk, "gothic", 8) / MM + 1)
            write(page, Box(room.x + 8, y, room.width - beside - 10, _STOP), writer.desk(stop), 9, style=writer.style)
            if beside:
                write(page, Box(room.right - beside, y, beside, _STOP), stop.desk, 8, align="right")
            y += _STOP


def _height_of(floor: str) -> int:
    """`11F` → 11; 0 for a place outside the house."""
    return int(floor[:-1]) if floor.endswith("F") and floor[:-1].isdigit() else 0


def _papers(writer: _Writer, sheets: Sequence[tuple[str, int]]) -> list[Fitted]:
    """The names of the forms behind the cover as one paragraph; none without forms."""
    if not sheets:
        return []
    named = [writer.words.sheet.format(name=name, count=count) for name, count in sheets]
    text = writer.words.sheets.format(sheets=writer.words.comma.join(named))
    return [writer.wrapped(text, _ROOM.width, 9)]


def _sheet_list(writer: _Writer, pages: list[Page], y: float, papers: Sequence[Fitted]) -> None:
    for words in papers:
        height = words.height / MM
        if y + height > _LAST:
            pages.append(Page())
            y = _ROOM.y
        place(pages[-1], Box(_ROOM.x, y, _ROOM.width, height), words, writer.style, "left")
