"""The two tiny models, installed once for all tests that only read them."""

from pathlib import Path

import pytest

from app.translation.packages import install
from tests.app.translation.tiny import EN_JA, JA_EN


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models' folder of a counter with Japanese and English."""
    folder = tmp_path_factory.mktemp("counter") / "models"
    for file in (JA_EN, EN_JA):
        install(folder, file)
    return folder
