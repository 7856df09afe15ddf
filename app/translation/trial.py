"""The first sentence of a new model for translating, tried apart."""

from __future__ import annotations

import sys
from pathlib import Path

from app.trial_process import child, try_apart

_SENTENCES = {"ja": "こんにちは。", "zh": "你好。", "ko": "안녕하세요.", "ar": "مرحبا."}


def try_model(folder: Path, source: str) -> None:
    """Translate one sentence; Refused where the model cannot be loaded or gives no text."""
    try_apart("app.translation.trial", str(folder.absolute()), source)


def _translates(folder: str, source: str) -> bool:
    from app.translation.argos import Direction

    return bool(Direction(Path(folder), "trial").translate(_SENTENCES.get(source, "Hello.")).text)


if __name__ == "__main__":
    sys.exit(child(lambda: _translates(*sys.argv[1:])))
