"""Statistics without names: counts by day, month or year, with small numbers hidden, on the screen and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from app.access.guard import guarded
from app.formula_cells import safe_cell
from app.journeys.at_counter import AtCounter
from models.statistics import Count, Kind, Span

SMALL = 5
"""Fewer than so many are not told apart: one birth of a day in one language is somebody."""
FEW = f"{SMALL}未満"


class Statistics(AtCounter):
    """Of one counter's store."""

    @guarded
    def counts(self, kind: Kind, since: date, until: date, span: Span) -> Sequence[Count]:
        """Both days included. Whoever shows them hides the small ones (`shown`)."""
        return self._counter.receptions.tally.counts(kind, since, until, span)

    @guarded
    def export(self, kind: Kind, since: date, until: date, span: Span) -> bytes:
        """A table (CSV, UTF-8 with BOM), small numbers hidden; noted in the trail."""
        found = self._counter.receptions.tally.counts(kind, since, until, span)
        self._counter.receptions.audit.note("statistics.exported", count=len(found), format="csv")
        return to_csv(found)


def shown(count: Count) -> str:
    """A count as it may be read; those of all receptions and of steps tell of nobody."""
    return f"{count.times:,}" if count.times >= SMALL else FEW


def minutes(count: Count) -> str:
    """Of one reception on the average, where there are enough of them."""
    return f"{count.seconds / count.times / 60:.1f}" if count.times >= SMALL and count.seconds else ""


def to_csv(found: Sequence[Count]) -> bytes:
    """Every cell quoted, none of them a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("期間", "項目", "件数", "1件あたりの分"))
    writer.writerows([safe_cell(cell) for cell in (one.when, one.key, shown(one), minutes(one))] for one in found)
    return out.getvalue().encode("utf-8-sig")
