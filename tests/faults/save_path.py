"""A way in which something is saved, with what has to be true whenever it is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.paths import DataFolder
from tests.faults import records
from tests.faults.forks import Deed

Deeds = Callable[[DataFolder, Random], Iterator[Deed]]
Faults = Callable[[DataFolder, Sequence[Deed]], Iterator[str]]
READY: Deed = {"ready": True}


def nothing(_folder: DataFolder) -> None:
    """What most paths need before they can be walked."""


def no_faults(_folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    """The records of the store are all that the path touches."""
    return iter(())


@dataclass(frozen=True)
class SavePath:
    """`deeds` tells READY when it is about to begin, then each deed once it was acknowledged.

    It is cut off within `span` seconds of one of its first `promised` deeds; `rounds` is how many cuts one store bears
    before a new one is taken. `mended` is what a person or the next start does, `lost` and `half` what is wrong then.
    """

    name: str
    deeds: Deeds
    span: float = 0.05
    promised: int = 6
    rounds: int = 25
    weight: int = 1
    before: Callable[[DataFolder], None] = nothing
    mended: Callable[[DataFolder], None] = nothing
    also_lost: Faults = no_faults
    also_half: Faults = no_faults

    def lost(self, folder: DataFolder, told: Sequence[Deed]) -> list[str]:
        return [*records.lost(folder, told), *self.also_lost(folder, told)]

    def half(self, folder: DataFolder, told: Sequence[Deed]) -> list[str]:
        return [*records.half(folder), *self.also_half(folder, told)]
