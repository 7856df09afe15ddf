"""`python -m tests.ui.hear_once DATA FILE LANGUAGE`: a file played into the room is heard by Qt's microphone.

A process of its own: QtMultimedia looks for its sound server once a process. Writes what was heard as JSON.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QTimer
from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.listen import Heard, Hearing
from app.speech.sound import RATE, LiveSound, SoundSource

_TAIL_MS = 400


def main(data: str, file: str, language: str) -> None:
    """The button is held from before the speech to a little after it."""
    application = QCoreApplication([])
    desk, live = SpeechDesk(DataFolder(Path(data))), LiveSound()
    desk.prepare(language)
    form = QAudioFormat()
    form.setSampleRate(RATE)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    device = QMediaDevices.defaultAudioInput()
    microphone = QAudioSource(device, form)
    stream = microphone.start()
    stream.readyRead.connect(lambda: live.put(bytes(stream.readAll().data())))
    player = QProcess()
    player.finished.connect(lambda: QTimer.singleShot(_TAIL_MS, application.quit))
    player.start("paplay", [file])
    with ThreadPoolExecutor(1) as lane:
        told: list[Hearing] = []
        heard = lane.submit(_listen, desk, live, language, told)
        application.exec()
        microphone.stop()
        live.end()
        _tell(heard.result(), told, device.description())


def _listen(desk: SpeechDesk, live: SoundSource, language: str, told: list[Hearing]) -> Heard:
    return desk.listen(live, language, told.append)


def _tell(heard: Heard, told: list[Hearing], device: str) -> None:
    partial = [hearing.text for hearing in told if hearing.text and hearing.text != heard.text]
    loudest = max(hearing.level.meter for hearing in told)
    facts = {"text": heard.text, "seconds": heard.seconds, "partial": partial[:1], "loudest": loudest, "device": device}
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
