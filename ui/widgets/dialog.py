"""What every dialog of ours has: its parts in a column, やめる and a deliberate yes below. Enter takes, Esc leaves."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import button, row


class Dialog(QDialog):
    """What it asks goes into `column`; `finish` puts the two buttons below it. `yes` is accepted by Enter too."""

    def __init__(self, title: str, yes: str, parent: QWidget | None = None, *, no: str = "やめる") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(theme.px(460))
        self.yes, self.no = button(yes, primary=True), button(no)
        self.yes.setDefault(True)
        self.no.setAutoDefault(False)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 18)
        self.column.setSpacing(12)

    def finish(self) -> None:
        """Everything is in the column."""
        line = row(self.no)
        line.addStretch()
        line.addWidget(self.yes)
        self.column.addLayout(line)
