"""Cases for the tests of the rules, and the scenarios' files."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from models.case import Case, Event, Member

CASES = sorted((Path(__file__).resolve().parents[2] / "cases" / "procedures").glob("*.toml"))


def scenario(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def plain(value: Any) -> Any:
    """TOML's dates as a case file writes them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def member(**facts: Any) -> Member:
    return Member(name="試験　一郎", **facts)


def case(event: Event = Event.IN_DOM, **facts: Any) -> Case:
    days = {"filed_on": date(2026, 11, 23), "moved_on": date(2026, 11, 9)}
    return Case(event, members=facts.pop("members", (member(),)), **{**days, **facts})
