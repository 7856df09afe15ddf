"""Where we are: the seven steps of a reception, or of a tax return."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.filing import FilingStep
from models.reception import Step
from ui import theme

AnyStep = Step | FilingStep
_RECEPTION = {
    Step.READ: "読取",
    Step.HOUSEHOLD: "本人・世帯",
    Step.QUESTIONS: "質問",
    Step.PROCEDURES: "手続き",
    Step.SHEETS: "書類",
    Step.SIGN: "署名・印刷",
    Step.DONE: "完了",
}
_FILING = {
    FilingStep.FILER: "申告する方",
    FilingStep.INCOME: "収入",
    FilingStep.FAMILY: "家族",
    FilingStep.DEDUCTIONS: "控除",
    FilingStep.RESULT: "結果",
    FilingStep.SHEETS: "書類",
    FilingStep.DONE: "完了",
}
_RADIUS = 11  # pixels at 100 %


def step_name(step: AnyStep) -> str:
    """As it stands under its dot."""
    return _FILING[step] if isinstance(step, FilingStep) else _RECEPTION[step]


class Stepper(QWidget):
    """Seven dots on a line; done ones are filled with a tick, the present one is a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._step: AnyStep = Step.READ
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(Step.READ)

    def show_step(self, step: AnyStep) -> None:
        self._step = step
        steps = _steps(step)
        self.setAccessibleName(f"手順 {steps.index(step) + 1}/{len(steps)}: {step_name(step)}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(0, theme.px(_RADIUS * 2 + 16) + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        t, radius = theme.tokens(), theme.px(_RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        steps = _steps(self._step)
        now = steps.index(self._step)
        slot = self.width() / len(steps)
        gap = QPointF(radius + 5, 0)
        for index, step in enumerate(steps):
            centre = QPointF(slot * (index + 0.5), radius + 6)
            if index:
                painter.setPen(QPen(QColor(t.accent if index <= now else t.line), 3))
                painter.drawLine(centre - QPointF(slot, 0) + gap, centre - gap)
            self._dot(painter, centre, index, now)
            below = QRectF(slot * index, centre.y() + radius + 2, slot, self.fontMetrics().height() + 4)
            self._name(painter, below, step_name(step), here=index == now)
        painter.end()

    def _dot(self, painter: QPainter, centre: QPointF, index: int, now: int) -> None:
        t, large = theme.tokens(), theme.zoom()
        painter.setPen(QPen(QColor(t.accent if index <= now else t.line), 3))
        painter.setBrush(QColor(t.accent if index < now else t.surface))
        painter.drawEllipse(centre, _RADIUS * large, _RADIUS * large)
        if index < now:
            painter.setPen(QPen(QColor(t.on_accent), 2.4 * large))
            tick = (QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5.5, -4.5))
            painter.drawPolyline([centre + point * large for point in tick])
        elif index == now:
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(centre, 4.5 * large, 4.5 * large)

    def _name(self, painter: QPainter, area: QRectF, text: str, *, here: bool) -> None:
        t = theme.tokens()
        font = self.font()
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(QColor(t.text if here else t.quiet))
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def _steps(step: AnyStep) -> list[AnyStep]:
    """All those of the same way."""
    return [*FilingStep] if isinstance(step, FilingStep) else [*Step]
