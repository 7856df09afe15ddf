"""Choosing one of the kept receptions: a list that shortens while a name or a number is typed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.clock import JAPAN
from models.reception import ReceptionSummary
from ui.widgets.basics import label

_ID = Qt.ItemDataRole.UserRole


class ReceptionPicker(QDialog):
    """`chosen` is the id of the reception that was taken, once the dialog is accepted."""

    def __init__(self, receptions: Sequence[ReceptionSummary], title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(560, 480)
        self.search = QLineEdit()
        self.search.setPlaceholderText("氏名または受付番号")
        self.search.setAccessibleName("氏名または受付番号")
        self.search.textChanged.connect(self._shorten)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemActivated.connect(self.accept)
        for reception in receptions:
            self._add(reception)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("この人たちを入れる")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("やめる")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self._shorten("")

    @property
    def chosen(self) -> UUID | None:
        item = self.list.currentItem()
        identity = item.data(_ID) if item is not None and not item.isHidden() else None
        return identity if isinstance(identity, UUID) else None

    def _add(self, reception: ReceptionSummary) -> None:
        saved = reception.saved_at.astimezone(JAPAN)
        item = QListWidgetItem(f"{reception.name or '（氏名未入力）'}\n{reception.number}　{saved:%Y年%m月%d日}")
        item.setData(_ID, reception.id)
        self.list.addItem(item)

    def _shorten(self, typed: str) -> None:
        """Hide what does not hold the typed letters, spaces left aside; the first that remains is taken."""
        wanted = _folded(typed)
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in _folded(item.text()))
            first = row if first is None and not item.isHidden() else first
        self.list.setCurrentRow(-1 if first is None else first)


def _folded(text: str) -> str:
    return text.replace(" ", "").replace("　", "")
