"""The keypad for a secret: digits go straight into a buffer that is wiped. No text field, no echo, no copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.card.secret import Secret
from models.card import SecretKind
from ui.widgets.basics import button, label

_LENGTHS = {SecretKind.PIN: 4, SecretKind.NUMBER_B: 14}
_ROWS = ("123", "456", "789")


class PinPad(QWidget):
    """Tells `complete` when all digits are there; `take` hands the secret over and starts an empty one."""

    complete = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._secret = Secret(SecretKind.PIN)
        self._dots = label("", "number")
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = label("", "quiet", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._dots)
        column.addWidget(self._hint)
        column.addLayout(self._keys())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("暗証番号の入力")
        self._show()

    def ask(self, kind: SecretKind, hint: str) -> None:
        """Start anew for this kind of secret."""
        self._secret.wipe()
        self._secret = Secret(kind)
        self._hint.setText(hint)
        self._show()

    def take(self) -> Secret:
        """The secret leaves the pad; whoever takes it wipes it."""
        taken, self._secret = self._secret, Secret(self._secret.kind)
        self._show()
        return taken

    def wipe(self) -> None:
        self._secret.wipe()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._press(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Backspace:
            self._backspace()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> QHBoxLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for line, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._key(digit, partial(self._press, int(digit))), line, column)
        grid.addWidget(self._key("消す", self.wipe), 3, 0)
        grid.addWidget(self._key("0", partial(self._press, 0)), 3, 1)
        grid.addWidget(self._key("←", self._backspace, "1文字戻す"), 3, 2)
        line_layout = QHBoxLayout()
        line_layout.addStretch()
        line_layout.addLayout(grid)
        line_layout.addStretch()
        return line_layout

    @staticmethod
    def _key(text: str, pressed: Callable[[], None], name: str = "") -> QPushButton:
        one = button(text, name=name or text)
        one.setProperty("key", True)
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        one.clicked.connect(lambda _on: pressed())
        return one

    def _press(self, digit: int) -> None:
        length = _LENGTHS[self._secret.kind]
        if len(self._secret) < length:
            self._secret.append(ord("0") + digit)
            self._show()
            if len(self._secret) == length:
                self.complete.emit()

    def _backspace(self) -> None:
        self._secret.backspace()
        self._show()

    def _show(self) -> None:
        """Dots, never digits."""
        length = _LENGTHS[self._secret.kind]
        filled = len(self._secret)
        self._dots.setText(" ".join("●" * filled + "○" * (length - filled)) if length <= 4 else f"{filled} / {length}")
        self._dots.setAccessibleName(f"{length}桁のうち{filled}桁を入力しました")
