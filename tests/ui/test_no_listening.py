"""The running window has no socket to the network at all: nothing listens, nothing calls."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from tests.ui.test_window import CounterWithCard
from ui.areas import GUIDE, RECEPTION, TALK, TAX
from ui.window import Window

TABLES = ("tcp", "tcp6", "udp", "udp6")


def network_sockets() -> set[str]:
    """The inodes of this process's own sockets that stand in the system's tables of the network."""
    own = set()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target = str(handle.readlink())
        except OSError:  # the listing's own handle has gone
            continue
        if target.startswith("socket:["):
            own.add(target[8:-1])
    listed = set()
    for table in TABLES:
        lines = Path(f"/proc/self/net/{table}").read_text(encoding="utf-8").splitlines()[1:]
        listed |= {line.split()[9] for line in lines}
    return own & listed


@pytest.mark.skipif(sys.platform != "linux", reason="the tables of Linux")
def test_a_window_in_use_has_no_socket_to_the_network(counter: Counter, qtbot: QtBot) -> None:
    before = network_sockets()
    window = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    window.show()
    qtbot.waitExposed(window)
    for door in (RECEPTION, TAX, TALK, GUIDE):
        window.enter(door)
        qtbot.wait(50)
        assert network_sockets() <= before
        window.start()
    window.close()
    window.deleteLater()


@pytest.mark.skipif(sys.platform != "linux", reason="the tables of Linux")
def test_the_look_at_the_sockets_sees_one(socket_enabled: None) -> None:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        assert network_sockets()
    assert not network_sockets()
