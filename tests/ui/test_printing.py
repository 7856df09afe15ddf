"""A sheet goes to paper: a printer that writes a file is refused, whichever way one comes to it."""

from threading import Event

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from app.errors import Refused
from app.sentences import sentence
from ui.printing import print_on
from ui.widgets.printers import printer_names


def test_printing_into_a_file_is_refused_before_anything_is_drawn(qapp: QApplication) -> None:
    with pytest.raises(Refused) as caught:
        print_on("Microsoft Print to PDF", b"not even looked at", Event())
    assert caught.value.facts["reason"] == "printer_writes_file"
    assert "Microsoft Print to PDF" in sentence(caught.value, "ja")


def test_printers_into_files_are_not_offered(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["窓口1 レーザー", "Microsoft Print to PDF", "CubePDF"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: there)
    assert printer_names() == ["窓口1 レーザー"]
