"""Practice cards: an invented person's chip, laid on the virtual reader of the reader service.

For demonstration, training and tests alone: an installed counter never opens the virtual reader's port.
"""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from app.card.simulated.chip import ATR, SimulatedChip
from app.card.simulated.faults import Fault, FaultyChip, Mute, Torn

DEFAULT_PORT = 35963
_POWER_OFF, _POWER_ON, _RESET, _GIVE_ATR = 0, 1, 2, 4


def practice_chip(path: Path) -> SimulatedChip:
    """The chip of an invented person's file, faulty where its `[fault]` says so; what is wrong there: InvalidInput."""
    from app.card.simulated import personas  # drawing and certificates, which a counter without practice never loads

    data = personas.read(path)
    fault = data.pop("fault", None)
    chip = personas.chip_of(data)
    return chip if fault is None else FaultyChip(chip, personas.checked(Fault, fault, "fault"))


def situations(folder: Path) -> Mapping[str, str]:
    """What can be practised with the folder's cards: a file's name → its situation, My Number cards first."""
    found = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    cards = [name for name, data in found.items() if "situation" in data]  # households lie there too
    cards.sort(key=lambda name: (found[name].get("card", ""), name))
    return {name: found[name]["situation"] for name in cards}


def serve(chip: SimulatedChip, port: int, cancel: Event, ready: Callable[[], None] | None = None) -> None:
    """Lay the card on the virtual reader until cancelled (vpcd protocol: two bytes of length, then the body).

    A card that is torn out comes back after the time that its fault says.
    """
    while not cancel.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.settimeout(0.2)
                if ready:
                    ready()
                _answer(chip, line, cancel)
        except Torn:
            cancel.wait(chip.fault.away_ms / 1000 if isinstance(chip, FaultyChip) else 1)
        except OSError:
            cancel.wait(0.1)  # the reader service is not there yet, or has gone: try again


def _answer(chip: SimulatedChip, line: socket.socket, cancel: Event) -> None:
    """Until the reader hangs up or the card is taken away."""
    silent = False
    while not cancel.is_set():
        message = _receive(line, cancel)
        if message is None:
            return
        try:
            answer = None if silent else _answer_to(chip, message)
        except Mute:
            silent = True
        except Torn as torn:
            if torn.sent is not None:
                line.sendall((len(torn.sent) + 1).to_bytes(2) + torn.sent)
            raise
        else:
            if answer is not None:
                line.sendall(len(answer).to_bytes(2) + answer)


def _answer_to(chip: SimulatedChip, message: bytes) -> bytes | None:
    if len(message) == 1:
        return _control(chip, message[0])
    data, status = chip.process(message)
    return data + status.to_bytes(2)


def _control(chip: SimulatedChip, code: int) -> bytes | None:
    if code == _GIVE_ATR:
        return ATR
    chip.reset()
    return None


def _receive(line: socket.socket, cancel: Event) -> bytes | None:
    head = _exactly(line, 2, cancel)
    return _exactly(line, int.from_bytes(head), cancel) if head else None


def _exactly(line: socket.socket, count: int, cancel: Event) -> bytes | None:
    """`count` bytes, or None when the reader hung up or the card is taken away."""
    received = b""
    while len(received) < count:
        try:
            piece = line.recv(count - len(received))
        except TimeoutError:
            if cancel.is_set():
                return None
            continue
        _acknowledge_at_once(line)
        if not piece:
            return None
        received += piece
    return received


def _acknowledge_at_once(line: socket.socket) -> None:
    """The driver sends length and body apart; without this each exchange waits 40 ms for a delayed acknowledgement."""
    if hasattr(socket, "TCP_QUICKACK"):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
