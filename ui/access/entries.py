"""Lines to type into: a name, a password, a one-time code. What is secret is wiped when its page goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.widgets.basics import label


def entry(column: QVBoxLayout, name: str, *, secret: bool = False) -> QLineEdit:
    """A named line in a column. A secret one shows dots, is not remembered and cannot be copied from."""
    one = QLineEdit()
    one.setAccessibleName(name)
    one.setMaxLength(256)
    if secret:
        one.setEchoMode(QLineEdit.EchoMode.Password)
        one.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        one.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    column.addWidget(label(name))
    column.addWidget(one)
    return one


def code_entry(column: QVBoxLayout, name: str = "確認コード（6桁）") -> QLineEdit:
    """Six digits of the device, or a recovery code: it serves once, so it may be seen while it is typed."""
    one = entry(column, name)
    one.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)
    return one
