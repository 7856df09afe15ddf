"""A model of whatever kind taken in: for translating, for listening or for speaking, by what the file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.archive import Taking
from app.translation.listening import install_listening, listens
from app.translation.packages import Package, install
from app.translation.speaking import install_voice, speaks


def take_in(
    models: Path, file: Path, expected: str | None, taking: Taking | None, try_listening: Callable[[Path], None]
) -> Package:
    """Examine a file (or a Vosk model's folder) and install it. Refused or InvalidInput: nothing is left behind.

    `try_listening` runs a model that listens for the first time, and refuses it where it does not work.
    """
    if speaks(file):
        return install_voice(models, file, expected, taking or Taking())
    if listens(file):
        return install_listening(models, file, expected, taking or Taking(), try_listening)
    return install(models, file, expected, taking=taking)
