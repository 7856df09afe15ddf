"""From income to tax as a bar: what the deductions take off, what is taxed, what the taxes are. This year over last."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.tax import TaxResult
from ui import theme
from ui.tax.words import yen

_HEIGHT = 18  # pixels at 100 %
_FAINT = 0.35
_NAMES = ("税", "残る額", "控除")


@dataclass(frozen=True)
class Share:
    """One year's parts of its income, in yen; together they are the income."""

    year: str
    income: int
    deducted: int
    tax: int

    @property
    def kept(self) -> int:
        """What is taxed and stays."""
        return max(0, self.income - self.deducted - self.tax)


def share_of(result: TaxResult, year: str) -> Share:
    """Both taxes, of the income that both begin with."""
    income = max(0, yen(result, "total_income"))
    tax = min(yen(result, "income_tax.total_tax") + yen(result, "resident_tax.total"), income)
    deducted = min(yen(result, "income_tax.deductions_total"), income - tax)
    return Share(year, income, deducted, tax)


def colours() -> tuple[QColor, QColor, QColor]:
    """Tax, what is taxed and stays, deductions."""
    t = theme.tokens()
    tax, kept, deducted = QColor(t.accent), QColor(t.accent), QColor(t.good)
    kept.setAlphaF(_FAINT)
    deducted.setAlphaF(_FAINT)
    return tax, kept, deducted


class TaxBar(QWidget):
    """One bar a year, in one scale."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, *shares: Share) -> None:
        self._shares = shares
        parts = [f"{one.year}: 所得 {one.income:,}円、控除 {one.deducted:,}円、税 {one.tax:,}円" for one in shares]
        self.setAccessibleName("所得から税までの棒グラフ　" + "　".join(parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(240), (max(1, len(self._shares)) + 1) * self._line())

    def _line(self) -> int:
        return max(theme.px(_HEIGHT), self.fontMetrics().height()) + theme.px(6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        most = max((one.income for one in self._shares), default=0)
        name = max((self.fontMetrics().horizontalAdvance(one.year) for one in self._shares), default=0) + theme.px(10)
        for index, one in enumerate(self._shares):
            top, height = index * self._line(), self._line() - theme.px(6)
            painter.setPen(QColor(theme.tokens().text))
            painter.drawText(QRectF(0, top, name, height), Qt.AlignmentFlag.AlignVCenter, one.year)
            self._draw(painter, QRectF(name, top, self.width() - name - 1, height), one, most)
        self._legend(painter, QPointF(name, len(self._shares) * self._line()))
        painter.end()

    def _legend(self, painter: QPainter, corner: QPointF) -> None:
        """What the colours mean."""
        size, left = self._line() - theme.px(10), corner.x()
        for name, colour in zip(_NAMES, colours(), strict=True):
            painter.setPen(QPen(QColor(theme.tokens().edge), 1))
            painter.setBrush(colour)
            painter.drawRect(QRectF(left, corner.y() + theme.px(2), size, size))
            left += size + theme.px(6)
            painter.setPen(QColor(theme.tokens().quiet))
            room = QRectF(left, corner.y(), self.width() - left, size + theme.px(4))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            left += self.fontMetrics().horizontalAdvance(name) + theme.px(16)

    def _draw(self, painter: QPainter, room: QRectF, share: Share, most: int) -> None:
        left, edge = room.left(), QPen(QColor(theme.tokens().edge), 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in zip((share.tax, share.kept, share.deducted), colours(), strict=True):
            width = room.width() * part / most if most else 0
            painter.setBrush(colour)
            painter.drawRect(QRectF(left, room.top(), width, room.height()))
            left += width
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(room.left(), room.top(), max(left - room.left(), 1), room.height() - 1))
