"""All steps of an employee's return, the questions in English too."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.journeys.demonstration import PRACTICE
from models.filing import FilingStep
from tests.ui.screens.view import Screens, settle
from ui.areas import TAX
from ui.tax.area import TaxArea
from ui.window import Window


def _tax_return(window: Window, application: QApplication) -> Screens:
    window.start()
    window.enter(TAX)
    area = window.area(TAX)
    assert isinstance(area, TaxArea)
    settle(application)
    yield "tax-0-list", window
    area.new(2026)
    entries = json.loads((PRACTICE / "tax_return.json").read_text(encoding="utf-8"))
    assert area.filing is not None
    area.take(replace(area.filing, entries=entries, language="en"))
    for number, step in enumerate(FilingStep):
        area.go(step)
        area.page.panel.show_view(number % 3)
        settle(application)
        yield f"tax-{number + 1}-{step}", window


SCENES = {"tax": _tax_return}
