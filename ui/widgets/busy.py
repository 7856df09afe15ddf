"""A strip that says what the program is doing: after 0.3 s, and from 2 s on with a way to give it up."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ui.lanes import Lane, Waiting
from ui.widgets.basics import button, label

SHOW_AFTER = 300  # ms
CANCEL_AFTER = 2000  # ms


class BusyStrip(QFrame):
    """Follows lanes; shows the longest-running call."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("busy", True)
        self._running: list[Waiting] = []
        self._words = label("")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("処理中")
        self.cancel = button("やめる")
        self.cancel.clicked.connect(self._give_up)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 6, 28, 6)
        line.setSpacing(16)
        line.addWidget(self._words)
        line.addWidget(bar, 1)
        line.addWidget(self.cancel)
        self._show_soon, self._cancel_soon = QTimer(self), QTimer(self)
        for timer, milliseconds, then in (
            (self._show_soon, SHOW_AFTER, self._appear),
            (self._cancel_soon, CANCEL_AFTER, self._offer_cancel),
        ):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(then)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def follow(self, lane: Lane) -> None:
        lane.began.connect(self._begin)
        lane.ended.connect(self._end)

    def _begin(self, waiting: Waiting) -> None:
        self._running.append(waiting)
        if len(self._running) == 1:
            self._start()

    def _end(self, waiting: Waiting) -> None:
        first = self._running[0] is waiting
        self._running.remove(waiting)
        if first:
            self.hide()
            self._show_soon.stop()
            self._cancel_soon.stop()
            if self._running:
                self._start()

    def _start(self) -> None:
        self._words.setText(f"{self._running[0].words}…")
        self.cancel.hide()
        self._show_soon.start()
        self._cancel_soon.start()

    def _appear(self) -> None:
        self.show()

    def _offer_cancel(self) -> None:
        self.cancel.setVisible(self._running[0].cancel is not None)

    def _give_up(self) -> None:
        self.cancel.hide()
        if self._running and (cancel := self._running[0].cancel):
            cancel()
