"""How a language looks: its fonts and its direction; its dates and amounts in its own way of writing."""

from __future__ import annotations

import re
import sys
from datetime import date

from PySide6.QtCore import QCalendar, QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QWidget

from app.translation.bikram import bikram
from app.translation.languages import Language, languages
from ui import theme

_WEEKDAY = re.compile(r"dddd(?:ที่)?[,،]?\s*|[,،]?\s*dddd$")
_BUDDHIST = 543  # years between the Thai calendar and the Gregorian one


def dress(widget: QWidget, code: str) -> None:
    """The fonts of the language, ours behind them; right to left where it is written so."""
    language = languages()[code]
    own = language.fonts_windows if sys.platform == "win32" else language.fonts_debian
    font = widget.font()
    font.setFamilies([*own, *theme.FAMILIES])
    widget.setFont(font)
    widget.setLayoutDirection(direction(language))


def direction(language: Language) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if language.direction == "rtl" else Qt.LayoutDirection.LeftToRight


def day_in(code: str, day: date) -> str:
    """A whole day without its weekday; in Thai, Persian and Nepali by their own calendar too."""
    locale = QLocale(languages()[code].locale)
    written = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat)).strip()
    there = QDate(day.year, day.month, day.day)
    text = locale.toString(there, written)
    if code == "th":
        return text.replace(str(day.year), f"พ.ศ.\u00a0{day.year + _BUDDHIST} ({day.year})")
    if code == "fa":
        own = locale.toString(there, QLocale.FormatType.LongFormat, QCalendar(QCalendar.System.Jalali))
        return f"{text} ({own.partition(' ')[2]})"
    if code == "ne" and (there_too := bikram(day)):
        return f"{text} ({there_too})"
    return text


def number_in(code: str, number: int) -> str:
    return QLocale(languages()[code].locale).toString(number)


def yen_in(code: str, amount: int) -> str:
    """An amount with its unit."""
    return languages()[code].yen.format(number_in(code, amount))


def time_in(code: str, moment: QTime) -> str:
    """By 24 hours, in the digits of the language's days."""
    return QLocale(languages()[code].locale).toString(moment, "HH:mm")


def months_of(code: str) -> list[tuple[str, str]]:
    """What each month is called, in a date and alone."""
    locale = QLocale(languages()[code].locale)
    return [(locale.monthName(month), locale.standaloneMonthName(month)) for month in range(1, 13)]


def month_in(code: str, month: int) -> str:
    """A month's name as it stands alone; with its number, which is what the forms ask for."""
    name = QLocale(languages()[code].locale).standaloneMonthName(month)
    return name if any(letter.isdigit() for letter in name) else f"{month}  {name}"
