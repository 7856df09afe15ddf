"""QtPdf starts its library with the first document and ends it with the last, and each start keeps memory for good.

Measured with Qt for Python 6.12: 16 KB a start, 70 KB where a page was drawn, so half a megabyte a visitor. Hence one
document without content that lives as long as the program: the library is started once.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtPdf import QPdfDocument


@cache
def keep_started() -> QPdfDocument:
    """To be called before a document is made; what comes back is nobody's to use."""
    return QPdfDocument()
