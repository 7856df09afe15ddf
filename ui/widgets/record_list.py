"""The record list with its search: unfinished receptions first; what is typed is looked for in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.reception import ReceptionSummary
from ui import theme
from ui.record_lines import RecordLine, in_order
from ui.widgets.basics import label

Index = QModelIndex | QPersistentModelIndex
_PAUSE = 150  # ms without a key: then it is looked for


class RecordList(QWidget):
    """`open_wanted` brings the id of the reception that was taken; `marked` tells that another line is marked.

    `find_wanted` brings what was typed, once the typing pauses; `show_found` answers. `more_wanted`: the list has been
    scrolled to its end.
    """

    open_wanted = Signal(object)
    marked = Signal()
    find_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(
        self, title: str = "受付の一覧", hint: str = "氏名・カナ・受付番号・日付・状態でさがす（Ctrl+F）"
    ) -> None:
        super().__init__()
        self._newest: list[RecordLine] = []
        self._open_first = False
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self._title = title
        self.heading = label(title, "heading")
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName("受付をさがす")
        self.search.setClearButtonEnabled(True)
        for eraser in self.search.findChildren(QToolButton):
            eraser.setAccessibleName("さがす言葉を消す")
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self.lines = _Lines()
        self.lines.more_wanted.connect(self.more_wanted)
        self.view = QListView()
        self.view.setAccessibleName(title)
        self.view.setModel(self.lines)
        self.view.setItemDelegate(_Look(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self.marked)
        self.hint = label("記録を読み込んでいます…", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for one in (self.heading, self.search, self.hint):
            column.addWidget(one)
        column.addWidget(self.view, 1)

    def show_receptions(self, summaries: Sequence[ReceptionSummary]) -> None:
        """Those that stand here while nothing is typed."""
        self._newest = in_order(summaries)
        unfinished = sum(line.unfinished for line in self._newest)
        self.heading.setText(f"{self._title}　途中 {unfinished}件" if unfinished else self._title)
        if not self.search.text().strip():
            self._show(self._newest)

    def show_where(self, where: Callable[[ReceptionSummary], str]) -> None:
        """Let each line say where it is kept."""
        self.lines.where = where
        self.view.viewport().update()

    def show_found(self, typed: str, found: Sequence[ReceptionSummary]) -> None:
        """What the store has found, unless something else has been typed meanwhile."""
        if typed == self.search.text():
            self._show(in_order(found))
            if self._open_first and found:
                self._open(self.lines.index(0))
            self._open_first = False

    def show_lines(self, found: Sequence[ReceptionSummary], *, more: bool) -> None:
        """In the order of the search, `more` being there."""
        self._show([RecordLine(one) for one in found])
        self.lines.more = more

    def add_lines(self, found: Sequence[ReceptionSummary], *, more: bool) -> None:
        """The next ones below those that stand."""
        self.lines.add([RecordLine(one) for one in found])
        self.lines.more = more

    @property
    def chosen(self) -> UUID | None:
        """The reception whose line is marked."""
        index = self.view.currentIndex()
        return self.lines.line(index).id if index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """From the search: down into the list, Enter opens its first line, Esc empties the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._search_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _search_key(self, key: Qt.Key) -> bool:
        first = self.lines.index(0)
        if key is Qt.Key.Key_Down and first.isValid():
            self.view.setFocus()
            self.view.setCurrentIndex(first)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pause.isActive():
            self._open_first = True
            self._ask()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and first.isValid():
            self._open(first)
        elif key is Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def _typed(self, typed: str) -> None:
        self._open_first = False
        if typed.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._show(self._newest)

    def _ask(self) -> None:
        self._pause.stop()
        self.find_wanted.emit(self.search.text())

    def _show(self, found: Sequence[RecordLine]) -> None:
        self.lines.show(found)
        self.hint.setVisible(not found)
        none_yet = not self._newest and not self.search.text().strip()
        self.hint.setText("まだ受付はありません。" if none_yet else "見つかりません。ほかの言葉でさがしてください。")
        if found:
            self.view.setCurrentIndex(self.lines.index(0))
        self.marked.emit()

    def _open(self, index: Index) -> None:
        self.open_wanted.emit(self.lines.line(index).id)


class _Lines(QAbstractListModel):
    """The lines that are shown; `more`: there are others, which the end of the list asks for."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[RecordLine] = []
        self.more = False
        self.where: Callable[[ReceptionSummary], str] | None = None

    def show(self, lines: Sequence[RecordLine]) -> None:
        self.beginResetModel()
        self._lines, self.more = list(lines), False
        self.endResetModel()

    def add(self, lines: Sequence[RecordLine]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def canFetchMore(self, _parent: Index) -> bool:  # noqa: N802 Qt's name
        return self.more

    def fetchMore(self, _parent: Index) -> None:  # noqa: N802 Qt's name
        self.more = False  # until they have come
        self.more_wanted.emit()

    def line(self, index: Index) -> RecordLine:
        return self._lines[index.row()]

    def below(self, line: RecordLine) -> str:
        """The second line; at one of many counters it says first where the record is kept."""
        where = self.where(line.summary) if self.where else ""
        return f"{where}　{line.below}" if where else line.below

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 Qt's name
        return len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The name; for those who cannot see it everything in one sentence."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name} {line.state} {self.below(line)}"
        return line.name if role == Qt.ItemDataRole.DisplayRole else None


class _Look(QStyledItemDelegate):
    """Two lines: the name with the state as a chip at its right; number, kind and time below."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 Qt's name
        return QSize(0, option.fontMetrics.height() * 2 + theme.px(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Lines)  # noqa: S101 the only one it is given
        line, t = model.line(index), theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = option.rect.adjusted(theme.px(4), theme.px(2), -theme.px(4), -theme.px(2))
        painter.setPen(QPen(QColor(t.accent if chosen else t.line), 1))
        painter.setBrush(QColor(t.accent_soft if chosen else t.surface))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        inside = box.adjusted(theme.px(12), theme.px(6), -theme.px(12), -theme.px(6))
        _write(painter, _chip(painter, inside, line, option.font), (line.name, model.below(line)), option.font)
        painter.restore()


def _chip(painter: QPainter, inside: QRect, line: RecordLine, font: QFont) -> QRect:
    """The state at the right; returns what it leaves of the line."""
    t = theme.tokens()
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * 0.9)
    font.setBold(True)
    painter.setFont(font)
    room = painter.fontMetrics().size(0, line.state) + QSize(theme.px(20), theme.px(8))
    chip = QRect(inside.right() - room.width(), inside.center().y() - room.height() // 2, room.width(), room.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.warn_soft if line.unfinished else t.ground))
    painter.drawRoundedRect(chip, theme.px(8), theme.px(8))
    painter.setPen(QColor(t.warn if line.unfinished else t.good))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, line.state)
    return inside.adjusted(0, 0, -room.width() - theme.px(12), 0)


def _write(painter: QPainter, room: QRect, said: tuple[str, str], font: QFont) -> None:
    """The name above, the rest below; what is too long ends in an ellipsis."""
    t = theme.tokens()
    half = room.height() // 2
    bold, small = QFont(font), QFont(font)
    bold.setBold(True)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    for one, colour, text, top in ((bold, t.text, said[0], 0), (small, t.quiet, said[1], half)):
        painter.setFont(one)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        area = QRect(room.x(), room.y() + top, room.width(), half)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
