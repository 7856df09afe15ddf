"""The line for a staff card's PIN: digits go straight into a buffer that is wiped. No text, no echo, no copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.card.secret import Secret
from models.card import SecretKind
from ui.widgets.basics import label

_LONGEST = 8


class CardPin(QLabel):
    """`entered` tells of Enter; `take` hands the secret over and starts an empty one."""

    entered = Signal()

    def __init__(self, column: QVBoxLayout, name: str) -> None:
        super().__init__()
        self.named = label(name)
        column.addWidget(self.named)
        column.addWidget(self)
        self.setProperty("pin", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = name
        self._secret = Secret(SecretKind.STAFF_PIN)
        self._show()

    def offer(self, *, offered: bool) -> None:
        """Whether the line stands there at all."""
        self.named.setVisible(offered)
        self.setVisible(offered)

    def __len__(self) -> int:
        return len(self._secret)

    def take(self) -> Secret:
        """The secret leaves the line; whoever takes it wipes it."""
        taken, self._secret = self._secret, Secret(SecretKind.STAFF_PIN)
        self._show()
        return taken

    def wipe(self) -> None:
        self._secret.wipe()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Backspace:
            self._secret.backspace()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and len(self._secret) < _LONGEST:
            self._secret.append(int(key))  # Qt numbers these keys as ASCII does
        else:
            super().keyPressEvent(event)
        self._show()

    def _show(self) -> None:
        filled = len(self._secret)
        self.setText("●" * filled)
        self.setAccessibleName(f"{self._name}、{filled}文字を入力しました")
