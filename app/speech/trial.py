"""The first second of a new model for listening, tried apart: a wrong one may end the whole process that loads it."""

from __future__ import annotations

import sys
from pathlib import Path

from app.speech.recogniser import Model
from app.speech.sound import RATE, SAMPLE
from app.trial_process import child, try_apart


def try_model(folder: Path) -> None:
    """Hear a second of silence; Refused where the model cannot be loaded."""
    try_apart("app.speech.trial", str(folder.absolute()))


def _hears(folder: str) -> bool:
    recogniser = Model.load(Path(folder)).recogniser()
    recogniser.feed(bytes(RATE * SAMPLE))
    recogniser.end()
    return True


if __name__ == "__main__":
    sys.exit(child(lambda: _hears(sys.argv[1])))
