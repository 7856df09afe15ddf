"""The reader's life on the real service: `python -m tests.benchmarks.reader` (own service, virtual reader).

ratio_300ms: a whole reading of a card that takes 300 ms an exchange ÷ the sum of the card's own time.
insertion_ms, removal_ms: from the card's touching the reader until the watch tells it.
told_after_service_ms: the same, counted from the moment when the reader service itself knows.
recovery_ms: from the service's being back after a kill until the watch tells the card again.
screen_ms: from the last digit on the pad until the holder's name stands on the next page.
idle_cpu: processor time of the watching process ÷ time, with nothing happening.
growth_kb: memory that 300 readings left behind.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

from app.card.pcsc import Service
from app.card.practice import DEFAULT_PORT, serve
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip
from app.card.simulated.faults import Fault, FaultyChip
from app.card.watch import watch
from models.card import CardKind, CardReading, Readers, SecretKind
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import VIRTUAL, card_laid, restart, wait_until
from tests.signed_in import seat_of

ROUNDS = 7


def read() -> CardReading:
    return read_card(ReadRequest(timeout=10), lambda: Secret(SecretKind.PIN, PIN), Event())


def ratio_300ms() -> float:
    with card_laid(FaultyChip(chip(), Fault(delay_ms=300))):
        began = time.perf_counter()
        exchanges = read().exchanges
        return (time.perf_counter() - began) / (exchanges * 0.3)


@contextmanager
def watching() -> Iterator[Callable[[], CardKind | None]]:
    """What the watch has told last of the virtual reader."""
    seen: list[Readers] = [None]
    cancel = Event()
    thread = Thread(target=watch, args=(seen.append, cancel))
    thread.start()
    try:
        yield lambda: next((one.card for one in seen[-1] or () if one.name == VIRTUAL), None)
    finally:
        cancel.set()
        thread.join()


def until(condition: Callable[[], bool]) -> float:
    """Milliseconds until it is so."""
    began = time.perf_counter()
    while not condition():
        time.sleep(0.0005)
    return (time.perf_counter() - began) * 1000


def laid(one: SimulatedChip) -> tuple[Event, Thread]:
    cancel, touched = Event(), Event()
    thread = Thread(target=serve, args=(one, DEFAULT_PORT, cancel, touched.set))
    thread.start()
    touched.wait()
    return cancel, thread


def insertion() -> dict[str, float]:
    inserted, removed, after_service = [], [], []
    with watching() as card, Service() as service:
        for _ in range(ROUNDS):
            wait_until(lambda: card() is CardKind.NONE)
            cancel, thread = laid(chip())
            began = time.perf_counter()
            until(lambda: service.presences()[VIRTUAL].card)
            after_service.append(until(lambda: card() is CardKind.MY_NUMBER))
            inserted.append((time.perf_counter() - began) * 1000)
            cancel.set()
            thread.join()
            removed.append(until(lambda: card() is CardKind.NONE))
    return {
        "insertion_ms": round(median(inserted)),
        "removal_ms": round(median(removed)),
        "told_after_service_ms": round(median(after_service), 1),
    }


def recovery() -> dict[str, float]:
    times = []
    with watching() as card:
        cancel, thread = laid(chip())
        for _ in range(ROUNDS):
            wait_until(lambda: card() is CardKind.MY_NUMBER)
            restart(lambda: wait_until(lambda: card() is None), how=signal.SIGKILL)
            times.append(until(lambda: card() is CardKind.MY_NUMBER))
        cancel.set()
        thread.join()
    return {"recovery_ms": round(median(times)), "recovery_worst_ms": round(max(times))}


def idle_cpu(seconds: float = 5.0) -> float:
    with watching() as card:
        wait_until(lambda: card() is CardKind.NONE)
        before = time.process_time()
        time.sleep(seconds)
        return (time.process_time() - before) / seconds


def growth_kb(times: int = 300) -> int:
    with card_laid(chip()):
        for _ in range(50):
            read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(times):
            read()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def screen_ms() -> float:
    """In the real window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.journeys.counter import Counter
    from app.paths import DataFolder
    from app.storage.receptions import Receptions
    from models.reception import Step
    from ui.areas import RECEPTION
    from ui.reception import ReceptionArea
    from ui.window import Window

    application = QApplication.instance() or QApplication([])

    def settle(condition: Callable[[], bool]) -> None:
        while not condition():
            application.processEvents()

    with (
        card_laid(chip()),
        tempfile.TemporaryDirectory() as data,
        closing(Receptions.open(DataFolder(Path(data)))) as store,
    ):
        window = Window(Counter(lambda: store, "窓口1", seat=seat_of()))
        window.show()
        area = window.area(RECEPTION)
        assert isinstance(area, ReceptionArea)
        times = []
        for _ in range(ROUNDS):
            window.enter(RECEPTION)
            settle(area.pages.read.pad.isEnabled)
            for digit in PIN:
                QTest.keyClick(area.pages.read.pad, Qt.Key(digit))
            began = time.perf_counter()
            settle(lambda: area._work is not None and area._work.reception.step is Step.HOUSEHOLD)
            application.processEvents()
            times.append((time.perf_counter() - began) * 1000)
            window.start()
        window.close()
    return median(times)


if __name__ == "__main__":
    with reader_service.running():
        figures: dict[str, float] = {"ratio_300ms": round(ratio_300ms(), 3), "aim_ratio": 1.2}
        figures |= insertion() | recovery()
        figures |= {"idle_cpu": round(idle_cpu(), 4), "growth_kb": growth_kb()}
        figures["screen_ms"] = round(screen_ms())
    print(json.dumps(figures))
