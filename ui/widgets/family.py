"""The household as a small family picture: parents above, the head's generation, children below. Each is a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from app.relations import place_of
from models.ages import age_on
from models.case import Member
from ui import theme

_ROWS: Mapping[str, int] = {"above": 0, "beside": 1, "below": 2, "further": 3}
_ACROSS = 2
_NAME = 128  # pixels at 100 %: what is longer ends in an ellipsis, whole in the tip


class FamilyChart(QWidget):
    """`chosen` brings the index of the member whose picture was pressed."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(18)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)
        self._generations: list[list[int]] = []

    def show_members(self, members: Sequence[Member], today: date, current: int | None) -> None:
        """Everyone in the row of their generation; the one being edited is marked.

        Pictures are made anew only where somebody came, went or changed generation: focus stays where it was.
        """
        generations = [[i for i, one in enumerate(members) if _row_of(one) == row] for row in range(len(_ROWS))]
        if generations != self._generations:
            self._lay_out(generations)
        for index, member in enumerate(members):
            _describe(self.picture_of(index), member, today)
        self.mark(current)

    def _lay_out(self, generations: list[list[int]]) -> None:
        self._forget()
        self._generations = generations
        line = 0
        for generation in filter(None, generations):
            for number, index in enumerate(generation):
                self._grid.addWidget(self._picture(index), line + number // _ACROSS, number % _ACROSS)
            line += -(-len(generation) // _ACROSS)

    def mark(self, current: int | None) -> None:
        """Mark one member's picture, or none."""
        self._group.setExclusive(False)
        for picture in self._group.buttons():
            picture.setChecked(self._group.id(picture) == current)
        self._group.setExclusive(True)
        self.update()

    def picture_of(self, index: int) -> QPushButton:
        """The button of one member."""
        found = self._group.button(index)
        assert isinstance(found, QPushButton)  # noqa: S101 only such are put in
        return found

    def _forget(self) -> None:
        for picture in self._group.buttons():
            self._group.removeButton(picture)
            self._grid.removeWidget(picture)
            picture.hide()
            picture.deleteLater()

    def _picture(self, index: int) -> QPushButton:
        picture = QPushButton()
        picture.setProperty("person", True)
        picture.setCheckable(True)
        self._group.addButton(picture, index)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Lines from one generation to the next, behind the pictures."""
        super().paintEvent(event)
        rows = [row for row in self._generations[:3] if row]
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.tokens().line), 2))
        for upper, lower in pairwise(rows):
            above, below = self.picture_of(upper[-1]).geometry(), self.picture_of(lower[0]).geometry()
            middle = QPoint(self.width() // 2, (above.bottom() + below.top()) // 2)
            painter.drawLine(QPoint(middle.x(), above.bottom()), middle)
            for index in lower[:_ACROSS]:
                top = self.picture_of(index).geometry()
                painter.drawLine(middle, QPoint(top.center().x(), middle.y()))
                painter.drawLine(QPoint(top.center().x(), middle.y()), QPoint(top.center().x(), top.top()))


def _describe(picture: QPushButton, member: Member, today: date) -> None:
    name = member.name or "（氏名未入力）"
    room = round(_NAME * (1 + (theme.zoom() - 1) / 2))  # as the column beside the forms grows
    shown = picture.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    picture.setText(f"{shown}\n{_below(member, today)}")
    picture.setAccessibleName(f"{name} {member.relation}")
    picture.setToolTip(name)
    if picture.property("stays") != (not member.moving):
        picture.setProperty("stays", not member.moving)
        picture.style().polish(picture)


def _row_of(member: Member) -> int:
    return _ROWS[place_of(member.relation)]


def _below(member: Member, today: date) -> str:
    """`妻・36歳`, and what a clerk looks for at a glance."""
    parts = [member.relation or "続柄未入力"]
    if member.birth_date is not None:
        parts.append(f"{age_on(member.birth_date, today - timedelta(days=1))}歳")  # as people count: on the birthday
    if not member.moving:
        parts.append("異動なし")
    return "・".join(parts)
