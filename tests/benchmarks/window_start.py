"""Start to usable window ÷ start of an empty one, in fresh processes: `python -m tests.benchmarks.window_start`.

Usable: painted, and a new reception can be begun. `records_s` is when the list of receptions stands too. As in an
installation, modules are compiled beforehand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        self.painted = True
w = Window(); w.show()
while not w.painted: app.processEvents()
import os; os._exit(0)
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import theme
from ui.window import Window
from app.access.practice import practice_seat
from app.journeys.counter import Counter
from app.paths import DataFolder
def store():
    from app.storage.receptions import Receptions
    return Receptions.open(DataFolder(Path(sys.argv[1])))
app = QApplication([]); theme.apply(app)
w = Window(Counter(store, "x", seat=practice_seat("x"))); w.show()
records = lambda: w.start_page.records.lines.rowCount() or 'まだ' in w.start_page.records.hint.text()
while not (w._awake if sys.argv[2] == "usable" else records()): app.processEvents()
import os; os._exit(0)
"""
RUNS = 9


def lap(code: str, folder: str, until: str = "usable") -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code, f"{folder}/data", until]
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, timeout=60, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> dict[str, float]:
    """The three kinds of start in turn, so that what else the machine does falls on all of them."""
    with tempfile.TemporaryDirectory() as folder:
        lap(EMPTY, folder)
        lap(OURS, folder, "records")
        laps = [(lap(OURS, folder), lap(EMPTY, folder), lap(OURS, folder, "records")) for _ in range(RUNS)]
    ours, empty, records = (median(column) for column in zip(*laps, strict=True))
    return {
        "ratio": round(ours / empty, 2),
        "aim": 2,
        "window_s": round(ours, 3),
        "empty_s": round(empty, 3),
        "records_s": round(records, 3),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
