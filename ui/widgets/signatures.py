"""Which sheets want a signature, and whether each is written on the tablet or will be on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.sheet import Hand, Place, PrintedSheet
from ui.widgets.basics import button, clear, label


class Signatures(QWidget):
    """`sign_wanted` brings the sheet and the place to sign; `undo_wanted` form and field of a signature to drop."""

    sign_wanted = Signal(object, object)
    undo_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)

    def show_sheets(self, sheets: Sequence[PrintedSheet], hands: Mapping[str, Hand]) -> None:
        clear(self._grid)
        wanted = [(sheet, place) for sheet in sheets for place in sheet.places if place.kind == "sign"]
        for line, (sheet, place) in enumerate(wanted):
            signed = place.field in hands.get(sheet.form, Hand()).signatures
            self._grid.addWidget(label(f"{sheet.name_ja}　{place.label}"), line, 0)
            state = label("署名済み" if signed else "紙に書く")
            state.setProperty("chip", "due" if signed else "none")
            self._grid.addWidget(state, line, 1)
            self._add_button(line, sheet, place, signed=signed)

    def _add_button(self, line: int, sheet: PrintedSheet, place: Place, *, signed: bool) -> None:
        text = "取り消す" if signed else "画面で署名する"
        one = button(text, name=f"{sheet.name_ja} {text}")
        if signed:
            one.clicked.connect(lambda: self.undo_wanted.emit(sheet.form, place.field))
        else:
            one.clicked.connect(lambda: self.sign_wanted.emit(sheet, place))
        self._grid.addWidget(one, line, 2)
