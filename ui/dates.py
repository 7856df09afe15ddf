"""Dates as people write them: `1988/5/1`, `S63.5.1`, `昭和63年5月1日`, full width, partly unknown."""

from __future__ import annotations

import re
import unicodedata

from forms.era import era_text
from models.partial_date import PartialDate

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925, "大正": 1911, "T": 1911,
         "明治": 1867, "M": 1867}  # fmt: skip
_WRITTEN = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?\s*(?P<year>元|\d{1,4})\s*[年./-]\s*"
    r"(?P<month>\d{1,2})?\s*[月./-]?\s*(?P<day>\d{1,2})?\s*日?",
    re.IGNORECASE,
)


def read_date(text: str) -> PartialDate | None:
    """The date that was meant; None where it is none. Only the typed text is folded, never a name."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _WRITTEN.fullmatch(plain)
    if not match:
        return _digits(plain)
    year = 1 if match["year"] == "元" else int(match["year"])
    if match["era"]:
        year += _ERAS[match["era"].upper()]
    return _date(year, int(match["month"] or 0), int(match["day"] or 0))


def _digits(plain: str) -> PartialDate | None:
    """`19880501`."""
    if not re.fullmatch(r"\d{8}", plain):
        return None
    return _date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def both_calendars(day: PartialDate) -> str:
    """`1988年5月1日（昭和63年5月1日）`."""
    western = f"{day.year}年" + (f"{day.month}月" if day.month else "") + (f"{day.day}日" if day.day else "")
    try:
        return f"{western}（{era_text(day)}）"
    except ValueError:
        return western
