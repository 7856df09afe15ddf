"""The account to pay into or from."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource

_KINDS = {"普通": "ordinary", "当座": "current"}

SOURCES: Mapping[str, CaseSource] = {
    "bank.wish": lambda case: "transfer" if case.details.bank.number else "",
    "bank.name": lambda case: case.details.bank.bank,
    "bank.branch": lambda case: case.details.bank.branch,
    "bank.kind": lambda case: _KINDS.get(case.details.bank.kind, "") if case.details.bank.number else "",
    "bank.number": lambda case: case.details.bank.number,
    "bank.holder": lambda case: case.details.bank.holder_kana,
}
