"""The counter's settings while the window runs: a change is worn at once and kept in the data folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app import settings as stored
from app.settings import ZOOMS, Settings
from ui import theme

if TYPE_CHECKING:
    from app.errors import Problem
    from ui.lanes import Failed, Lane


class Preferences(QObject):
    """`settings` is what holds now; `changed` follows each change. `problems` are the faults of the file as read."""

    changed = Signal()

    def __init__(self, file: Path | None = None) -> None:
        """Without a file nothing is kept beyond this run."""
        super().__init__()
        loaded = stored.load(file) if file else stored.Loaded(Settings())
        self._file = file
        self.settings = loaded.settings
        self.problems: tuple[Problem, ...] = loaded.problems

    def dress(self) -> None:
        """Dress the application, and follow the system's scheme while that is wanted."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self.settings)

    def follow_system(self) -> None:
        """The system has changed its scheme."""
        if self.settings.scheme is stored.Scheme.SYSTEM:
            self.dress()
            self.changed.emit()

    def change(self, lane: Lane, failed: Failed, **values: Any) -> None:
        """Wear other values at once, and keep them from the lane."""
        wanted = replace(self.settings, **values)
        if wanted == self.settings:
            return
        looks_different = _look(wanted) != _look(self.settings)
        self.settings = wanted
        if looks_different:
            self.dress()
        self.changed.emit()
        if self._file is not None:
            lane.run(partial(stored.save, self._file, wanted), _nothing, failed)

    def zoomed(self, steps: int) -> int:
        """The zoom so many steps larger or smaller, within what there is."""
        index = ZOOMS.index(self.settings.zoom) + steps
        return ZOOMS[min(max(index, 0), len(ZOOMS) - 1)]


def _look(settings: Settings) -> tuple[object, ...]:
    return settings.scheme, settings.zoom, settings.tablet


def _nothing(_result: object) -> None:
    """A kept setting needs no word."""
