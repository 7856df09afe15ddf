"""Writing a signature with pen or finger: lines as they were drawn, taken back one by one, shown to nobody else."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QTabletEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.sheet import Signature
from ui.widgets.basics import button, label

_PAPER, _INK, _LINE = QColor("#ffffff"), QColor("#1b2733"), QColor("#ccd4dc")
_WEIGHT = 3.2


class SignaturePad(QFrame):
    """The white field to write on; `changed` after each line."""

    changed = Signal()

    def __init__(self, *, line: bool = True) -> None:
        """`line`: to write on; without one it is for anything that is drawn by hand."""
        super().__init__()
        self._line = line
        self.setAccessibleName("署名を書くところ")
        self.setMinimumSize(QSize(600, 200))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[QPointF]] = []
        self._down = False

    def signature(self) -> Signature | None:
        """What stands there, in fractions of the pad; None where nothing does."""
        width, height = self.width(), self.height()
        strokes = tuple(tuple((p.x() / width, p.y() / height) for p in stroke) for stroke in self._strokes)
        return Signature(strokes, width / height) if strokes else None

    def take_back(self) -> None:
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        self._strokes.clear()
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        self._draw_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        del event
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802 Qt's name
        """A pen draws as it is; accepted, so that it does not come again as a mouse."""
        kinds = {event.Type.TabletPress: self._begin, event.Type.TabletMove: self._draw_on}
        if event.type() in kinds:
            kinds[event.type()](event.position())
        else:
            self._end()
        event.accept()

    def _begin(self, point: QPointF) -> None:
        self._down = True
        self._strokes.append([point])
        self.update()

    def _draw_on(self, point: QPointF) -> None:
        if self._down and self.rect().contains(point.toPoint()):
            self._strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        if self._down:
            self._down = False
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), _PAPER)
        painter.setPen(QPen(_LINE, 1.5))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        if self._line:
            painter.drawLine(30, self.height() * 3 // 4, self.width() - 30, self.height() * 3 // 4)
        painter.setPen(QPen(_INK, _WEIGHT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in self._strokes:
            if len(stroke) == 1:
                painter.drawPoint(stroke[0])
            painter.drawPolyline(QPolygonF(stroke))


class SignatureDialog(QDialog):
    """Large, for the visitor: what is signed, the pad, and a deliberate yes."""

    def __init__(self, form: str, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("署名")
        self.setProperty("visitor", True)
        self.resize(1060, 560)
        self.pad = SignaturePad()
        self.take_back, self.clear = button("1画もどす"), button("書き直す")
        self.leave, self.use = button("紙に書く（使わない）"), button("この署名を使う", primary=True, big=True)
        self.take_back.clicked.connect(self.pad.take_back)
        self.clear.clicked.connect(self.pad.clear)
        self.leave.clicked.connect(self.reject)
        self.use.clicked.connect(self.accept)
        self.pad.changed.connect(lambda: self.use.setEnabled(self.pad.signature() is not None))
        self.use.setEnabled(False)
        for one in (self.take_back, self.clear, self.leave, self.use):
            one.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(form, "title", wrap=True))
        column.addWidget(
            label(f"「{field}」の欄に、ご本人が書いてください。この書類だけに使い、保存しません。", "lead", wrap=True)
        )
        column.addWidget(self.pad, 1)
        line = QHBoxLayout()
        for one in (self.take_back, self.clear, self.leave):
            line.addWidget(one)
        line.addStretch()
        line.addWidget(self.use)
        column.addLayout(line)
