"""A return as it was at an earlier completion, to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.clock import JAPAN
from app.journeys.tax_desk import outcome
from models.filing import Filing
from ui.tax.lines_view import LinesView

_LARGE = (900, 640)


def show_version(parent: QWidget, version: Filing) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"{version.number}　{version.saved_at.astimezone(JAPAN):%m月%d日 %H:%M} の内容")
    dialog.resize(*_LARGE)
    lines = LinesView(wide=True)
    QVBoxLayout(dialog).addWidget(lines)
    found = outcome(version.entries)
    lines.show_result(found.result, found.before)
    dialog.exec()
    dialog.deleteLater()
