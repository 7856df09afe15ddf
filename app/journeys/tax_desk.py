"""The tax desk's journey: one filer from the first question to the checked return, as the window walks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app import clock
from app.access.guard import guarded
from app.access.session import Seat, Session
from app.errors import InvalidInput, KnownError, Problem, Refused
from app.tax.entries import entries_of, entry_at, with_entry
from models.audit import TrailQuery
from models.filing import Entries, Filing, FilingStep, FilingSummary, SecondLook

if TYPE_CHECKING:
    from pathlib import Path

    from app.journeys.counter import Counter
    from app.storage.filings import Filings
    from models.office import Addressee, FilerQuery
    from models.sheet import Bundle
    from models.tax import Notice, TaxResult
    from models.tax_paper import MedicalExpense


@dataclass(frozen=True)
class Outcome:
    """What follows from the entries as they stand.

    `result` leaves out the entries that are faulty; None where nothing can be computed without them. `before` is the
    year before: `before_filed` the return that was completed then, else the same entries under that year's law.
    """

    problems: tuple[Problem, ...] = ()
    refused: Refused | None = None
    result: TaxResult | None = None
    before: TaxResult | None = None
    before_filed: bool = False


@dataclass(frozen=True)
class Known:
    """What the office already holds of a filer, and what does not hold together in it."""

    entries: Entries
    warnings: tuple[Notice, ...]


@dataclass(frozen=True)
class TaxDesk:
    """What the pages of the tax area call. `outcome` is quick; what touches the store is called in a lane."""

    counter: Counter

    @property
    def seat(self) -> Seat:
        return self.counter.seat

    @property
    def filings(self) -> Filings:
        return self.counter.receptions.filings

    @guarded
    def new_filing(self, income_year: int) -> Filing:
        """A return that is not saved yet: nothing is known but its year."""
        now = clock.now()
        return Filing(uuid4(), "", self.counter.name, FilingStep.FILER, {"income_year": income_year}, now, now)

    @guarded
    def save(self, filing: Filing) -> Filing:
        return self.filings.save(filing)

    @guarded
    def open(self, filing: UUID) -> Filing:
        """Take a return up, whoever began it: from now on it is this counter's."""
        return replace(self.filings.get(filing), counter=self.counter.name)

    @guarded
    def versions(self, filing: UUID) -> Sequence[Filing]:
        return self.filings.versions(filing)

    @guarded
    def all(self) -> Sequence[FilingSummary]:
        """Newest first."""
        return self.filings.list()

    @guarded
    def find(self, query: FilerQuery) -> Sequence[Addressee]:
        """Whom the office's extract knows; nobody where none was taken in."""
        return self.counter.receptions.tax_office.find(query)

    @guarded
    def known(self, addressee: str, income_year: int) -> Known:
        """What the office holds of a person for a year, as the beginning of a return."""
        from app.journeys.tax_prefill import prefill
        from app.journeys.tax_status import filer_status

        status = filer_status(self.counter.receptions.tax_office, addressee, income_year)
        return Known(entries_of(prefill(status)), status.warnings)

    @guarded
    def sheets(self, filing: Filing, medical: Sequence[MedicalExpense] = ()) -> Bundle:
        """The return on paper, with the filer's list of medical expenses: a draft until it has been looked over.

        InvalidInput while something is to be mended, and where the list's totals are not the return's.
        """
        from app.journeys.tax_paper import PaperWish, print_tax_sheets
        from app.tax.return_file import parse_return

        final = filing.second_look is not None
        wish = PaperWish(clock.today(), tuple(medical), filing.language or "ja", final)
        return print_tax_sheets(parse_return(filing.entries), wish)

    @guarded
    def medical_list(self, file: Path) -> Sequence[MedicalExpense]:
        """The filer's own list from a CSV file; InvalidInput with every problem of it."""
        from app.tax.medical_list import read_medical_list

        return read_medical_list(file)

    def with_medical(self, entries: Entries, medical: Sequence[MedicalExpense]) -> Entries:
        """The entries with the list's totals: what the list says is what the return says."""
        paid = with_entry(entries, "deductions.medical.paid", sum(one.paid for one in medical))
        return with_entry(paid, "deductions.medical.reimbursed", sum(one.reimbursed for one in medical))

    @guarded
    def look_over(self, filing: Filing, note: str, *, by: Session | None = None) -> Filing:
        """The completed return with a supervisor's second look (確認); `by` where another one is signed in.

        Refused("own_work") for whoever has entered anything of it: a second look is another person's.
        """
        supervisor = by or self.seat.session
        if supervisor is None:
            raise Refused("not_signed_in")
        trail = self.counter.receptions.audit
        saves = trail.find(TrailQuery(action="filing.saved"), trail.key.subject_of(filing.id))
        if not supervisor.practice and supervisor.login in {one.actor.user for one in saves}:
            raise Refused("own_work")
        trail.note("filing.looked_over", filing.id, supervisor=supervisor.login)
        return replace(filing, second_look=SecondLook(supervisor.name, note.strip(), clock.now()))

    @guarded
    def year_before(self, entries: Entries) -> Filing | None:
        """The return that the same person completed for the year before."""
        name, birth = entry_at(entries, "filer.name"), entry_at(entries, "filer.birth_date")
        if not isinstance(name, str) or not isinstance(birth, str):
            return None
        return self.filings.completed(name, birth, entries["income_year"] - 1)


def income_years() -> tuple[int, ...]:
    """Every year whose law is here."""
    from app.tax.load import income_years

    return income_years()


def outcome(entries: Entries, filed_before: Entries | None = None) -> Outcome:
    """Both taxes of what is entered, and of the year before."""
    from app.tax.load import income_years

    problems, result, refused = _computed(entries)
    year = entries["income_year"] - 1
    before = None
    if year in income_years():
        before = _computed(filed_before or {**entries, "income_year": year})[1]
    return Outcome(problems, refused, result, before, filed_before is not None and before is not None)


def with_changes(entries: Entries, changes: Mapping[str, Any]) -> Entries:
    """もしも: a copy with other values at some paths."""
    for path, value in changes.items():
        entries = with_entry(entries, path, value)
    return entries


def _computed(entries: Entries) -> tuple[tuple[Problem, ...], TaxResult | None, Refused | None]:
    from app.json_input import without
    from app.tax.calculate import calculate
    from app.tax.return_file import parse_return

    try:
        return (), calculate(parse_return(entries)), None
    except Refused as error:
        return (), None, error
    except InvalidInput as error:
        problems = error.problems
    try:
        return problems, calculate(parse_return(without(entries, problems))), None
    except KnownError:
        return problems, None, None
