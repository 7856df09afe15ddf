"""Start to usable window ÷ start of an empty one, in fresh processes: `python -m tests.benchmarks.window_start`."""

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
app = QApplication([]); w = QMainWindow(); w.show(); app.processEvents()
import os; os._exit(0)
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import theme
from ui.window import Window
from app.journeys.counter import Counter
from app.paths import DataFolder
def store():
    from app.storage.receptions import Receptions
    return Receptions.open(DataFolder(Path(sys.argv[1])))
app = QApplication([]); theme.apply(app)
w = Window(Counter(store, "x")); w.show(); app.processEvents()
import os; os._exit(0)
"""


def lap(code: str, folder: str) -> float:
    began = time.perf_counter()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code, folder], check=True, env=environment, timeout=60)
    return time.perf_counter() - began


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        lap(OURS, folder)
        pairs = [(lap(OURS, folder), lap(EMPTY, folder)) for _ in range(7)]
    ours, empty = median(one for one, _ in pairs), median(one for _, one in pairs)
    print(
        json.dumps({"ratio": round(ours / empty, 2), "window_s": round(ours, 2), "empty_s": round(empty, 2), "aim": 2})
    )
