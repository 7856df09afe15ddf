"""The account of the case: to pay into (`bank`), and to pay from where a direct debit is asked for (`debit`)."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource

_KINDS = {"普通": "ordinary", "当座": "current"}

_ACCOUNT: Mapping[str, CaseSource] = {
    "name": lambda case: case.details.bank.bank,
    "branch": lambda case: case.details.bank.branch,
    "kind": lambda case: _KINDS.get(case.details.bank.kind, "") if case.details.bank.number else "",
    "number": lambda case: case.details.bank.number,
    "holder": lambda case: case.details.bank.holder_kana,
}


def _to_debit(read: CaseSource) -> CaseSource:
    """Who gives an account to be paid into has not asked for the office to draw on it."""
    return lambda case: read(case) if case.answers.wants_direct_debit else ""


SOURCES: Mapping[str, CaseSource] = {
    "bank.wish": lambda case: "transfer" if case.details.bank.number else "",
    "debit.wish": _to_debit(lambda _case: "transfer"),
    **{f"bank.{part}": read for part, read in _ACCOUNT.items()},
    **{f"debit.{part}": _to_debit(read) for part, read in _ACCOUNT.items()},
}
