"""The filer's list of medical expenses from a CSV file, every fault of it named together."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.errors import InvalidInput, Problem
from app.formula_cells import FORMULA_STARTS
from app.sentences import bilingual
from app.tax.return_check import MOST
from models.tax_paper import MedicalExpense, MedicalKind

COLUMNS = ("氏名", "病院・薬局", "区分", "支払った額", "補填される額")
_KINDS = {
    "診療": MedicalKind.TREATMENT,
    "医薬品": MedicalKind.MEDICINE,
    "介護": MedicalKind.CARE,
    "その他": MedicalKind.OTHER,
}
_LONGEST, _MOST_ROWS = 60, 2000
_LARGEST = 2 << 20


def read_medical_list(file: Path) -> tuple[MedicalExpense, ...]:
    """UTF-8 or CP932, the first line the names of `COLUMNS`; InvalidInput with every problem."""
    rows = _rows(file)
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise InvalidInput([Problem(f"{file.name}[1]", ",".join(rows[0]) if rows else "", ",".join(COLUMNS))])
    numbered = [(f"{file.name}[{number}]", row) for number, row in enumerate(rows[1:], 2) if any(map(str.strip, row))]
    problems = [problem for path, row in numbered for problem in _problems(path, row)]
    if len(numbered) > _MOST_ROWS:
        problems.append(Problem(file.name, str(len(numbered)), bilingual("most_rows", most=_MOST_ROWS)))
    if problems:
        raise InvalidInput(problems)
    return tuple(_expense(row) for _, row in numbered)


def _rows(file: Path) -> list[list[str]]:
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST)
    except OSError:
        raise InvalidInput([Problem(str(file), bilingual("unreadable"), bilingual("readable_csv"))]) from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return list(csv.reader(data.decode(encoding).splitlines(), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
    raise InvalidInput([Problem(file.name, bilingual("no_csv"), bilingual("utf8_or_cp932"))])


def _problems(path: str, row: Sequence[str]) -> Iterator[Problem]:
    if len(row) != len(COLUMNS):
        yield Problem(
            path,
            bilingual("columns", count=len(row)),
            bilingual("these_columns", count=len(COLUMNS), names=",".join(COLUMNS)),
        )
        return
    for name, cell in zip(COLUMNS[:2], row[:2], strict=True):
        if not 0 < len(cell.strip()) <= _LONGEST:
            yield Problem(
                f"{path}.{name}",
                bilingual("characters", count=len(cell.strip())),
                bilingual("characters_between", least=1, most=_LONGEST),
            )
        elif cell.strip().startswith(FORMULA_STARTS):
            yield Problem(f"{path}.{name}", cell.strip(), bilingual("no_formula"))
    if row[2].strip() not in _KINDS:
        yield Problem(f"{path}.区分", row[2], ", ".join(_KINDS))
    paid, reimbursed = _yen(row[3]), _yen(row[4] or "0")
    for name, cell, amount in (("支払った額", row[3], paid), ("補填される額", row[4], reimbursed)):
        if amount is None or amount > MOST:
            yield Problem(f"{path}.{name}", cell, bilingual("integer_between", least=0, most=MOST))
    if paid is not None and reimbursed is not None and reimbursed > paid:
        yield Problem(f"{path}.補填される額", row[4], bilingual("up_to_paid", paid=paid))


def _yen(cell: str) -> int | None:
    """Plain digits, whatever their width; None for anything else."""
    digits = cell.strip()
    return int(digits) if digits.isdecimal() else None


def _expense(row: Sequence[str]) -> MedicalExpense:
    person, hospital, kind, paid, reimbursed = (cell.strip() for cell in row)
    return MedicalExpense(person, hospital, _KINDS[kind], int(paid), int(reimbursed or "0"))
