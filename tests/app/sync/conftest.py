"""One PostgreSQL for all tests of these modules; each test has its database empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.sync.ward import WardOffice, ward_office
from tests.postgres import Postgres, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as one:
        yield one


@pytest.fixture
def ward(server: Postgres, tmp_path: Path) -> Iterator[WardOffice]:
    with ward_office(server, tmp_path) as office:
        yield office
