"""The real reader service for tests: used where it runs, else started and stopped here."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from app.card.pcsc import list_readers, reader_names
from app.card.practice import DEFAULT_PORT, serve
from app.card.simulated.chip import SimulatedChip
from app.errors import NoReader
from models.card import CardKind

SOCKET = Path("/run/pcscd/pcscd.comm")
VIRTUAL = "Virtual PCD 00 00"
OWN: subprocess.Popen[bytes] | None = None


def available() -> bool:
    return shutil.which("pcscd", path="/usr/sbin:/usr/bin") is not None and Path("/etc/reader.conf.d/vpcd").exists()


def answers() -> bool:
    try:
        return bool(reader_names())
    except NoReader:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)


def start() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        ["/usr/sbin/pcscd", "--foreground"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until(answers)
    return process


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(10)


@contextmanager
def running() -> Iterator[None]:
    """A reader service that answers."""
    global OWN  # noqa: PLW0603 one service a machine
    if answers():
        yield
        return
    OWN = start()
    try:
        yield
    finally:
        stop(OWN)
        OWN = None


def restart(between: Callable[[], None]) -> None:
    """Stop the test's own service, do something while it is away, and start it again."""
    global OWN  # noqa: PLW0603 one service a machine
    assert OWN is not None
    stop(OWN)
    between()
    OWN = start()


@contextmanager
def card_laid(chip: SimulatedChip, port: int = DEFAULT_PORT) -> Iterator[None]:
    """A practice card on the virtual reader; taken away at the end."""
    cancel = Event()
    thread = Thread(target=serve, args=(chip, port, cancel))
    thread.start()
    try:
        wait_until(lambda: any(reader.card is not CardKind.NONE for reader in list_readers()))
        yield
    finally:
        cancel.set()
        thread.join()
        wait_until(lambda: all(reader.card is CardKind.NONE for reader in list_readers()))
