"""Taking in the office's extract: read and checked, laid beside what is there, compared, and only then made current."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

from sqlalchemy.orm import Session as Transaction

from app.access.guard import guarded
from app.access.session import Seat
from app.journeys.counter import Counter
from app.journeys.tax_cross_checks import CrossCheck, CrossChecks
from app.storage.tax_difference import FileDifference
from app.storage.tax_intake import Intake, Told
from app.storage.tax_office import TaxOffice
from app.tax_import.read import Extract, Progress


@dataclass
class Preview:
    """What an extract would change. Nothing has changed until `apply`; `discard` leaves no trace of it."""

    files: Sequence[FileDifference]
    warnings: Sequence[CrossCheck]
    _intake: Intake

    def apply(self, told: Told | None = None) -> int:
        """Make it current; returns the number of this taking-in. `told` hears of it within the transaction."""
        return self._intake.apply(told)

    def discard(self) -> None:
        self._intake.discard()


def preview(
    folder: Path, office: TaxOffice, today: date, progress: Callable[[Progress], None], cancel: Event
) -> Preview:
    """Read a whole extract and say what it would change.

    InvalidInput with everything that is wrong, Refused where an individual number stands in it or on the cancel event,
    StorageFailure where the disk is full. In each case what was current stays, and nothing of the extract is kept.
    """
    extract = Extract(folder, today, progress, cancel)
    intake = office.intake()
    checks = CrossChecks()
    intake.begin()
    try:
        for file in extract.files:
            for batch in extract.batches(file):
                checks.see(file.row, batch)
                intake.add(file.row, batch)
        extract.refuse_faults()
        files = intake.difference()
        return Preview(files, checks.found(intake, files), intake)
    except BaseException:
        intake.discard()
        raise


@dataclass(frozen=True)
class ExtractDesk:
    """Taking in, as whoever is signed in may do it; each taking-in stands in the trail."""

    counter: Counter

    @property
    def seat(self) -> Seat:
        return self.counter.seat

    @guarded
    def preview(self, folder: Path, today: date, progress: Callable[[Progress], None], cancel: Event) -> Preview:
        return preview(folder, self.counter.receptions.tax_office, today, progress, cancel)

    @guarded
    def apply(self, found: Preview) -> int:
        """Make it current; returns the number of this taking-in."""
        return found.apply(partial(self._note, "extract.taken_in"))

    @guarded
    def undo(self) -> int:
        """Go back to the extract before; returns the number of the one that was taken back."""
        return self.counter.receptions.tax_office.intake().undo(partial(self._note, "extract.undone"))

    def _note(self, action: str, transaction: Transaction, number: int) -> None:
        self.counter.receptions.audit.note(action, within=transaction, generation=number)
