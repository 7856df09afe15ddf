"""`python -m tests.ui.hear_once DATA FILE LANGUAGE`: a file played into the room is heard by the window's microphone.

A process of its own: QtMultimedia looks for its sound server once a process. Writes what was heard as JSON.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QTimer

from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.listen import Heard, Hearing
from app.speech.sound import SoundSource
from ui.voice.microphone import SystemMicrophone

_TAIL_MS = 400


def main(data: str, file: str, language: str) -> None:
    """The button is held from before the speech to a little after it."""
    application = QCoreApplication([])
    desk, microphone = SpeechDesk(DataFolder(Path(data))), SystemMicrophone()
    desk.prepare(language)
    live = microphone.open()
    player = QProcess()
    player.finished.connect(lambda: QTimer.singleShot(_TAIL_MS, application.quit))
    player.start("paplay", [file])
    with ThreadPoolExecutor(1) as lane:
        told: list[Hearing] = []
        heard = lane.submit(_listen, desk, live, language, told)
        application.exec()
        microphone.close()
        _tell(heard.result(), told)


def _listen(desk: SpeechDesk, live: SoundSource, language: str, told: list[Hearing]) -> Heard:
    return desk.listen(live, language, told.append)


def _tell(heard: Heard, told: list[Hearing]) -> None:
    loudest = max(hearing.level.meter for hearing in told)
    sys.stdout.write(json.dumps({"text": heard.text, "seconds": heard.seconds, "loudest": loudest}))


if __name__ == "__main__":
    main(*sys.argv[1:])
