"""A day's work in the window must not use up Python's own None."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = """
import ui
from PySide6.QtCore import QObject, Signal
class One(QObject):
    told = Signal()
one = One()
one.told.connect(lambda: None)
for _ in range(200_000):
    one.setObjectName("x")
    one.told.emit()
"""


def test_two_hundred_thousand_calls_of_qt_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DAY],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
