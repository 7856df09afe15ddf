"""The codes of second-generation residence cards in the printed words (`resources/residence.toml`).

What a table does not know stays a code: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from app.paths import RESOURCES
from models.person import Sex

SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "3": Sex.UNKNOWN}
"""Not ISO 5218: `3` is 不詳 here."""


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads((RESOURCES / "residence.toml").read_text(encoding="utf-8"))
    return {name: table["words"] for name, table in data.items()}


def words(table: str, code: str) -> str:
    """The printed words for a code, empty where the table does not know it."""
    return _tables()[table].get(code, "")


def period(code: str) -> str:
    """在留期間: `YYMM` (years and months), `DDD` (days) or `0000` (無期限); empty for anything else."""
    if code == "0000":
        return "無期限"
    if re.fullmatch(r"[0-9]{3}", code):
        return f"{int(code)}日"
    if not re.fullmatch(r"[0-9]{4}", code):
        return ""
    years, months = int(code[:2]), int(code[2:])
    return (f"{years}年" if years else "") + (f"{months}月" if months else "")
