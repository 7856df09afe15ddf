"""The two tiny models that listen, installed once for all tests that only read them."""

import shutil
from pathlib import Path

import pytest

from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from tests.app.speech.sounds import install_listeners


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A counter that hears Japanese and English."""
    folder = DataFolder(tmp_path_factory.mktemp("counter"))
    install_listeners(folder)
    return folder


@pytest.fixture
def desk(data: DataFolder) -> SpeechDesk:
    return SpeechDesk(data)


@pytest.fixture
def own_data(data: DataFolder, tmp_path: Path) -> DataFolder:
    """The same, for a test that changes it."""
    return DataFolder(Path(shutil.copytree(data.root, tmp_path / "own")))
