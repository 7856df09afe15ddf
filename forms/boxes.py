"""What is more than a text in a box: boxes to tick, words to ring, era dates, digits, amounts, a seal."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import ceil

from forms import glyphs
from forms.fit import MM, fit
from forms.paper import Box, Line, Page, Ring, Text, Tick
from forms.write import Field, place, report_too_long, write, write_value

_TICK = 3.0
_GAP = 3.0
_WORDS = 8.5
_LOWEST, _HIGHEST = 4.2, 6.5  # of a line of choices, in mm
ERAS = ("明治", "大正", "昭和", "平成", "令和")
_ERA_DATE = re.compile(rf"({'|'.join(ERAS)})(元|\d+)年(?:(\d+)月(?:(\d+)日)?)?(.*)")
_LETTER = 3.8  # of an era, in mm
_AMOUNT = 9.0  # points: the same in rows of every height
_YEN = 3.2  # of 「円」 behind an amount, in mm
_COLUMN = 7.5  # of a year, month or day with its unit, in mm


def choices(page: Page, box: Box, words: Sequence[str], chosen: Collection[str]) -> None:
    """□ before each choice, ticked where chosen; on as many lines as needed, a choice never broken.

    Several lines stand in even columns where the box is high enough for them.
    """
    widths = {word: _TICK + 1 + glyphs.width(word, "gothic", _WORDS) / MM for word in words}
    lines = _one_after_the_other(widths, box.width)
    if len(lines) > 1:
        lines = _in_columns(widths, box) or lines
    height = min(box.height / len(lines), _HIGHEST)
    top = box.y + (box.height - height * len(lines)) / 2
    for index, line in enumerate(lines):
        for word, x in line:
            _choice(page, Box(box.x + x, top + index * height, widths[word], height), word, ticked=word in chosen)


def _one_after_the_other(widths: Mapping[str, float], room: float) -> list[list[tuple[str, float]]]:
    """Lines of choices, each with its left edge in mm."""
    lines: list[list[tuple[str, float]]] = [[]]
    x = 0.0
    for word, width in widths.items():
        if lines[-1] and x + width > room:
            lines.append([])
            x = 0.0
        lines[-1].append((word, x))
        x += width + _GAP
    return lines


def _in_columns(widths: Mapping[str, float], box: Box) -> list[list[tuple[str, float]]]:
    """The same in columns of one width; nothing where these would need more lines than the box has room for."""
    count = int((box.width + _GAP) // (max(widths.values()) + _GAP))
    if count < 2 or ceil(len(widths) / count) * _LOWEST > box.height:
        return []
    step = min(box.width / count, max(widths.values()) + 3 * _GAP)
    places = [(word, index % count * step) for index, word in enumerate(widths)]
    return [places[start : start + count] for start in range(0, len(places), count)]


def _choice(page: Page, box: Box, word: str, *, ticked: bool) -> None:
    page.marks.append(Tick(box.x, box.y + (box.height - _TICK) / 2, _TICK, ticked))
    write(page, Box(box.x + _TICK + 1, box.y, box.width - _TICK - 1 + 0.05, box.height), word, _WORDS)


def rings(page: Page, box: Box, words: Sequence[str], chosen: Collection[str]) -> None:
    """「男・女」 with a ring around the chosen word."""
    widths = [glyphs.width(word, "gothic", _WORDS) / MM for word in words]
    dot = glyphs.width("・", "gothic", _WORDS) / MM
    x = box.x + (box.width - sum(widths) - dot * (len(words) - 1)) / 2
    for index, (word, width) in enumerate(zip(words, widths, strict=True)):
        if index:
            write(page, Box(x, box.y, dot + 0.05, box.height), "・", _WORDS)
            x += dot
        write(page, Box(x, box.y, width + 0.05, box.height), word, _WORDS)
        if word in chosen:
            page.marks.append(_ring(x, box, width))
        x += width


def _ring(x: float, box: Box, width: float) -> Ring:
    height = min(4.4, box.height)
    return Ring(Box(x - 0.7, box.y + (box.height - height) / 2, width + 1.4, height))


def era_date(page: Page, box: Box, value: str, field: Field) -> None:
    """「明・大・昭・平・令」 with the right one ringed, then year, month and day; a western date as it is.

    In a narrow box the eras stand above the date. The ringed letter comes last of the five in the file, and reads back
    as the era's name, so that the copied text is the value.
    """
    if value and not _ERA_DATE.fullmatch(value):
        write_value(page, box, value, field, "center")
        return
    one_line = box.width >= _LETTER * 5 + _COLUMN * 3
    eras = Box(box.x, box.y, _LETTER * 5, box.height if one_line else box.height * 0.45)
    together = Box(box.x, box.y, min(box.width, _LETTER * 5 + _COLUMN * 3 + 4), box.height)
    date = together if one_line else Box(box.x, eras.bottom, box.width, box.bottom - eras.bottom)
    match = _ERA_DATE.fullmatch(value)
    _eras(page, eras, match[1] if match else "", field)
    _year_month_day(page, date, match.groups()[1:] if match else ("", "", "", ""), field)


def _eras(page: Page, box: Box, chosen: str, field: Field) -> None:
    for era in sorted(ERAS, key=lambda era: era == chosen):
        x = box.x + ERAS.index(era) * _LETTER
        letter = fit(era[0], _LETTER, box.height, "gothic", 7.5)
        if letter is None:
            raise ValueError(f"no room for the eras: {field.id}")
        place(page, Box(x, box.y, _LETTER, box.height), letter, "gothic", "center", field.id if era == chosen else "")
        if era == chosen:
            mark = page.marks.pop()
            assert isinstance(mark, Text)  # noqa: S101 the one just placed
            page.marks += [mark.meaning(era), _ring(x + 0.65, box, _LETTER - 1.3)]


def _year_month_day(page: Page, box: Box, parts: Sequence[str | None], field: Field) -> None:
    """Columns from the right; what is unknown is said behind the year instead of its columns."""
    *numbers, unknown = parts
    if unknown:
        known = "".join(number + unit for number, unit in zip(numbers, "年月日", strict=True) if number)
        write_value(page, box, f"{known}{unknown}", field, "right")
        return
    for index, (number, unit) in enumerate(zip(numbers, "年月日", strict=True)):
        x = box.right - _COLUMN * (3 - index)
        if number:
            write_value(page, Box(x, box.y, _COLUMN - 3.2, box.height), number, field, "right")
        write(page, Box(x + _COLUMN - 3.0, box.y, 3.0, box.height), unit, 8)


def digit_boxes(page: Page, box: Box, groups: Sequence[int], value: str, field: Field) -> None:
    """Boxes of 5.5 mm with a heavier line between groups; digits centred, one a box."""
    count = sum(groups)
    width, height = min(5.5, box.width / count), min(box.height, 7.0)
    top = box.y + (box.height - height) / 2
    _grid(page, Box(box.x, top, count * width, height), groups)
    if len(value) > count:
        report_too_long(page, field, len(value))
        return
    for index, digit in enumerate(value):
        cell = Box(box.x + index * width, top, width, height)
        write_value(page, cell, digit, Field(field.form, field.id, 11, style="gothic"), "center")


def amount_boxes(page: Page, box: Box, groups: Sequence[int], value: str, field: Field) -> None:
    """Yen from the right, a digit a place, a stronger line between thousands, 「円」 behind; △ is minus."""
    count, room = sum(groups), Box(box.x, box.y, box.width - _YEN, box.height)
    width = room.width / count
    write(page, Box(room.right, box.y, _YEN, box.height), "円", 6.5, align="right")
    edges = {sum(groups[:index]) for index in range(1, len(groups))}
    for index in range(1, count):
        x = room.x + index * width
        page.marks.append(Line(x, box.y, x, box.bottom, 0.5 if index in edges else 0.25, dotted=index not in edges))
    if len(value) > count:
        report_too_long(page, field, len(value))
        return
    for index, digit in enumerate(value, start=count - len(value)):
        cell = Box(room.x + index * width, box.y, width, box.height)
        write_value(page, cell, digit, Field(field.form, field.id, _AMOUNT, style="gothic"), "center")


def thousands(value: str) -> str:
    """`△1234567` → `△1,234,567`; a value that is no number as it is."""
    sign, digits = value[: value.startswith("△")], value.removeprefix("△")
    return f"{sign}{int(digits):,}" if digits.isdecimal() else value


def _grid(page: Page, box: Box, groups: Sequence[int]) -> None:
    count = sum(groups)
    edges = {sum(groups[:index]) for index in range(len(groups) + 1)}
    for index in range(count + 1):
        x = box.x + index * box.width / count
        page.marks.append(Line(x, box.y, x, box.bottom, 0.9 if index in edges else 0.3))
    for y in (box.y, box.bottom):
        page.marks.append(Line(box.x, y, box.right, y, 0.5))


def corners(page: Page, box: Box, width: float, height: float) -> None:
    """A place in the middle of the box for a seal's imprint or a photograph, marked at its corners; mm."""
    arm = 4.0
    x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    for cx, dx in ((x, arm), (x + width, -arm)):
        for cy, dy in ((y, arm), (y + height, -arm)):
            page.marks += [Line(cx, cy, cx + dx, cy, 0.5), Line(cx, cy, cx, cy + dy, 0.5)]
