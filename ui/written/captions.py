"""What was said and written so far, as large as the reader wants it, the newest below."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.translation.furigana import pieces
from ui import theme
from ui.widgets.basics import clear, label, scroll
from ui.written.look import Colours, Look
from ui.written.ruby import Ruby

_LOWEST, _NAMES = 150, 72  # pixels
_FLASHES, _FLASH_MS = 3, 500  # one a second: well below what may harm (WCAG 2.3.1: three a second)


class Captions(QWidget):
    """Lines of text or ink. `bell` calls the reader's eye without a sound."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rubies: list[Ruby] = []
        self._inside = QWidget()
        self._inside.setObjectName("captions")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(20, 12, 20, 12)
        self._lines.setSpacing(10)
        self._lines.addStretch()
        self._room = scroll(self._inside, "字幕")
        self._room.setProperty("inner", False)  # as low as it must be where the screen is small
        self._room.setMinimumHeight(theme.px(_LOWEST))
        bar = self._room.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))  # the newest is what is read
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._room)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FLASH_MS)
        self._timer.timeout.connect(self._flash)
        self.wear(look)

    @property
    def texts(self) -> list[str]:
        return [one.accessibleName() for one in self._rubies]

    def wear(self, look: Look) -> None:
        """The same lines in another look."""
        self._look = look
        self._dress(look.colours)
        for one in self._rubies:
            one.wear(look)

    def add(self, who: str, written: str) -> None:
        """`written`: with readings behind the kanji where they are known."""
        ruby = Ruby(pieces(written), self._look)
        self._rubies.append(ruby)
        self._put(who, ruby)

    def add_ink(self, who: str, ink: QPixmap) -> None:
        picture = QLabel()
        picture.setPixmap(ink)
        picture.setAccessibleName("手書き")
        self._put(who, picture)

    def bell(self) -> None:
        """The whole field changes to its opposite and back."""
        self._left = 2 * _FLASHES
        self._timer.start()
        self._flash()

    def forget(self) -> None:
        self._timer.stop()
        self._rubies.clear()
        clear(self._lines)
        self._lines.addStretch()
        self._dress(self._look.colours)

    def _put(self, who: str, content: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(14)
        name = label(who, "item")
        name.setObjectName("who")
        name.setMinimumWidth(theme.px(_NAMES))
        line.addWidget(name)
        line.addWidget(content, 1)
        self._lines.addLayout(line)

    def _flash(self) -> None:
        self._left -= 1
        if self._left < 0:
            self._timer.stop()
            self._dress(self._look.colours)
            return
        now = self._look.colours
        self._dress(Colours(now.name, now.paper, now.ink) if self._left % 2 else now)

    def _dress(self, colours: Colours) -> None:
        self._inside.setStyleSheet(
            f"#captions {{ background: {colours.paper}; }} #captions QLabel#who {{ color: {colours.ink}; }}"
        )
