"""The vocabulary of a tax return: which text stands behind a key of a sheet. Closed; amounts are plain digits.

`line:<id>` is a line's amount, blank where it is 0; `total:<id>` says 0 too. `return:<entry>` is what the filer gave.
In a table the keys are those of its group: `payer:gross`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.era import era_text
from forms.subject import Vocabulary
from forms.tax import entries
from forms.tax.entries import yen
from models.tax import Line, PublicPension, Salary
from models.tax_paper import CountedDependant, TaxPaper

_STATUS = {"taxed": "課税", "per_capita_only": "均等割のみ課税", "exempt": "非課税"}


@dataclass(frozen=True)
class Scope:
    """The paper, and in a table the row's own entry."""

    paper: TaxPaper
    row: object = None


def shown(line: Line) -> str:
    """A line's amount in digits, or the word that stands for it."""
    if isinstance(line.amount, bool):
        return "あり" if line.amount else "なし"
    return _STATUS[line.amount] if isinstance(line.amount, str) else yen(line.amount, zero=True)


def _payers(paper: TaxPaper) -> Sequence[Salary | PublicPension]:
    return (*paper.tax_return.income.salary, *paper.tax_return.income.public_pension)


def _born(row: CountedDependant) -> str:
    return era_text(row.entry.birth_date) if row.entry.birth_date else ""


_GROUPS: Mapping[str, Callable[[TaxPaper], Sequence[object]]] = {
    "first": lambda paper: (paper,),
    "payers": _payers,
    "dependants": lambda paper: paper.dependants,
    "medical": lambda paper: paper.medical,
    "lines": lambda paper: paper.result.lines,
}
_Row = Callable[[Any], str]
_PAYER: Mapping[str, _Row] = {
    "payer:kind": lambda row: "給与" if isinstance(row, Salary) else "公的年金等",
    "payer:name": lambda row: row.payer,
    "payer:gross": lambda row: yen(row.gross, zero=True),
    "payer:withheld": lambda row: yen(row.withheld_tax, zero=True),
}
_DEPENDANT: Mapping[str, _Row] = {
    "dependant:name": lambda row: row.entry.name,
    "dependant:birth": _born,
    "dependant:relation": lambda row: entries.relation(row.entry.relation),
    "dependant:counts_as": lambda row: entries.counts_as(row.counts_as),
    "dependant:total_income": lambda row: yen(row.total_income, zero=True),
    "dependant:income_tax": lambda row: yen(row.income_tax, zero=True),
    "dependant:resident_tax": lambda row: yen(row.resident_tax, zero=True),
    "dependant:disability": lambda row: entries.disability(row.entry.disability),
    "dependant:abroad": lambda row: "国外" if row.entry.abroad else "",
}
_MEDICAL: Mapping[str, _Row] = {
    "medical:person": lambda row: row.person,
    "medical:hospital": lambda row: row.hospital,
    "medical:kind": lambda row: row.kind.value,
    "medical:paid": lambda row: yen(row.paid, zero=True),
    "medical:reimbursed": lambda row: yen(row.reimbursed),
}
_LINE: Mapping[str, _Row] = {
    "of_line:name": lambda row: row.name_ja,
    "of_line:tax": lambda row: {"income_tax": "所得税", "resident_tax": "住民税"}.get(row.id.partition(".")[0], "共通"),
    "of_line:amount": shown,
    "of_line:box": lambda row: row.box,
    "of_line:formula": lambda row: row.formula_ja,
    "of_line:source": lambda row: row.source,
    "of_line:check": lambda row: "" if row.is_checked else "要確認",
}
_ROWS: Mapping[str, Mapping[str, _Row]] = {
    "payers": _PAYER,
    "dependants": _DEPENDANT,
    "medical": _MEDICAL,
    "lines": _LINE,
}


def _keys(group: str) -> frozenset[str]:
    lines = {f"{kind}:{line}" for line in entries.LINES for kind in ("line", "total")}
    return frozenset(entries.ENTRIES) | lines | _ROWS.get(group, {}).keys()


RETURN = Vocabulary(_GROUPS, _keys)


@dataclass(frozen=True)
class ReturnSubject:
    """A tax return with its computed lines (`forms.subject`)."""

    paper: TaxPaper

    def sheets(self, each: str) -> Sequence[Scope]:
        return [Scope(self.paper, row) for row in _GROUPS[each](self.paper)]

    def rows(self, group: str, scope: Scope) -> Sequence[Scope]:
        return [Scope(scope.paper, row) for row in _GROUPS[group](scope.paper)]

    def text(self, key: str, scope: Scope) -> str:
        kind, _, name = key.partition(":")
        if kind in ("line", "total"):
            return yen(self.paper.yen(name), zero=kind == "total")
        if key in entries.ENTRIES:
            return entries.ENTRIES[key](self.paper)
        return next(keys[key] for keys in _ROWS.values() if key in keys)(scope.row)

    def is_private(self, key: str) -> bool:
        return key == "return:individual_number"
