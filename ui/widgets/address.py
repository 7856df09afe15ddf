"""An address with proposals of this ward's towns while it is typed."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from app.addresses import Suggestion, suggestions
from ui.widgets.fields import TextField

_PROPOSAL = Qt.ItemDataRole.UserRole


class AddressField(TextField):
    """`chosen` brings the proposal that was taken, with its postcode and what is left as 方書."""

    chosen = Signal(object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        cast("Any", completer.activated)[QModelIndex].connect(self._take)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self.propose)

    def propose(self, typed: str) -> None:
        """Offer what may be meant."""
        self._model.clear()
        for one in suggestions(typed):
            item = QStandardItem(one.address)
            item.setData(one, _PROPOSAL)
            self._model.appendRow(item)

    def _take(self, index: QModelIndex) -> None:
        proposal = index.data(_PROPOSAL)
        if isinstance(proposal, Suggestion):
            self.chosen.emit(proposal)
