"""Every screen of the window as pictures.

`python -m tests.ui.screenshots DIR [--size pc|tablet] [--scheme light|dark] [--zoom 100|125|150|200] [--only NAME]`;
without options all of them. `NAME` is how a scene's name begins (`tests/ui/screens`): `talk`, or `talk-all-ne`, which
is shown only when asked for. Files are `pc-dark-200/3-questions.png`.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from contextlib import closing
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.settings import Scheme
from app.storage.receptions import Receptions
from tests.signed_in import seat_of
from tests.ui.screens import named, screens
from tests.ui.screens.view import SIZES, ZOOMS, Scene, View, keep_some, opened
from ui.japanese import speak_japanese


def shoot(application: QApplication, view: View, folder: Path, scenes: dict[str, Scene]) -> None:
    """These scenes in one view."""
    inside = folder / str(view)
    inside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, closing(Receptions.open(DataFolder(Path(data)))) as receptions:
        counter = Counter(lambda: receptions, "窓口1", seat=seat_of())
        keep_some(counter)
        with opened(view, counter) as window:
            for name, shown in screens(window, application, scenes):
                shown.grab().save(str(inside / f"{name}.png"))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--scheme", choices=[Scheme.LIGHT.value, Scheme.DARK.value], action="append")
    parser.add_argument("--zoom", type=int, choices=ZOOMS, action="append")
    parser.add_argument("--only", default="", metavar="NAME", help="how a scene's name begins")
    given = parser.parse_args()
    scenes = named(given.only)
    if not scenes:
        parser.error(f"no scene begins with {given.only!r}")
    application = QApplication([])
    speak_japanese(application)
    for size, scheme, zoom in product(
        given.size or SIZES, given.scheme or (Scheme.LIGHT, Scheme.DARK), given.zoom or ZOOMS
    ):
        shoot(application, View(size, Scheme(scheme), zoom), given.folder, scenes)


if __name__ == "__main__":
    main()
