"""A PDF that someone brings → a blank that may be used, or the reason why not."""

from __future__ import annotations

from app.errors import Refused
from forms.intake.blank import Blank, UnsafeBlank
from forms.intake.examine import examine


def take_blank(pdf: bytes) -> Blank:
    """The cleaned blank; Refused with `blank_…` as the reason. Nothing is written."""
    try:
        return examine(pdf)
    except UnsafeBlank as error:
        raise Refused(f"blank_{error.reason}") from error
