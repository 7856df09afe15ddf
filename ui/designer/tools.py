"""The strip of tools over the page: steps back and forth, zoom, page, grid, align and distribute, trial, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from forms.overlay.arrange import GRIDS, Edge, aligned, distributed
from ui import theme
from ui.designer.canvas import Canvas
from ui.designer.draft import Draft
from ui.widgets.basics import button, label

_ALIGNMENTS: tuple[tuple[Edge, str], ...] = (
    ("left", "左をそろえる"), ("center", "左右の中央をそろえる"), ("right", "右をそろえる"),
    ("top", "上をそろえる"), ("middle", "上下の中央をそろえる"), ("bottom", "下をそろえる"),
)  # fmt: skip
_ICON = 18
_TWO_LINES = 1.2


class Tools(QWidget):
    """Acts on the draft and the canvas; `trial` and `save` are the page's matter."""

    def __init__(self, draft: Draft, canvas: Canvas) -> None:
        super().__init__()
        self._draft, self._canvas = draft, canvas
        self.undo = self._tool("元に戻す", "Ctrl+Z", draft.steps.undo, text="↶ 戻す")
        self.redo = self._tool("やり直す", "Ctrl+Y", draft.steps.redo, text="↷ やり直す")
        self.page = QSpinBox()
        self.page.setAccessibleName("ページ")
        self.page.setPrefix("ページ ")
        self.zoom = label("100%", "quiet")
        self.grid = QComboBox()
        self.grid.setAccessibleName("方眼")
        for size in GRIDS:
            self.grid.addItem(f"方眼 {size:g}mm", size)
        self.grid.addItem("方眼なし", 0.0)
        self.several: list[QToolButton] = []
        self.trial = QComboBox()
        self.trial.setAccessibleName("試しに記入する世帯")
        self.trial.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.trial.setMinimumContentsLength(11)
        self.save = button("保存", primary=True, name="版として保存")
        self.save.setToolTip("版として保存 (Ctrl+S)")
        self.save.setProperty("small", True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        line, more = QHBoxLayout(), QHBoxLayout()
        self._lines.addLayout(line)
        self._lines.addLayout(more, 1)
        for one in (line, more):
            one.setSpacing(4)
        line.addWidget(self.undo)
        line.addWidget(self.redo)
        line.addSpacing(8)
        line.addWidget(self._tool("小さく表示", "−", partial(self._canvas.zoom_by, 1 / 1.25), text="−"))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.zoom)
        line.addWidget(self._tool("大きく表示", "＋", partial(self._canvas.zoom_by, 1.25), text="＋"))
        line.addWidget(self._tool("幅に合わせる", "0", self._canvas.fit_width, text="幅"))
        line.addWidget(self.page)
        line.addWidget(self.grid)
        line.addStretch()
        for edge, name in _ALIGNMENTS:
            self._add_several(more, edge, name, partial(self._align, edge))
        self._add_several(more, "x", "左右に等間隔", partial(self._distribute, "x"))
        self._add_several(more, "y", "上下に等間隔", partial(self._distribute, "y"))
        more.addWidget(label("試し書き", "quiet"))
        more.addWidget(self.trial, 1)
        more.addWidget(self.save)

    def suit(self, growth: float) -> None:
        """Two lines where the type is so large that one would not do."""
        one_line = growth < _TWO_LINES
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if one_line else QBoxLayout.Direction.TopToBottom)
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("600%") + 4)

    @staticmethod
    def _tool(name: str, keys: str, action: Callable[[], object], text: str = "") -> QToolButton:
        one = QToolButton()
        one.setText(text)
        one.setAccessibleName(name)
        one.setToolTip(f"{name} ({keys})" if keys else name)
        one.clicked.connect(lambda _on: action())
        return one

    def _add_several(self, line: QHBoxLayout, picture: str, name: str, action: Callable[[], None]) -> None:
        one = self._tool(name, "", action)
        one.setIcon(_icon(picture))
        one.setIconSize(QSize(_ICON, _ICON))
        one.setProperty("picture", True)
        self.several.append(one)
        line.addWidget(one)

    def _connect(self) -> None:
        steps = self._draft.steps
        steps.canUndoChanged.connect(self.undo.setEnabled)
        steps.canRedoChanged.connect(self.redo.setEnabled)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self._canvas.zoom_changed.connect(lambda percent: self.zoom.setText(f"{percent}%"))
        self._canvas.page_changed.connect(self.page.setValue)
        self.page.valueChanged.connect(self._turn)
        self.grid.activated.connect(self._set_grid)
        self._draft.chosen_changed.connect(self.refresh)

    def refresh(self) -> None:
        for one in self.several:
            one.setEnabled(len(self._draft.chosen) > 1)

    def show_pages(self, count: int) -> None:
        """Those of the blank, or of all sheets that a test household needs."""
        self.page.setRange(1, count)
        self.page.setSuffix(f"/{count}")
        self.page.setVisible(count > 1)

    def _turn(self, page: int) -> None:
        if page != self._canvas.shown:
            self._canvas.show_page(page)

    def _set_grid(self, _index: int) -> None:
        self._canvas.grid = float(self.grid.currentData())

    def _align(self, edge: Edge) -> None:
        self._draft.move("そろえる", aligned(self._draft.chosen_boxes(), edge))

    def _distribute(self, side: str) -> None:
        self._draft.move("等間隔にする", distributed(self._draft.chosen_boxes(), "x" if side == "x" else "y"))


def _icon(picture: str) -> QIcon:
    """Two bars at a line, or three at equal distances."""
    pixmap = QPixmap(_ICON * 2, _ICON * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.scale(2, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens().text))
    turned = picture in ("top", "middle", "bottom", "y")
    if turned:
        painter.rotate(90)
        painter.translate(0, -_ICON)
    for x, y, width, height in _BARS[picture]:
        painter.drawRect(x, y, width, height)
    painter.end()
    return QIcon(pixmap)


_LEFT = ((1, 1, 1, 16), (3, 3, 12, 4), (3, 11, 7, 4))
_RIGHT = ((16, 1, 1, 16), (3, 3, 12, 4), (8, 11, 7, 4))
_CENTER = ((9, 1, 1, 16), (3, 3, 13, 4), (6, 11, 7, 4))
_EVEN = ((1, 3, 3, 12), (7, 3, 3, 12), (13, 3, 3, 12))
_BARS = {
    "left": _LEFT, "center": _CENTER, "right": _RIGHT, "top": _LEFT, "middle": _CENTER, "bottom": _RIGHT,
    "x": _EVEN, "y": _EVEN,
}  # fmt: skip
