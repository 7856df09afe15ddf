"""The library behind the recogniser, asked for from two lanes at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from app.speech import libvosk


def test_two_sides_that_begin_at_once_share_one_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of one instance is no model to another."""

    @cache
    def slowly() -> tuple[object, object]:
        time.sleep(0.05)
        return object(), object()

    monkeypatch.setattr(libvosk, "_loaded", slowly)
    with ThreadPoolExecutor(4) as lanes:
        found = list(lanes.map(lambda _number: libvosk._library(), range(4)))
    assert len(set(found)) == 1
