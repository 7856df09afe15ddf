"""Habits of the window's tests: a window left behind fails, and so does a warning of Qt."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.signed_in import seat_of
from ui import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(
            pytest.mark.qt_log_ignore("pipewire-0.3", "pa_context_connect")
        )  # a machine without it has no sound: not our fault


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    assert [type(widget).__name__ for widget in qapp.topLevelWidgets() if widget.isVisible()] == []
    _let_go(qapp)


def _let_go(qapp: QApplication) -> None:
    """What the test built goes before the next one: dressing thousands of dead widgets anew would take seconds."""
    for widget in qapp.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Receptions]:
    receptions = Receptions.open(DataFolder(tmp_path / "data"))
    yield receptions
    receptions.close()


@pytest.fixture
def counter(store: Receptions) -> Counter:
    return Counter(lambda: store, "窓口1", seat=seat_of())
