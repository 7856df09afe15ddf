"""Push to talk: held while one speaks, or touched once to begin and once to end; with the level of the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.voice import icons
from ui.widgets.basics import button

if TYPE_CHECKING:
    from app.speech.listen import Hearing
    from ui.voice.listener import Listener

_TAP_MS = 400  # a shorter press is a touch: it goes on until the next one


class ListenButton(QWidget):
    """`begun`: somebody wants to speak. The space bar does what a finger does; so does a foot switch that sends it."""

    begun = Signal()

    def __init__(self, listener: Listener, language: str, name: str) -> None:
        super().__init__()
        self.listener, self.language = listener, language
        self.press = button("", name=name)
        self.press.setIconSize(icons.size())
        self.press.setCheckable(True)
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setRange(0, 100)
        self.meter.setAccessibleName("声の大きさ")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.press)
        column.addWidget(self.meter)
        self._held = QElapsedTimer()
        self._ends = False
        self.press.pressed.connect(self._down)
        self.press.released.connect(self._up)
        listener.changed.connect(self._show)
        listener.hearing.connect(self._show_level)
        self._show()

    def show_language(self, language: str, name: str) -> None:
        """In whose language it listens from now on, and how it is named in it."""
        self.language = language
        self.press.setAccessibleName(name)
        self.press.setToolTip(name)

    def toggle(self) -> None:
        """By a key: begin, or end."""
        if self.listener.listening:
            self.listener.end()
        else:
            self.begun.emit()
            self.listener.begin(self.language)

    def _down(self) -> None:
        self._ends = self.listener.listening
        if not self._ends:
            self.toggle()
            self._held.start()  # a device may take its time to open: that is no holding

    def _up(self) -> None:
        if self._ends or self._held.elapsed() > _TAP_MS:
            self.listener.end()
        self._show()

    def _show(self) -> None:
        """On while it listens, whatever a press has made of it."""
        t, listening = theme.tokens(), self.listener.listening
        self.press.setIcon(icons.microphone(t.bad if listening else t.text))
        self.press.setChecked(listening)
        if not listening:
            self.meter.setValue(0)

    def _show_level(self, hearing: Hearing) -> None:
        self.meter.setValue(round(100 * hearing.level.meter))
