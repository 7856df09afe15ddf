"""A month at a glance: the days on which something is due, today, and the days on which the office is closed."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import button, label

_WEEK = "日月火水木金土"
_ROWS = 7  # the weekdays' names and six weeks at most
_SUNDAY_FIRST = Calendar(firstweekday=6)

IsOpen = Callable[[date], bool]


class MonthView(QWidget):
    """One month, with buttons to the months before and after."""

    def __init__(self, days: Collection[date], today: date, is_open: IsOpen) -> None:
        super().__init__()
        coming = [day for day in days if day >= today]
        self._grid = _Grid(min(coming, default=today), frozenset(days), today, is_open)
        self._name = label("", "heading")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout()
        for text, name, step in (("‹", "前の月", -1), ("›", "次の月", 1)):
            turn = button(text, name=name)
            turn.setProperty("small", True)
            turn.clicked.connect(lambda _on, step=step: self._turn(step))
            line.addWidget(turn)
        line.insertWidget(1, self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._grid)
        self._turn(0)

    def _turn(self, months: int) -> None:
        month = self._grid.turn(months)
        self._name.setText(f"{month.year}年{month.month}月")


class _Grid(QWidget):
    """The days, Sunday first."""

    def __init__(self, shown: date, days: frozenset[date], today: date, is_open: IsOpen) -> None:
        super().__init__()
        self._month, self._days, self._today, self._is_open = shown.replace(day=1), days, today, is_open
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def turn(self, months: int) -> date:
        """Show another month; its first day."""
        index = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(index // 12, index % 12 + 1, 1)
        due = [f"{day.day}日" for day in sorted(self._days) if day.replace(day=1) == self._month]
        self.setAccessibleName(f"{self._month.month}月の期限: {'、'.join(due) or 'なし'}")
        self.update()
        return self._month

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(260, (self.fontMetrics().height() + 10) * _ROWS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width() / 7, self.height() / _ROWS
        painter.setPen(QColor(theme.tokens().quiet))
        for column, name in enumerate(_WEEK):
            painter.drawText(QRectF(column * width, 0, width, height), Qt.AlignmentFlag.AlignCenter, name)
        for row, week in enumerate(_SUNDAY_FIRST.monthdatescalendar(self._month.year, self._month.month)):
            for column, day in enumerate(week):
                if day.month == self._month.month:
                    self._draw(painter, day, QRectF(column * width, (row + 1) * height, width, height))
        painter.end()

    def _draw(self, painter: QPainter, day: date, area: QRectF) -> None:
        """A due day is filled (red once it is past), today has a ring, a closed day is quiet."""
        t = theme.tokens()
        radius = min(area.width(), area.height()) / 2 + 1
        due, past = day in self._days, day < self._today
        painter.setPen(QPen(QColor(t.accent), 2) if day == self._today else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.bad if past else t.accent) if due else Qt.BrushStyle.NoBrush)
        if due or day == self._today:
            painter.drawEllipse(area.center(), radius, radius)
        font = QFont(self.font())
        font.setBold(due)
        painter.setFont(font)
        painter.setPen(QColor(t.on_accent if due else t.text if self._is_open(day) else t.quiet))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))
