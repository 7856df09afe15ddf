"""A table whose lines are chosen whole and never typed into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem


def line_table(name: str, columns: Sequence[str], *, wide: Sequence[int] = ()) -> QTableWidget:
    """Each column as wide as its words; `wide` ones share what is left, else the last takes it."""
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(columns))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in wide:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    head.setStretchLastSection(not wide)
    return table


def fill(table: QTableWidget, lines: Sequence[Sequence[str]]) -> None:
    """These lines in place of those before."""
    table.setRowCount(len(lines))
    for y, line in enumerate(lines):
        for x, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            table.setItem(y, x, item)
