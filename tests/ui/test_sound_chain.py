"""The whole way of a spoken sentence: voice → sound server → microphone → recogniser → phrasebook → voice → file."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from app.journeys.interpreting import TalkDesk
from app.journeys.models import take_in
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.sound import level
from app.speech.wav import as_wav
from tests.app.speech.sounds import ENGLISH, JAPANESE, pcm, said
from tests.ui.sound_server import needs_sound_server, sound_server

pytestmark = needs_sound_server


def heard_by_the_microphone(folder: Path, data: DataFolder, language: str, file: Path) -> dict[str, object]:
    with sound_server(folder / "server") as environment:
        command = [sys.executable, "-m", "tests.ui.hear_once", str(data.root), str(file), language]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


@pytest.mark.parametrize(
    ("file", "language", "kana", "text"),
    [
        (JAPANESE, "ja", "じゅうみんひょう、おねがいします", "住民票お願いします"),
        (ENGLISH, "en", "thanks", "thanks"),
    ],
)
def test_what_is_said_into_the_microphone_becomes_text_while_it_is_said(
    tmp_path: Path, file: Path, language: str, kana: str, text: str
) -> None:
    data = DataFolder(tmp_path / "data")
    take_in(data.models, file)
    sound = said(kana, "ja" if language == "ja" else "en-us")
    spoken = tmp_path / "spoken.wav"
    spoken.write_bytes(as_wav(pcm(sound)))
    heard = heard_by_the_microphone(tmp_path, data, language, spoken)
    assert heard["text"] == text
    assert float(str(heard["seconds"])) > len(sound) / 16_000
    assert float(str(heard["loudest"])) > 0.5


def test_the_whole_conversation_from_ear_to_mouth(tmp_path: Path) -> None:
    """A clerk's はい, heard; the phrasebook's English for it; spoken into a file that can be measured."""
    data = DataFolder(tmp_path / "data")
    take_in(data.models, JAPANESE)
    spoken = tmp_path / "spoken.wav"
    spoken.write_bytes(as_wav(pcm(said("こんにちは"))))
    heard = heard_by_the_microphone(tmp_path, data, "ja", spoken)
    turn = TalkDesk(data).interpret(str(heard["text"]), "en", "staff")
    assert turn.phrase
    speech = SpeechDesk(data).speak(turn.other, "en")
    out = tmp_path / "answer.wav"
    out.write_bytes(speech.as_wav())
    with wave.open(str(out)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        assert file.getframerate() == 22_050
    assert len(samples) / 22_050 > 0.5
    assert np.sqrt(np.mean(np.square(samples / 32768))) > 0.01
    assert level(samples.tobytes()).decibel > -40
