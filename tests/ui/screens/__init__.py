"""Every screen of the window, as named scenes: a module for each area, which says in `SCENES` what it can bring up.

A scene begins where it wants to; it is looked at before the next one begins. `EVERY` has more than a run of the tests
wants: each language.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.screens import access, guide, keeping, models, reception, records, speech, start, talk, tax
from tests.ui.screens.view import Scene, Screens, settle
from ui.window import Window

AREAS = (start, reception, tax, guide, talk, models, access, keeping, records)
SCENES: dict[str, Scene] = {name: scene for area in AREAS for name, scene in area.SCENES.items()}
EVERY: dict[str, Scene] = {**SCENES, **guide.LANGUAGES, **talk.LANGUAGES, **speech.ASKED_FOR}


def screens(window: Window, application: QApplication, scenes: dict[str, Scene] = SCENES) -> Screens:
    """Bring up one screen after the other; yields its name and what stands there."""
    for scene in scenes.values():
        for name, shown in scene(window, application):
            settle(application)
            yield name, shown


def named(only: str) -> dict[str, Scene]:
    """The scenes whose names begin so; all the usual ones for an empty name."""
    return {name: scene for name, scene in EVERY.items() if name.startswith(only)} if only else SCENES
