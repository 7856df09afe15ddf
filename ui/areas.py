"""The table of areas: a new one is its own module and a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.area import Area, Services
from ui.shell import Shell


@dataclass(frozen=True)
class Door:
    """How the start page offers an area, the key that opens it, and how it is made (imported when first opened)."""

    id: str
    name_ja: str
    about_ja: str
    key: str
    make: Callable[[Shell, Services], Area]


def _reception(frame: Shell, services: Services) -> Area:
    from ui.reception import ReceptionArea

    return ReceptionArea(frame, services)


RECEPTION = "reception"
DOORS = (
    Door(
        RECEPTION,
        "引越し・世帯の手続き",
        "引越し・世帯の変更の手続きを、カードの読み取りから始めます。",
        "F2",
        _reception,
    ),
)
