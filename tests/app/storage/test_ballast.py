"""A really full disk: what is under way can still be saved once, and everybody can know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import StorageFailure
from app.paths import DataFolder
from app.storage.ballast import Ballast
from app.storage.receptions import Receptions
from models.reception import Reception, Step
from tests.app.storage.test_receptions import reception
from tests.small_disk import small_disk

_SIZE = 1 << 20


def fill(place: Path) -> None:
    """Until not a byte is left."""
    with suppress(OSError), (place / "others").open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def saves_until_nothing_goes(store: Receptions, last: Reception, place: Path, ballast: Ballast) -> Iterator[Reception]:
    with suppress(StorageFailure):
        while True:
            if ballast.aboard:
                fill(place)
            yield (last := store.save(last))


def test_the_reception_under_way_is_saved_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16 << 20) as place:
        folder = DataFolder(place / "data")
        with closing(Receptions.open(folder)) as store:
            ballast = store._ballast = Ballast(folder, _SIZE)
            under_way = store.save(reception())
            assert ballast.take()
            fill(place)
            done = replace(under_way, step=Step.DONE)
            saved = list(saves_until_nothing_goes(store, done, place, ballast))
            assert not ballast.aboard
        (place / "others").unlink()
        with closing(Receptions.open(folder)) as store:
            assert store.get(under_way.id).revision == saved[-1].revision >= 2


def test_no_ballast_is_taken_where_room_is_short(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 5 << 20) as place:
        folder = DataFolder(place).make()
        assert not Ballast(folder, _SIZE).take()
        assert Ballast(folder, _SIZE // 4).take()
        assert sum(file.stat().st_blocks * 512 for file in place.iterdir()) >= _SIZE // 4


def test_another_failure_costs_no_ballast(tmp_path: Path) -> None:
    ballast = Ballast(DataFolder(tmp_path), _SIZE)
    ballast.take()
    calls = []

    def save() -> None:
        calls.append(1)
        raise StorageFailure("busy")

    with pytest.raises(StorageFailure):
        ballast.sparing(save)
    assert (len(calls), ballast.aboard) == (1, True)
