"""`transcribe`, `speak`: hearing and speaking without a window."""

from __future__ import annotations

import time
from argparse import Namespace

from app.cli.answer import Facts
from app.errors import Usage
from app.files import write_file
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.listen import Heard
from app.translation.languages import languages


def transcribe(arguments: Namespace) -> Facts:
    """The words of a WAV file."""
    language = _language(arguments.language)
    desk = _desk(arguments)
    began = time.perf_counter()
    heard = desk.transcribe(arguments.file, language)
    elapsed = round((time.perf_counter() - began) * 1000)
    test_model = {"test_model": True} if desk.is_test_model(language) else {}
    desk.close()
    return _facts(heard) | {"elapsed_ms": elapsed} | test_model


def _facts(heard: Heard) -> dict[str, object]:
    """The contract's keys; the office's words that were repaired, and the text before it, only where there are any."""
    facts: dict[str, object] = {
        "text": heard.text,
        "words": [
            {"word": word.word, "start": word.start, "end": word.end, "confidence": word.confidence}
            for word in heard.words
        ],
        "audio_s": heard.seconds,
    }
    if heard.tidied.repairs:
        facts["heard"] = heard.tidied.heard
        facts["repairs"] = [{"heard": one.heard, "meant": one.meant} for one in heard.tidied.repairs]
    return facts


def speak(arguments: Namespace) -> Facts:
    """A text as a WAV file."""
    language = _language(arguments.language)
    desk = _desk(arguments)
    voice = desk.voice(language)
    speech = desk.speak(arguments.text, language, arguments.speed)
    write_file(arguments.out, speech.as_wav())
    facts = {
        "file": str(arguments.out), "language": language, "voice": voice.name, "audio_s": round(speech.seconds, 3),
        "sample_rate": speech.rate, "level_db": round(speech.level.decibel, 1),
    }  # fmt: skip
    return facts | ({"credit": voice.credit} if voice.credit else {})


def _language(code: str) -> str:
    if code not in languages():
        raise Usage(f"{code}: {', '.join(languages())}")
    return code


def _desk(arguments: Namespace) -> SpeechDesk:
    return SpeechDesk(DataFolder.chosen(getattr(arguments, "data", None)))
