"""Words of a return's figures for the clerk."""

from __future__ import annotations

import re

from models.filing import FilingState
from models.tax import Amount, Line, Status, TaxResult

STATUS = {Status.TAXED: "課税", Status.PER_CAPITA_ONLY: "均等割のみ", Status.EXEMPT: "非課税"}
STATES = {FilingState.OPEN: "入力中", FilingState.WAITING: "確認待ち", FilingState.CHECKED: "確認済"}
_ERA = 2018
_DEPENDANT = re.compile(r"dependants\[(\d+)\]")


def amount_text(amount: Amount) -> str:
    """`1,234円`; what is no amount in words."""
    if isinstance(amount, bool):
        return "あり" if amount else "なし"
    return STATUS[Status(amount)] if isinstance(amount, str) else f"{amount:,}円"


def year_text(income_year: int) -> str:
    return f"令和{income_year - _ERA}年分"


def fiscal_text(fiscal_year: int) -> str:
    return f"令和{fiscal_year - _ERA}年度"


def difference_text(now: Amount, before: Amount) -> str:
    """`＋1,000`; nothing where both are the same or no amounts."""
    if isinstance(now, bool | str) or isinstance(before, bool | str) or now == before:
        return ""
    return f"＋{now - before:,}" if now > before else f"−{before - now:,}"


def yen(result: TaxResult, line: str) -> int:
    """The amount of a line that is one."""
    amount = result.amounts[line]
    assert isinstance(amount, int)  # noqa: S101 the lines asked for are amounts
    return amount


def notice_text(text: str) -> str:
    """A notice without the file's paths."""
    return _DEPENDANT.sub(lambda match: f"{int(match[1]) + 1}人目", text)


def notice_path(text: str) -> str:
    """The row that a notice speaks of."""
    match = _DEPENDANT.search(text)
    return f"{match[0]}.birth_date" if match else ""


def is_unsure(line: Line) -> bool:
    """要確認: the rule, or the box on paper, was not seen in a source."""
    return bool(line.amount) and not line.is_checked
