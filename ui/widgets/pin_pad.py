"""The keypad for a secret: characters go straight into a buffer that is wiped. No text field, no echo, no copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import SystemRandom

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.card.secret import Secret
from models.card import SecretKind
from ui.widgets.basics import button, label

_DIGITS = "1234567890"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class _Form:
    """How a secret is typed: its groups as they are printed, and the places of its letters."""

    groups: tuple[int, ...]
    letters: frozenset[int] = frozenset()

    @property
    def length(self) -> int:
        return sum(self.groups)

    def dots(self, filled: int) -> str:
        """Dots, never characters."""
        line = "●" * filled + "○" * (self.length - filled)
        starts = [sum(self.groups[:index]) for index in range(len(self.groups))]
        return "　".join(line[start : start + size] for start, size in zip(starts, self.groups, strict=True))


_FORMS = {
    SecretKind.PIN: _Form((4,)),
    SecretKind.NUMBER_B: _Form((6, 4, 4)),
    SecretKind.LICENCE_PIN1: _Form((4,)),
    SecretKind.RESIDENCE_NUMBER: _Form((2, 8, 2), frozenset({0, 1, 10, 11})),
}


class PinPad(QWidget):
    """Tells `complete` when all characters are there; `take` hands the secret over and starts an empty one."""

    complete = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._secret = Secret(SecretKind.PIN)
        self._dots = label("", "number")
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = label("", wrap=True)
        self._hint.setProperty("visitor", True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._digits, self._letters = QWidget(), QWidget()
        self._keys = QStackedWidget()
        self._keys.addWidget(self._digits)
        self._keys.addWidget(self._letters)
        self.shuffle = button("並びを変える", name="数字の並びを変える（のぞき見を防ぐ）")
        self.shuffle.setCheckable(True)
        self.shuffle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.shuffle.toggled.connect(lambda _on: self._lay_digits())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._dots, self._hint, self._keys):
            column.addWidget(widget)
        column.addWidget(self.shuffle, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("番号の入力")
        self._digit_grid, letter_grid = _centred_grid(self._digits), _centred_grid(self._letters)
        self._digit_keys = [self._key(digit) for digit in _DIGITS]
        self._edits = self._edit_keys()
        _lay(letter_grid, [*(self._key(letter, small=True) for letter in _LETTERS), *self._edit_keys(small=True)], 7)
        self._lay_digits()
        self._show()

    def ask(self, kind: SecretKind, hint: str) -> None:
        """Start anew for this kind of secret; shuffled digits are shuffled again."""
        self._secret.wipe()
        self._secret = Secret(kind)
        self._hint.setText(hint)
        self._lay_digits()
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
        if key == Qt.Key.Key_Backspace:
            self._backspace()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            self._press(int(key))  # Qt numbers these keys as ASCII does
        else:
            super().keyPressEvent(event)

    @property
    def _form(self) -> _Form:
        return _FORMS[self._secret.kind]

    @property
    def _wants_letter(self) -> bool:
        return len(self._secret) in self._form.letters

    def _key(self, character: str, *, small: bool = False) -> QPushButton:
        return _pad_key(character, partial(self._press, ord(character)), small=small)

    def _edit_keys(self, *, small: bool = False) -> Sequence[QPushButton]:
        return (
            _pad_key("消す", self.wipe, small=small),
            _pad_key("←", self._backspace, "1文字戻す", small=small),
        )

    def _lay_digits(self) -> None:
        keys = list(self._digit_keys)
        if self.shuffle.isChecked():
            SystemRandom().shuffle(keys)
        _lay(self._digit_grid, [*keys[:9], self._edits[0], keys[9], self._edits[1]], 3)

    def _press(self, character: int) -> None:
        """One character of the kind that is wanted at this place; anything else is not taken."""
        if len(self._secret) >= self._form.length or self._wants_letter is not (character >= ord("A")):
            return
        self._secret.append(character)
        self._show()
        if len(self._secret) == self._form.length:
            self.complete.emit()

    def _backspace(self) -> None:
        self._secret.backspace()
        self._show()

    def _show(self) -> None:
        filled = len(self._secret)
        self._dots.setProperty("role", "number" if self._form.length <= 4 else "heading")
        self._dots.style().polish(self._dots)
        self._dots.setText(self._form.dots(filled))
        self._dots.setAccessibleName(f"{self._form.length}文字のうち{filled}文字を入力しました")
        self._keys.setCurrentWidget(self._letters if self._wants_letter else self._digits)
        self.shuffle.setVisible(not self._form.letters)


def _pad_key(text: str, pressed: Callable[[], None], name: str = "", *, small: bool = False) -> QPushButton:
    one = button(text, name=name or text)
    one.setProperty("smallkey" if small else "key", True)
    one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    one.clicked.connect(lambda _on: pressed())
    return one


def _centred_grid(on: QWidget) -> QGridLayout:
    line = QHBoxLayout(on)
    line.setContentsMargins(0, 0, 0, 0)
    grid = QGridLayout()
    grid.setSpacing(6)
    line.addStretch()
    line.addLayout(grid)
    line.addStretch()
    return grid


def _lay(grid: QGridLayout, keys: Sequence[QPushButton], columns: int) -> None:
    for index, key in enumerate(keys):
        grid.addWidget(key, index // columns, index % columns)
