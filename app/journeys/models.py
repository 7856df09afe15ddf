"""A model taken in, of whatever kind, and tried apart before it gets its name."""

from __future__ import annotations

from pathlib import Path

from app.archive import Taking
from app.speech.trial import try_model
from app.translation import models
from app.translation.packages import Package


def take_in(folder: Path, file: Path, expected: str | None = None, taking: Taking | None = None) -> Package:
    """Examine a file (or a Vosk model's folder), try it, install it. Refused, InvalidInput: nothing is left."""
    return models.take_in(folder, file, expected, taking, try_listening=try_model)
