"""A counter with one reception, and whoever keeps its records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.journeys.counter import Counter
from app.journeys.keeping import Keeper
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception
from tests.signed_in import seat_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    made = DataFolder(tmp_path / "data")
    store = Receptions.open(made)
    store.save(reception())
    store.close()
    return made


@pytest.fixture
def keeper(folder: DataFolder) -> Iterator[Keeper]:
    counter = Counter(lambda: Receptions.open(folder), "窓口1", seat=seat_of())
    yield Keeper(counter, folder)
    counter.close()
