"""After a reading the secret is nowhere: not in the process's memory, the log, an exception or a traceback.

The process that reads is another one than the test's, which knows the secret: the test looks into its memory from
outside, as somebody would who got hold of the counter's PC.
"""

import logging
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import BinaryIO

import pytest

from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import ChipSecret, SimulatedConnection
from app.errors import CardMoved, KnownError
from models.card import SecretKind
from tests import reader_service
from tests.app.card.people import chip
from tests.reader_service import card_laid

CODE = b"63050177413958"
"""A code B that nothing else in a process's memory looks like."""
COMMAND_LINE = """
import sys
from threading import Event
from app.cli.secret_line import secret_line
from app.card.read import read_card
from app.card.request import ReadRequest
from app.errors import KnownError
from models.card import SecretKind

request = ReadRequest(kind=SecretKind.NUMBER_B, timeout=10)
try:
    reading = read_card(request, lambda: secret_line(request.kind), Event())
    print(reading.person.birth_date_raw, flush=True)
except KnownError as error:
    print(error.code, flush=True)
sys.stdin.readline()
"""
KEYPAD = """
import os, sys
from threading import Event
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.card.read import read_card
from app.card.request import ReadRequest
from app.errors import KnownError
from models.card import SecretKind
from ui.lanes import Lane
from ui.widgets.pin_pad import PinPad

application = QApplication(["counter", "-platform", "offscreen"])
pad, lane, said = PinPad(), Lane("card"), []
request = ReadRequest(kind=SecretKind.NUMBER_B, timeout=10)

def read():
    secret = pad.take()
    lane.run(lambda: read_card(request, lambda: secret, Event()),
             lambda reading: said.append(reading.person.birth_date_raw), lambda error: said.append(error.code))

pad.complete.connect(read)
pad.ask(SecretKind.NUMBER_B, "")
pad.show()
while (key := os.read(0, 1)) != b"\\n":
    QTest.keyClick(pad, Qt.Key(key[0]))
while not said:
    application.processEvents()
print(said[0], flush=True)
os.read(0, 1)
lane.close()
"""


@contextmanager
def process_after_reading(secret: bytes, script: str) -> Iterator[tuple[int, str]]:
    """A process that has read with the secret and still lives: its id, and what it said of the reading."""
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(secret + b"\n")
    process.stdin.flush()
    said = process.stdout.readline().decode().strip()
    try:
        yield process.pid, said
    finally:
        process.communicate(b"\n", timeout=10)


def found_in_memory(pid: int, needles: list[bytes]) -> list[str]:
    """Where in the process's readable memory any of the needles stands."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            span, rights, *_ = line.split()
            if rights.startswith("r"):
                content = _content(memory, *(int(one, 16) for one in span.split("-")))
                found += [f"{line}: {len(needle)} bytes" for needle in needles if needle in content]
    return found


def _content(memory: BinaryIO, start: int, end: int) -> bytes:
    try:
        memory.seek(start)
        return memory.read(end - start)
    except (OSError, OverflowError, ValueError):  # the system's own pages cannot be read
        return b""


def needles(secret: bytes) -> list[bytes]:
    """The secret, its last and first pieces, and as wide characters."""
    text = secret.decode()
    return [secret, secret[-8:], secret[:8], text.encode("utf-16-le"), text.encode("utf-32-le")]


@pytest.mark.reader
@pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent")
@pytest.mark.parametrize("script", [COMMAND_LINE, KEYPAD], ids=["command line", "keypad"])
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_after_a_reading_the_secret_is_nowhere_in_the_process(right: bool, script: str) -> None:
    one = chip(number_b=ChipSecret(CODE if right else b"00000000000000", 10, 10))
    with reader_service.running(), card_laid(one), process_after_reading(CODE, script) as (pid, said):
        assert said == ("19880501" if right else "wrong_secret")
        assert found_in_memory(pid, [said.encode()]), "the look into the memory finds what is there"
        assert found_in_memory(pid, needles(CODE)) == []


class TornAtVerify(SimulatedConnection):
    """The card goes at the very command that carries the secret."""

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        if command[1] == 0x20 and len(command) > 5:
            raise CardMoved
        return super().transmit(command)


class Refusing(SimulatedConnection):
    """The card answers the secret with nonsense."""

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        return (b"", 0x6F00) if command[1] == 0x20 and len(command) > 5 else super().transmit(command)


@pytest.mark.parametrize("door", [TornAtVerify, Refusing, SimulatedConnection])
def test_no_secret_stands_in_an_exception_its_traceback_or_the_log(
    door: type[SimulatedConnection], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(KnownError) as caught:
        _read_by_code_b(door)
    shown = [f"{caught.value!r} {caught.value.args} {caught.value.facts} {caplog.text}"]
    shown += [f"{frame.f_code.co_name}: {_deep(frame.f_locals)}" for frame in _frames(caught.value)]
    assert len(shown) > 5
    secret = CODE.decode()
    numbers = ", ".join(str(digit) for digit in CODE)
    assert [one for one in shown if secret in one or secret[:8] in one or numbers in one] == []


def _read_by_code_b(door: type[SimulatedConnection]) -> None:
    """The secret is made in a function of its own: the test's frame does not hold it."""
    request = ReadRequest(kind=SecretKind.NUMBER_B)
    read_card(request, _give, Event(), connect=lambda: door(chip()))


def _give() -> Secret:
    return Secret(SecretKind.NUMBER_B, CODE)


def _frames(error: BaseException | None) -> Iterator[FrameType]:
    """Every frame of ours that the error has passed, and those of what it came from; not the test's own."""
    while error is not None:
        for frame, _line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != __file__:
                yield frame
        error = error.__cause__ or error.__context__


def _deep(values: Mapping[str, object]) -> str:
    """What a crash report could show of a frame: every local, and the attributes of our own objects."""
    return " ".join(f"{name}={value!r} {getattr(value, '__dict__', '')}" for name, value in values.items())


def test_growing_shrinking_and_folding_a_secret_leave_no_old_buffer_behind() -> None:
    secret = Secret(SecretKind.PIN)
    buffers = [secret._buffer]
    for digit in "１２34".encode():
        secret.append(digit)
        buffers.append(secret._buffer)
    secret.backspace()
    buffers.append(secret._buffer)
    secret._fold()
    buffers.append(secret._buffer)
    assert bytes(secret._buffer) == b"123"
    assert {bytes(one).strip(b"\0") for one in buffers[:-1]} == {b""}
    secret.wipe()
    assert bytes(buffers[-1]) == b"\0\0\0"
