"""What does not hold together in a whole extract, counted while it is taken in (facts §14): told, never refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from app.storage.tax_difference import FileDifference
from app.storage.tax_intake import Intake
from app.tax.explain import notice
from app.tax.incomes import salary_income_before_adjustment
from app.tax.load import income_years, year_of
from app.tax_import.layout import layout
from app.tax_import.read import Row
from models.office import OfficeRow, SalarySlip
from models.tax import Notice

_SAMPLES = 5
_PLACES = {field.name: place for place, field in enumerate(fields(SalarySlip))}


@dataclass(frozen=True)
class CrossCheck:
    """A kind of finding: how often, and some keys to look at."""

    notice: Notice
    count: int
    samples: tuple[tuple[str, ...], ...]


class CrossChecks:
    """Sees every batch on its way in; `found` asks the staged rows for the rest."""

    def __init__(self) -> None:
        self._count = 0
        self._samples: list[tuple[str, ...]] = []

    def see(self, row: type[OfficeRow], batch: Sequence[Row]) -> None:
        if row is not SalarySlip:
            return
        for values in batch:
            if _salary_income_differs(values):
                self._count += 1
                if len(self._samples) < _SAMPLES:
                    self._samples.append(tuple(map(str, values[:3])))

    def found(self, intake: Intake, files: Sequence[FileDifference]) -> tuple[CrossCheck, ...]:
        """Those that were found at all."""
        twice, some = intake.dependants_of_two(_SAMPLES)
        gone = sum(one.removed for one in files if one.removed * 100 > one.before * layout().limits.removed_percent)
        every = (
            CrossCheck(notice("extract_removed", count=gone), gone, ()),
            CrossCheck(notice("extract_salary_income", count=self._count), self._count, tuple(self._samples)),
            CrossCheck(notice("extract_dependant_twice", count=twice), twice, some),
        )
        return tuple(one for one in every if one.count)


def _salary_income_differs(values: Row) -> bool:
    """給与所得控除後の金額 as reported and as the year's table gives it; False where either is not known."""
    year, gross, reported, adjustment = (
        values[_PLACES[name]] for name in ("income_year", "gross", "income_after_deduction", "income_adjustment")
    )
    if not isinstance(gross, int) or not isinstance(reported, int) or year not in income_years():
        return False
    computed = salary_income_before_adjustment(gross, year_of(int(year))).yen
    return computed - int(adjustment or 0) != reported
