"""The page on the screen: its picture, the boxes on it, and what the mouse and the keys do to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView

from forms.overlay.arrange import guides, moved_by, resized
from forms.overlay.definition import Spot
from forms.paper import Box, Format
from ui import theme
from ui.designer.draft import Draft
from ui.designer.paper import PaperItem, PaperPicture
from ui.designer.spots import NameItem, SpotItem, chosen_name

FIELD_MIME = "application/x-madoguchi-field"
_MARGIN = 5.0  # mm around the page
_FINE, _COARSE = 0.5, 5.0  # mm, of the arrow keys
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor, "n": Qt.CursorShape.SizeVerCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


class Canvas(QGraphicsView):
    """Shows one page of a draft. `page_changed` when another one is shown, `zoom_changed` with the percent.

    `shown` counts the pages of the picture, in which a test household may repeat the blank; `page` is the blank's.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.page = self.shown = 1
        self.grid = 0.5
        self.picture = PaperPicture(self)
        self._items: dict[Spot, SpotItem] = {}
        self._extras: list[QGraphicsItem] = []
        self._paper_item = PaperItem()
        self._faulty: frozenset[str] = frozenset()
        self._press: QPointF | None = None
        self._start: Mapping[Spot, Box] = {}
        self._handle = ""
        self._band: QRectF | None = None
        self._touched: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        self._prepare()
        draft.changed.connect(self.rebuild)
        draft.chosen_changed.connect(self._follow)
        self.picture.ready.connect(self._show_picture)

    def _prepare(self) -> None:
        scene = QGraphicsScene(self)
        scene.addItem(self._paper_item)
        self.setScene(scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName("様式の用紙。矢印キーで0.5mm、Shiftと矢印キーで5mm動きます")

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Format:
        return self._draft.subject.papers[self.page - 1]

    def show_page(self, page: int) -> None:
        self.shown = max(1, page)
        self.page = (self.shown - 1) % len(self._draft.subject.papers) + 1
        self._draft.choose(())
        self.rebuild()
        self._ask_picture()
        self.page_changed.emit(self.shown)

    def show_pdf(self, pdf: bytes) -> None:
        """The blank, or the blank filled with a test household."""
        self.setBackgroundBrush(QColor(theme.tokens().ground))
        self.picture.load(pdf)
        self._ask_picture()

    def show_faults(self, fields: frozenset[str]) -> None:
        """The fields with something the matter."""
        self._faulty = fields
        self._mark()

    def rebuild(self) -> None:
        """The boxes anew, from the draft."""
        scene, sheet = self.scene(), self._draft.sheet
        for item in (*self._items.values(), *self._extras):
            scene.removeItem(item)
        self._items, self._extras = {}, []
        paper = self.paper
        self.setSceneRect(-_MARGIN, -_MARGIN, paper.width + 2 * _MARGIN, paper.height + 2 * _MARGIN)
        self._paper_item.show_paper(paper)
        for spot, box in self._draft.boxes(self.page).items():
            placed = sheet.placement(spot.field)
            self._items[spot] = SpotItem(spot, box, self._name(spot))
            scene.addItem(self._items[spot])
            for row in range(1, sheet.repeats(placed) if placed else 1):
                self._ghost(sheet.box_in_row(box, row))
        self._offer_hints()
        self._mark()

    def _name(self, spot: Spot) -> str:
        field = self._draft.subject.fields[spot.field]
        return f"{field.label} {field.area_label(spot.area)}".strip()

    def _ghost(self, box: Box) -> None:
        """The same box in a further row of the table."""
        pen = QPen(QColor(theme.LIGHT.accent), 1, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        item = self.scene().addRect(QRectF(box.x, box.y, box.width, box.height), pen)
        item.setZValue(1)
        self._extras.append(item)

    def _offer_hints(self) -> None:
        """The entry fields of the file, where a field can be dropped."""
        taken = list(self._draft.boxes(self.page).values())
        pen = QPen(QColor(theme.LIGHT.good), 1, Qt.PenStyle.DotLine)
        pen.setCosmetic(True)
        for hint in self._draft.subject.blank.hints:
            if hint.page == self.page and hint.box not in taken:
                item = self.scene().addRect(QRectF(hint.box.x, hint.box.y, hint.box.width, hint.box.height), pen)
                item.setToolTip(f"PDFの入力欄「{hint.name}」。ここに欄を置くと、この大きさになります")
                self._extras.append(item)

    def _follow(self) -> None:
        """What was chosen elsewhere comes into sight."""
        self._mark()
        rects = [self._items[spot].rect() for spot in self._draft.chosen if spot in self._items]
        if rects and not self.viewport().underMouse():
            whole = rects[0]
            for rect in rects[1:]:
                whole = whole.united(rect)
            self.ensureVisible(whole, 30, 30)

    def _mark(self) -> None:
        chosen = self._draft.chosen
        for item in [one for one in self._extras if one.zValue() == 4]:
            self.scene().removeItem(item)
            self._extras.remove(item)
        for spot, item in self._items.items():
            alone = chosen == {spot}
            item.mark(chosen=spot in chosen, alone=alone, wrong=spot.field in self._faulty)
        for flag in self._flags():
            self.scene().addItem(flag)
            self._extras.append(flag)

    def _flags(self) -> Iterator[NameItem]:
        """The name of each chosen field at its first box; the box's own where it is chosen alone."""
        fields = dict.fromkeys(spot.field for spot in self._draft.chosen if spot in self._items)
        for field in list(fields)[:12]:
            spots = [spot for spot in self._draft.chosen if spot.field == field and spot in self._items]
            first = min((self._items[spot].box for spot in spots), key=lambda box: (box.y, box.x))
            alone = self._items[spots[0]].name
            yield chosen_name(first, alone if len(spots) == 1 else self._draft.subject.fields[field].label)

    # -- zoom ----------------------------------------------------------------------------------------------------

    def pixels_a_mm(self) -> float:
        return self.transform().m11()

    def zoom_to(self, percent: float) -> None:
        """100 % is the paper's own size on a screen of 96 dots an inch."""
        scale = max(0.4, min(percent, 600.0) / 100) * 96 / 25.4
        self.resetTransform()
        self.scale(scale, scale)
        self._ask_picture()
        self.zoom_changed.emit(round(scale * 25.4 / 96 * 100))

    def zoom_by(self, factor: float) -> None:
        self.zoom_to(self.pixels_a_mm() * 25.4 / 96 * 100 * factor)

    def fit_width(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 6
        self.zoom_to(room / (self.paper.width + 2 * _MARGIN) * 25.4 / 96 * 100)

    def _ask_picture(self) -> None:
        self.picture.want(self.shown - 1, self.paper, self.pixels_a_mm() * self.devicePixelRatioF())

    def _show_picture(self) -> None:
        self._paper_item.show_picture(self.picture.image)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
            event.accept()
        else:
            super().wheelEvent(event)

    # -- mouse ---------------------------------------------------------------------------------------------------

    def _under(self, event: QMouseEvent) -> tuple[QPointF, SpotItem | None]:
        point = self.mapToScene(event.position().toPoint())
        chosen = [item for item in self._items.values() if item.handle_at(point, self.pixels_a_mm())]
        inside = [item for item in self._items.values() if item.rect().contains(point)]
        inside.sort(key=lambda item: item.rect().width() * item.rect().height())
        return point, next(iter((*chosen, *inside)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, item = self._under(event)
        more = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if item is None:
            self._band = QRectF(point, point)
            self._draft.choose(self._draft.chosen if more else ())
        else:
            self._handle = item.handle_at(point, self.pixels_a_mm())
            self._choose(item.spot, more=more)
        self._press, self._start = point, self._draft.chosen_boxes()

    def _choose(self, spot: Spot, *, more: bool) -> None:
        chosen = self._draft.chosen
        if more:
            self._draft.choose(chosen ^ {spot})
        elif spot not in chosen:
            self._draft.choose({spot})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        point, item = self._under(event)
        if self._press is None:
            handle = item.handle_at(point, self.pixels_a_mm()) if item else ""
            shape = _CURSORS.get(handle, Qt.CursorShape.SizeAllCursor if item else Qt.CursorShape.ArrowCursor)
            self.viewport().setCursor(shape)
        elif self._band is not None:
            self._band = QRectF(self._press, point).normalized()
            self.viewport().update()
        elif self._start:
            for spot, box in self._dragged(point).items():
                self._items[spot].show_box(box)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        point, _ = self._under(event)
        if self._band is not None:
            inside = {spot for spot, item in self._items.items() if self._band.contains(item.rect())}
            self._draft.choose(self._draft.chosen | inside)
        elif self._press is not None and self._start and point != self._press:
            words = "大きさを変える" if self._handle else "動かす"
            self._draft.move(words, self._dragged(point))
        self._press, self._band, self._start, self._handle = None, None, {}, ""
        self._touched = ((), ())
        self.viewport().update()

    def _dragged(self, point: QPointF) -> Mapping[Spot, Box]:
        """Where the chosen boxes are with the mouse at this point; the first of them snaps, the others follow."""
        assert self._press is not None  # noqa: S101 a button is down
        dx, dy = point.x() - self._press.x(), point.y() - self._press.y()
        rulings = self._draft.subject.blank.rulings[self.page - 1]
        lines = guides(self._draft.sheet, self.page, self._start, rulings, self.grid)
        if self._handle:
            spot, box = next(iter(self._start.items()))
            pulled = resized(box, dx, dy, self._handle, self.paper)
            right, low = "e" in self._handle, "s" in self._handle
            edge = Box(pulled.right if right else pulled.x, pulled.bottom if low else pulled.y, 0, 0)
            more_x, more_y, *touched = lines.snap(edge)
            self._touched = (touched[0], touched[1])
            return {spot: resized(box, dx + more_x, dy + more_y, self._handle, self.paper)}
        moved = moved_by(self._start, dx, dy, self.paper)
        more_x, more_y, xs, ys = lines.snap(next(iter(moved.values())))
        self._touched = (xs, ys)
        return moved_by(moved, more_x, more_y, self.paper)

    def drawForeground(self, painter: QPainter, _rect: QRectF | object) -> None:  # noqa: N802 Qt's name
        """The lines that the moving box touches, and the band that chooses."""
        pen = QPen(QColor("#c2185b"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        xs, ys = self._touched
        painter.drawLines([QLineF(x, 0, x, self.paper.height) for x in xs])
        painter.drawLines([QLineF(0, y, self.paper.width, y) for y in ys])
        if self._band is not None:
            painter.setBrush(QColor(194, 24, 91, 20))
            painter.drawRect(self._band)

    # -- dropping a field ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 Qt's name
        if event.mimeData().hasFormat(FIELD_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 Qt's name
        if event.mimeData().hasFormat(FIELD_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 Qt's name
        field = event.mimeData().data(FIELD_MIME).toStdString()
        self.drop(field, self.mapToScene(event.position().toPoint()))
        event.acceptProposedAction()

    def drop(self, field: str, point: QPointF) -> None:
        x, y = max(0.0, min(point.x(), self.paper.width - 1)), max(0.0, min(point.y(), self.paper.height - 1))
        self._draft.place(field, self.page, x, y)
        self.setFocus()

    def drop_in_sight(self, field: str) -> None:
        """By the keyboard: in the middle of what is seen."""
        self.drop(field, self.mapToScene(self.viewport().rect().center()))

    # -- keys ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Tab goes from box to box while there is one further on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            if event.key() in steps and self._choose_next(steps[Qt.Key(event.key())]):
                return True
        return super().event(event)

    def _choose_next(self, step: int) -> bool:
        spots = sorted(self._items, key=lambda spot: (round(self._items[spot].box.y / 3), self._items[spot].box.x))
        if not spots:
            return False
        here = next((index for index, spot in enumerate(spots) if spot in self._draft.chosen), None)
        there = (0 if step > 0 else len(spots) - 1) if here is None else here + step
        if not 0 <= there < len(spots):
            return False
        self._draft.choose({spots[there]})
        self.ensureVisible(self._items[spots[there]], 40, 40)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        zooms = {"+": 1.25, "-": 0.8}
        if event.text() in zooms:
            self.zoom_by(zooms[event.text()])
        elif event.text() == "0":
            self.fit_width()
        else:
            self._move_by_key(event)

    def _move_by_key(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        chosen = self._draft.chosen_boxes()
        if arrow is None or not chosen:
            super().keyPressEvent(event)
            return
        way = _COARSE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _FINE
        dx, dy = arrow[0] * way, arrow[1] * way
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            boxes = {spot: resized(box, dx, dy, "se", self.paper) for spot, box in chosen.items()}
            self._draft.move("大きさを変える", boxes, f"keys size {sorted(chosen)}")
        else:
            self._draft.move("動かす", moved_by(chosen, dx, dy, self.paper), f"keys move {sorted(chosen)}")
