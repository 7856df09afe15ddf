"""A counter reads all day: what one reading needs is given back, a thousand times."""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from app.card.connection import Talk
from app.card.read import read_card, read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedConnection
from models.card import SecretKind
from tests import reader_service
from tests.app.card.people import NUMBER_B, PIN, chip
from tests.reader_service import card_laid

PAGE = 4096  # bytes
NOISE = 32_768  # bytes: free lists and the like; one picture kept of each reading would be a hundred times that


def kept(read: Callable[[], object], warm: int, times: int) -> int:
    """Bytes of Python objects that `times` readings left behind, after `warm` that may fill caches."""
    for _ in range(warm):
        read()
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(times):
            read()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def test_a_hundred_readings_with_pictures_leave_nothing_behind() -> None:
    one = chip()
    request = ReadRequest(kind=SecretKind.NUMBER_B, images=True, presence=True)

    def read() -> None:
        with Talk(SimulatedConnection(one)) as talk:
            assert read_connected(talk, request, lambda: Secret(request.kind, NUMBER_B)).images

    assert kept(read, warm=5, times=100) < NOISE


@pytest.mark.nightly
@pytest.mark.reader
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent")
def test_a_thousand_readings_through_the_service_leave_nothing_behind() -> None:
    def read() -> None:
        reading = read_card(ReadRequest(timeout=10), lambda: Secret(SecretKind.PIN, PIN), Event())
        assert reading.integrity == "consistent"

    with reader_service.running(), card_laid(chip()):
        read()
        assert kept(read, warm=50, times=500) < NOISE
        before = _resident()
        for _ in range(450):
            read()
        assert _resident() - before < 2_000_000


def _resident() -> int:
    """Bytes of this process in memory, with what libraries in C hold."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE
