"""The talk in the real window: `xvfb-run -a python -m tests.benchmarks.talk`.

From a tap on a phrase to its card painted (aim 50 ms), from its card to the visitor's page (50 ms), and from one
language to another (aim 200 ms). Time of the processor: what else the machine does is left out. A slow machine is told
from a slow program by `ratio`: of each to painting the whole window once more in the same run.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.signed_in import seat_of
from ui import theme
from ui.areas import TALK
from ui.talk.area import TalkArea
from ui.window import Window

CODES = ("vi", "ne", "my", "ar", "de", "zh-Hans")
ROUNDS = 4


def painted(window: Window, act: Callable[[], object]) -> float:
    """Milliseconds of the processor until what `act` does is laid out and painted."""
    began = time.process_time()
    act()
    QApplication.processEvents()
    window.repaint()
    return (time.process_time() - began) * 1000


def measure(window: Window) -> dict[str, list[float]]:
    """Each thing in turn, in language after language."""
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    laps: dict[str, list[float]] = {"repaint": [], "language": [], "phrase": [], "visitor": []}
    for code in CODES * ROUNDS:
        laps["language"].append(painted(window, partial(area.talk_in, code)))
        tile = area.page.phrases.tiles["may_i_help"]
        laps["phrase"].append(painted(window, tile.click))
        laps["visitor"].append(painted(window, area.show_to_visitor))
        laps["repaint"].append(painted(window, window.update))
        area.go_back()
        QApplication.processEvents()
        area.turns.clear()  # each tap finds the same short talk
    return laps


def main() -> None:
    application = QApplication([])
    theme.apply(application)
    with tempfile.TemporaryDirectory() as folder, closing(Receptions.open(DataFolder(Path(folder)))) as receptions:
        window = Window(Counter(lambda: receptions, "窓口1", seat=seat_of()), data=DataFolder(Path(folder)))
        window.resize(1366, 768)
        window.show()
        window.enter(TALK)
        QApplication.processEvents()
        laps = measure(window)
        window.close()
    plain = median(laps["repaint"])
    aims = {"language": 200, "phrase": 50, "visitor": 50}
    answer = {
        name: {
            "ms": round(median(laps[name]), 1), "longest_ms": round(max(laps[name][len(CODES) :]), 1), "aim_ms": aim,
            "ratio": round(median(laps[name]) / plain, 2),
        }
        for name, aim in aims.items()
    }  # fmt: skip
    print(json.dumps({"repaint_ms": round(plain, 1), **answer}, indent=1))


if __name__ == "__main__":
    main()
