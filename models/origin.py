"""Where a household comes from, or where it goes: told by the case without being asked."""

from __future__ import annotations

import re

from models.case import Address, Case, Event, Origin

_ABROAD = frozenset({Event.IN_ABR_J, Event.IN_ABR_F, Event.OUT_ABR})
_LEAVING = frozenset({Event.OUT, Event.OUT_SP, Event.OUT_ABR})


def origin_of(case: Case) -> Origin | None:
    """Where from, or for those who leave where to: as it was answered, else as the address says."""
    if case.event in _ABROAD:
        return Origin.ABROAD
    return case.origin or _place(case.new_address if case.event in _LEAVING else case.old_address)


def _place(address: Address | None) -> Origin | None:
    text = address.address if address else ""
    if text.startswith("東京都墨田区"):
        return Origin.WITHIN_SUMIDA
    if text.startswith("東京都"):
        return Origin.OTHER_WARD_TOKYO if re.match(r"東京都[^市郡町村島]+区", text) else Origin.TOKYO_OTHER
    return Origin.OUTSIDE_TOKYO if re.match(r"北海道|京都府|大阪府|.{2,3}県", text) else None
