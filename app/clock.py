"""The time: UTC for records, Japan's calendar day for the office."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The office's day (Japan Standard Time)."""
    return datetime.now(JAPAN).date()
