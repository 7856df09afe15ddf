"""Habits of every test: a stray thread or an unexpected warning in the log fails the test that left it."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing on a busy machine
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def keys_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """This machine's key store is not for tests: theirs is a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MADOGUCHI_KEYS", str(tmp_path_factory.mktemp("keys")))
        yield


class _Warnings(logging.Handler):
    """Collects what is logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_stray_warning() -> Iterator[None]:
    """A test during which something warns in the log has found a defect."""
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    assert handler.messages == []


@pytest.fixture(autouse=True)
def no_stray_thread() -> Iterator[None]:
    """Whoever starts a thread ends it: what still runs a second after the test is a leak."""
    before = set(threading.enumerate())
    yield
    limit = time.monotonic() + 1
    while (left := _running_since(before)) and time.monotonic() < limit:
        time.sleep(0.01)
    assert left == []


def _running_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
