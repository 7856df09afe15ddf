"""A keystroke in a full tax return, until its result stands: `python -m tests.benchmarks.tax_typing`.

`frame` is one picture of a screen at 60 Hz: what a keystroke may take before anyone sees it.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.journeys.tax_desk import outcome
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.filing import FilingStep
from tests.signed_in import seat_of
from tests.ui.screens.view import settle
from ui import theme
from ui.areas import TAX
from ui.tax.amount_field import AmountField
from ui.tax.area import TaxArea
from ui.window import Window

RUNS = 60
FRAME = 1000 / 60


def milliseconds(work: Callable[[int], object]) -> float:
    """Median of the warm runs."""
    spent = []
    for run in range(RUNS):
        start = time.perf_counter()
        work(run)
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent[RUNS // 10 :])


def measured(area: TaxArea, application: QApplication) -> dict[str, float]:
    """Of the step with the most fields: the key itself, the result on the page after it, and the computation alone."""
    assert area.page.pane is not None
    field = dict(area.page.pane.answers())["deductions.medical.paid"].field
    assert isinstance(field, AmountField)

    def press(run: int) -> None:
        field.edit.setText(str(300_000 + run))
        field.edit.textEdited.emit(field.edit.text())
        application.processEvents()

    def show(_run: int) -> None:
        area.page.compute()
        application.processEvents()

    entries = area.page.entries()
    key, result = milliseconds(press), milliseconds(show)
    return {"key_ms": key, "result_ms": result, "both_years_ms": milliseconds(lambda _run: outcome(entries))}


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme.apply(application)
    with tempfile.TemporaryDirectory() as data, closing(Receptions.open(DataFolder(Path(data)))) as receptions:
        window = Window(Counter(lambda: receptions, "窓口1", seat=seat_of()))
        window.show()
        window.enter(TAX)
        area = window.area(TAX)
        assert isinstance(area, TaxArea)
        area.new(2026)
        assert area.filing is not None
        entries = json.loads((PRACTICE / "tax_return.json").read_text(encoding="utf-8"))
        area.take(replace(area.filing, entries=entries, step=FilingStep.DEDUCTIONS))
        settle(application)
        found = measured(area, application)
        window.close()
    ratios = {"key/frame": found["key_ms"] / FRAME, "result/frame": found["result_ms"] / FRAME}
    print(json.dumps({name: round(value, 2) for name, value in {**found, **ratios}.items()}))


if __name__ == "__main__":
    main()
