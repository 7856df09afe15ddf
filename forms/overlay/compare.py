"""What is different between two versions of a form, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from forms.overlay.definition import OfficeSheet, Placement


@dataclass(frozen=True)
class Difference:
    """`kind`: the field is `new`, `gone`, stands elsewhere (`moved`), or is written otherwise (`changed`)."""

    field: str
    kind: Literal["new", "gone", "moved", "changed"]


def differences(older: OfficeSheet, newer: OfficeSheet) -> Iterator[Difference]:
    """In the order of the newer version, what is gone last."""
    for placed in newer.fields:
        before = older.placement(placed.field)
        if before is None:
            yield Difference(placed.field, "new")
        elif (before.areas, before.page) != (placed.areas, placed.page):
            yield Difference(placed.field, "moved")
        elif _style(before) != _style(placed):
            yield Difference(placed.field, "changed")
    yield from (Difference(one.field, "gone") for one in older.fields if newer.placement(one.field) is None)


def _style(placed: Placement) -> tuple[object, ...]:
    return tuple(getattr(placed, field.name) for field in fields(placed) if field.name not in ("areas", "page"))
