"""A desk on the visitor's way: its number, its floor, its name, its telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from models.procedure import Plan, PlannedProcedure
from ui import theme
from ui.widgets.basics import chip, label


def desk_line(desk: PlannedProcedure, numbers: Sequence[str]) -> QHBoxLayout:
    """`numbers` are the desks as `numbered` has them; a desk that is not among them has no place to go to."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(_number(desk, numbers))
    if desk.floor:
        line.addWidget(chip(desk.floor, "floor"))
    line.addWidget(label(desk.desk, "heading", wrap=True), 1)
    line.addWidget(label(desk.phone, "quiet"))
    return line


def numbered(plan: Plan) -> list[str]:
    """The desks in the order of the visit, as on the visitor's sheet."""
    return [stop.floor + stop.desk for stop in plan.stops]


def _number(desk: PlannedProcedure, numbers: Sequence[str]) -> QLabel:
    key = desk.floor + desk.desk
    number = chip(str(numbers.index(key) + 1) if key in numbers else "―", "stop")
    number.setAlignment(Qt.AlignmentFlag.AlignCenter)
    number.setFixedWidth(theme.px(32))
    return number
