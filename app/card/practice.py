"""Practice cards: an invented person's chip, laid on the virtual reader of the reader service.

For demonstration, training and tests alone: an installed counter never opens the virtual reader's port.
"""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from app.card.simulated.chip import ATR, ChipSecret, SimulatedChip
from app.card.simulated.my_number import ChipData, my_number_chip
from app.errors import InvalidInput, Problem

DEFAULT_PORT = 35963
_KEYS = {"name", "address", "birth_date", "sex", "individual_number", "expires_on", "pin", "number_a", "number_b"}
_OPTIONAL = {"pin_tries", "right_digests", "situation"}
_POWER_OFF, _POWER_ON, _RESET, _GIVE_ATR = 0, 1, 2, 4


def load_persona(path: Path) -> ChipData:
    """An invented person from a TOML file; every fault of it as InvalidInput."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InvalidInput([Problem(str(path), "読めないファイル", "練習カードのTOML")]) from None
    if problems := list(_problems(data)):
        raise InvalidInput(problems)
    plain = {key: data[key] for key in ("name", "address", "birth_date", "sex", "individual_number", "expires_on")}
    return ChipData(
        **plain,
        pin=ChipSecret(data["pin"].encode(), data.get("pin_tries", 3)),
        number_a=ChipSecret(data["number_a"].encode(), 10),
        number_b=ChipSecret(data["number_b"].encode(), 10),
        right_digests=data.get("right_digests", True),
    )


def _problems(data: dict[str, object]) -> Iterator[Problem]:
    for key in sorted(data.keys() - _KEYS - _OPTIONAL):
        yield Problem(key, "知らない項目", ", ".join(sorted(_KEYS | _OPTIONAL)))
    for key in sorted(_KEYS):
        if not isinstance(data.get(key), str):
            yield Problem(key, "ない、または文字列ではない", "文字列")


def practice_chip(path: Path) -> SimulatedChip:
    return my_number_chip(load_persona(path))


def serve(chip: SimulatedChip, port: int, cancel: Event, ready: Callable[[], None] | None = None) -> None:
    """Lay the card on the virtual reader until cancelled (vpcd protocol: two bytes of length, then the body)."""
    while not cancel.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.settimeout(0.2)
                if ready:
                    ready()
                _answer(chip, line, cancel)
        except OSError:
            cancel.wait(0.1)  # the reader service is not there yet, or has gone: try again


def _answer(chip: SimulatedChip, line: socket.socket, cancel: Event) -> None:
    while not cancel.is_set():
        message = _receive(line, cancel)
        if message is None:
            return
        if len(message) == 1:
            answer = _control(chip, message[0])
        else:
            data, status = chip.process(message)
            answer = data + status.to_bytes(2)
        if answer is not None:
            line.sendall(len(answer).to_bytes(2) + answer)


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
