"""The real reader service for tests: used where it runs, else started and stopped here.

There is one service and one virtual reader a machine: whoever uses them holds a lock, so that two runs side by side
take turns.
"""

import fcntl
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from app.card.pcsc import Service, reader_names
from app.card.practice import DEFAULT_PORT, serve
from app.card.simulated.chip import SimulatedChip
from app.errors import NoReader

VIRTUAL, SECOND = "Virtual PCD 00 00", "Virtual PCD 00 01"
SECOND_PORT = DEFAULT_PORT + 1
OWN: subprocess.Popen[bytes] | None = None
_LOCK = Path(tempfile.gettempdir()) / f"madoguchi-reader-{Path('/proc/self/ns/mnt').stat().st_ino}.lock"
"""One for each view of the file system: the service is found by the path of its socket."""


def available() -> bool:
    return shutil.which("pcscd", path="/usr/sbin:/usr/bin") is not None and Path("/etc/reader.conf.d/vpcd").exists()


def answers() -> bool:
    try:
        return bool(reader_names())
    except NoReader:
        return False


def speaks() -> bool:
    """The service is there, with or without readers."""
    try:
        reader_names()
    except NoReader:
        return False
    return True


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.01)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """With `-c DIR` as arguments: only the readers described there."""
    process = subprocess.Popen(
        ["/usr/sbin/pcscd", "--foreground", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until(speaks if arguments else answers)
    return process


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    process.send_signal(how)
    process.wait(10)


@contextmanager
def alone() -> Iterator[None]:
    """The machine's readers for this test run only, until the end of the block."""
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running() -> Iterator[None]:
    """A reader service that answers."""
    global OWN  # noqa: PLW0603 one service a machine
    with alone():
        if answers():
            yield
            return
        OWN = start()
        try:
            yield
        finally:
            stop(OWN)
            OWN = None


def restart(between: Callable[[], object], *arguments: str, how: signal.Signals = signal.SIGTERM) -> None:
    """Stop or kill the test's own service, do something while it is away, and start it again."""
    global OWN  # noqa: PLW0603 one service a machine
    assert OWN is not None
    stop(OWN, how)
    between()
    OWN = start(*arguments)


def card_lies(reader: str) -> bool:
    with Service() as service:
        presence = service.presences().get(reader)
    return presence is not None and presence.card


@contextmanager
def card_laid(chip: SimulatedChip, port: int = DEFAULT_PORT) -> Iterator[None]:
    """A practice card on the virtual reader; taken away at the end."""
    reader = VIRTUAL if port == DEFAULT_PORT else SECOND
    cancel = Event()
    thread = Thread(target=serve, args=(chip, port, cancel))
    thread.start()
    try:
        wait_until(lambda: card_lies(reader))
        yield
    finally:
        cancel.set()
        thread.join()
        wait_until(lambda: not card_lies(reader))
