"""A model of whatever kind taken in: for translating or for listening, by what the file is."""

from __future__ import annotations

from pathlib import Path

from app.translation.archive import Taking
from app.translation.listening import install_listening, listens
from app.translation.packages import Package, install


def take_in(models: Path, file: Path, expected: str | None = None, taking: Taking | None = None) -> Package:
    """Examine a file (or a Vosk model's folder) and install it. Refused or InvalidInput: nothing is left behind."""
    if listens(file):
        return install_listening(models, file, expected, taking or Taking())
    return install(models, file, expected, taking=taking)
