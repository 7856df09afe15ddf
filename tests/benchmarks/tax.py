"""Whole returns a second; and the salary and bracket tables alone against arrays of floats, as statistics engines do.

`python -m tests.benchmarks.tax` prints one JSON line. numpy is no part of the product: where it is not installed its
figures are left out. The arrays answer a population at once (no rounding by law, no formulas); a counter asks for one.
"""

from __future__ import annotations

import importlib
import json
import time
import tomllib
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from app.tax.calculate import calculate
from app.tax.income_tax import computed_tax, taxable_income
from app.tax.incomes import salary_income_before_adjustment
from app.tax.load import year_of
from app.tax.return_file import parse_return
from app.tax.year import Year

ROUNDS = 9
PEOPLE = 20_000
HOUSEHOLDS = Path(__file__).resolve().parent.parent / "cases" / "tax"


def seconds(work: Callable[[], object]) -> float:
    """Median of the warm rounds, of the processor alone: a busy machine does not count."""
    spent = []
    for _ in range(ROUNDS + 2):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return median(spent[2:])


def households() -> list[dict[str, Any]]:
    """The returns of the case files."""
    files = sorted(HOUSEHOLDS.glob("*.toml"))
    return [tomllib.loads(file.read_text(encoding="utf-8"))["return"] for file in files]


def ours(receipts: Sequence[int], year: Year) -> list[int]:
    """Salary income, what is taxed of it without deductions, and its tax."""
    incomes = (salary_income_before_adjustment(gross, year).yen for gross in receipts)
    return [computed_tax(taxable_income(income, 0).yen, year).yen for income in incomes]


def arrays(numpy: Any, receipts: Any, year: Year) -> Any:
    """The same two tables of the same data over an array of floats."""
    rows = year.salary.rows
    row = numpy.searchsorted([one.at_least for one in rows], receipts, side="right") - 1
    step = numpy.array([float(one.step) for one in rows])[row]
    rate, plus = (numpy.array([float(getattr(one, key)) for one in rows])[row] for key in ("rate", "plus"))
    income = numpy.floor(numpy.floor(receipts / step) * step * rate) + plus
    taxed = numpy.floor(income / 1000) * 1000
    brackets = year.income_tax.brackets
    place = numpy.searchsorted([one.up_to for one in brackets if one.up_to], taxed, side="left")
    high, minus = (numpy.array([float(getattr(one, key)) for one in brackets])[place] for key in ("rate", "minus"))
    return numpy.floor(taxed * high) - minus


def against_arrays(year: Year) -> dict[str, float]:
    """Our two tables ÷ the arrays', for a population and for one person; and how often floats miss the yen."""
    if find_spec("numpy") is None:
        return {}
    numpy = importlib.import_module("numpy")
    receipts = list(range(1_000_000, 1_000_000 + 977 * PEOPLE, 977))
    many, one = numpy.array(receipts, dtype=float), numpy.array([5_000_000.0])
    exact, floats = ours(receipts, year), arrays(numpy, many, year)
    return {
        "tables_of_one_person/arrays": round(
            seconds(lambda: [ours([5_000_000], year) for _ in range(200)])
            / seconds(lambda: [arrays(numpy, one, year) for _ in range(200)]), 2
        ),
        "tables_of_a_population/arrays": round(
            seconds(lambda: ours(receipts, year)) / seconds(lambda: arrays(numpy, many, year)), 1
        ),
        "yen_missed_by_floats": sum(int(a) != b for a, b in zip(floats, exact, strict=True)),
    }  # fmt: skip


def main() -> None:
    data = households()
    entries = [parse_return(one) for one in data]
    computed = seconds(lambda: [calculate(one) for one in entries]) / len(entries)
    explained = seconds(lambda: [line.formula_ja for one in entries for line in calculate(one).lines]) / len(entries)
    whole = seconds(lambda: [calculate(parse_return(one)) for one in data]) / len(entries)
    figures = {
        "return_ms": round(computed * 1000, 2),
        "return_with_every_formula_ms": round(explained * 1000, 2),
        "from_json_ms": round(whole * 1000, 2),
        "returns_a_second": round(1 / computed),
        **against_arrays(year_of(2026)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
