"""Whether the window goes on while it listens: `xvfb-run -a python -m tests.benchmarks.listening_window`.

The real window, the real recogniser, real speech as fast as it is spoken; a heartbeat in the window's thread tells how
long it was kept waiting, beside the same window that listens to nobody. And the first press: from the beginning of
speech to the first word on the page, the press included, with the model still on its way into memory and with it there.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.speech.sound import LiveSound
from app.storage.receptions import Receptions
from tests.app.speech.sounds import install_listeners, pcm, said
from tests.signed_in import seat_of
from ui.areas import TALK
from ui.japanese import speak_japanese
from ui.talk.area import TalkArea
from ui.window import Window

_PIECE_MS, _BEAT_MS = 20, 5
_PIECE = 32 * _PIECE_MS  # bytes of 16 kHz, 16 bit
_GAP_S = 0.3
_SENTENCE = "じゅうみんひょう、おねがいします"
_AIM_MS = 50


class Room(QObject):
    """A microphone before which somebody speaks in their own time."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._sound = pcm(said(_SENTENCE, gap_s=_GAP_S)) * times
        self._given = 0
        self._began = 0.0
        self._live: LiveSound | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_PIECE_MS)
        self._timer.timeout.connect(self._give)

    def open(self) -> LiveSound:
        self._given, self._began, self._live = 0, time.perf_counter(), LiveSound()
        self._timer.start()
        return self._live

    def close(self) -> None:
        self._timer.stop()
        if self._live is not None:
            self._live.end()

    @property
    def is_over(self) -> bool:
        return self._given >= len(self._sound)

    def _give(self) -> None:
        """All that has been said by now, as a device does."""
        due = min(int((time.perf_counter() - self._began) * 1000 / _PIECE_MS) * _PIECE, len(self._sound))
        if self._live is not None and due > self._given:
            self._live.put(self._sound[self._given : due])
            self._given = due


class Heartbeat(QObject):
    """How many milliseconds each beat came late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - _BEAT_MS))
        self._last = now

    def facts(self) -> dict[str, float]:
        self._timer.stop()
        ordered = sorted(self.late)
        return {"p99_ms": round(ordered[int(len(ordered) * 0.99)], 1), "max_ms": round(ordered[-1], 1)}


def wait(application: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.001)


@contextmanager
def talk(application: QApplication, data: DataFolder, room: Room) -> Iterator[TalkArea]:
    """A talk in English, face to face."""
    with closing(Receptions.open(data)) as receptions:
        window = Window(Counter(lambda: receptions, "窓口1", seat=seat_of()), data=data, microphone=lambda: room)
        window.resize(1280, 800)
        window.show()
        window.enter(TALK)
        area = window.area(TALK)
        assert isinstance(area, TalkArea)
        wait(application, 1)
        area.talk_in("en")
        yield area
        window.close()
        window.deleteLater()


def first_word(application: QApplication, area: TalkArea, room: Room) -> float:
    """Milliseconds from the beginning of speech to its first word on the page; the button is pressed before it."""
    area.page.entry.clear()
    pressed = time.perf_counter()
    area.voice.staff.press.click()
    while not area.page.entry.text():
        application.processEvents()
        time.sleep(0.001)
    seen = time.perf_counter()
    while not room.is_over:
        application.processEvents()
    area.voice.staff.press.click()
    wait(application, 0.5)
    return round((seen - pressed - _GAP_S) * 1000)


def main() -> None:
    application = QApplication([])
    speak_japanese(application)
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        install_listeners(data)
        room = Room(1)
        with talk(application, data, room) as area:  # pressed at once: the model comes into memory meanwhile
            cold = first_word(application, area, room)
            warm = [first_word(application, area, room) for _ in range(5)]
        room = Room(6)
        with talk(application, data, room) as area:
            wait(application, 2)
            idle = Heartbeat()
            wait(application, 8)
            quiet = idle.facts()
            listening = Heartbeat()
            area.voice.staff.press.click()
            while not room.is_over:
                wait(application, 0.01)
            area.voice.staff.press.click()
            wait(application, 0.3)
            told = {"idle": quiet, "listening": listening.facts(), "aim_ms": _AIM_MS}
    print(json.dumps({"window": told, "first_word_ms": {"first_press": cold, "later": warm, "aim": 300}}, indent=1))


if __name__ == "__main__":
    main()
