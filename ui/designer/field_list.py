"""The form's fields beside the page: those without a place first, to be dragged where they belong."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.overlay.arrange import leave_out
from forms.overlay.catalogue import FormField
from ui.designer.canvas import FIELD_MIME
from ui.designer.draft import Draft
from ui.widgets.basics import button, label

_FIELD = Qt.ItemDataRole.UserRole


class FieldList(QWidget):
    """`place_wanted` with a field's id: by Enter, a double click, or the button."""

    place_wanted = Signal(str)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._title = label("", "heading", wrap=True)
        self._search = QLineEdit()
        self._search.setAccessibleName("欄を探す")
        self._search.setPlaceholderText("欄を探す")
        self._search.textChanged.connect(lambda _text: self.refresh())
        self.list = _DragList()
        self.list.itemActivated.connect(lambda _item: self._place())
        self.list.itemSelectionChanged.connect(self._choose)
        self._put = button("用紙に置く", name="選んだ欄を用紙に置く")
        self._put.clicked.connect(self._place)
        self._out = button("様式にない", name="選んだ欄はこの様式にない")
        self._out.clicked.connect(self._leave_out)
        self._lay_out()
        draft.changed.connect(self.refresh)
        draft.chosen_changed.connect(self._follow)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._search)
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        for one in (self._put, self._out):
            one.setProperty("small", True)
            line.addWidget(one)
        column.addLayout(line)
        column.addWidget(label("用紙までドラッグするか、Enterで置きます", "quiet", wrap=True))

    def refresh(self) -> None:
        """Without a place, placed, left out."""
        sheet, here = self._draft.sheet, self.current()
        placed, out = sheet.placed(), set(sheet.left_out)
        fields = [one for one in self._draft.subject.fields.values() if self._search.text() in one.label]
        waiting = [one for one in fields if one.id not in placed | out]
        self._title.setText(f"置いていない欄 {len(waiting)}" if waiting else "すべて置きました")
        self.list.blockSignals(True)
        self.list.clear()
        self._add(waiting, "")
        self._add([one for one in fields if one.id in placed], "置いた欄")
        self._add([one for one in fields if one.id in out], "この様式にない欄")
        self._select(here)
        self.list.blockSignals(False)
        self._say_what_is_possible()

    def _add(self, fields: list[FormField], heading: str) -> None:
        if fields and heading:
            item = QListWidgetItem(heading)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        for field in fields:
            mark = "✓ " if heading == "置いた欄" else "― " if heading else "● " if field.required else "○ "
            item = QListWidgetItem(f"{mark}{'各人の' if field.in_rows else ''}{field.label}")
            item.setData(_FIELD, field.id)
            item.setToolTip("必ず要る欄です" if field.required else field.label)
            self.list.addItem(item)

    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_FIELD) or "") if item else ""

    def _select(self, field: str) -> None:
        for row in range(self.list.count()):
            if field and self.list.item(row).data(_FIELD) == field:
                self.list.setCurrentRow(row)

    def _choose(self) -> None:
        """A placed field is chosen on the page as well."""
        if self._draft.sheet.placement(self.current()):
            self._draft.choose_field(self.current())
        self._say_what_is_possible()

    def _follow(self) -> None:
        placed = self._draft.chosen_placement()
        if placed and placed.field != self.current():
            self.list.blockSignals(True)
            self._select(placed.field)
            self.list.blockSignals(False)
            self._say_what_is_possible()

    def _say_what_is_possible(self) -> None:
        field = self.current()
        out = field in self._draft.sheet.left_out
        self._put.setEnabled(bool(field) and self._draft.sheet.placement(field) is None)
        self._out.setEnabled(bool(field))
        self._out.setText("様式にある" if out else "様式にない")

    def _place(self) -> None:
        if self._put.isEnabled():
            self.place_wanted.emit(self.current())

    def _leave_out(self) -> None:
        field, sheet = self.current(), self._draft.sheet
        out = field not in sheet.left_out
        name = self._draft.subject.fields[field].label
        words = f"「{name}」を様式にない欄にする" if out else f"「{name}」を様式に戻す"
        self._draft.change(words, leave_out(sheet, field, out=out))


class _DragList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("書類の欄の一覧")
        self.setDragEnabled(True)
        self.setProperty("dense", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 Qt's name
        item = self.currentItem()
        field = item.data(_FIELD) if item else None
        if field:
            data = QMimeData()
            data.setData(FIELD_MIME, QByteArray(str(field).encode()))
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Enter places, and goes no further to the window's own keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
