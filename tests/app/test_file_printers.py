"""A printer that writes a file is known by its name, and a real one is never taken for it."""

import pytest

from app.file_printers import writes_a_file


@pytest.mark.parametrize(
    "name",
    ["Microsoft Print to PDF", "Microsoft XPS Document Writer", "OneNote (Desktop)", "Adobe PDF", "CubePDF", "Fax",
     "CUPS-PDF", "PDF", "DocuWorks Printer", "Send to Microsoft OneNote 16", "MICROSOFT PRINT TO PDF (1)"],
)  # fmt: skip
def test_a_printer_into_a_file_is_known(name: str) -> None:
    assert writes_a_file(name)


@pytest.mark.parametrize(
    "name",
    ["窓口1 レーザー", "RICOH IM C2500 RPCS", "Canon LBP712Ci", "EPSON LP-S3290PS", "Apeos C3060", "プリンター", "",
     "bizhub C360i PDF対応", "Brother HL-L6400DW"],
)  # fmt: skip
def test_a_printer_of_paper_is_none(name: str) -> None:
    assert not writes_a_file(name)
