"""A secret from standard input: one line, byte by byte into a buffer that is wiped, and never echoed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.card.secret import Secret
from models.card import SecretKind

_LONGEST_LINE = 64
_WINDOWS_ECHO = 0x0004  # ENABLE_ECHO_INPUT


def secret_line(kind: SecretKind, question: str = "") -> Secret | None:
    """The line's secret; None where the line is empty, or there is no standard input.

    A person at a terminal is asked `question`, on standard error.
    """
    if sys.stdin is None:
        return None
    asked = sys.stdin.isatty()
    if asked:
        print(question, end="", file=sys.stderr, flush=True)
    secret = Secret(kind)
    one = bytearray(1)
    with unechoed(sys.stdin.fileno()), open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as line:
        while line.readinto(one) and one[0] not in b"\r\n":
            secret.append(one[0])
            if len(secret) >= _LONGEST_LINE:
                break
    one[0] = 0
    if asked:
        print(file=sys.stderr)
    return secret if len(secret) else None


def one_line(longest: int = 400) -> str:
    """A line that a person types or pastes, never echoed; empty where there is no standard input."""
    if sys.stdin is None:
        return ""
    with unechoed(sys.stdin.fileno()):
        return sys.stdin.readline(longest)


@contextmanager
def unechoed(line: int) -> Iterator[None]:
    """Where a person types, the terminal does not show it."""
    if not os.isatty(line):
        yield
    elif sys.platform == "win32":
        with _unechoed_console(line):
            yield
    else:
        import termios

        before = termios.tcgetattr(line)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(line, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            termios.tcsetattr(line, termios.TCSADRAIN, before)


if sys.platform == "win32":

    @contextmanager
    def _unechoed_console(line: int) -> Iterator[None]:
        import ctypes
        import msvcrt

        console = msvcrt.get_osfhandle(line)
        mode = ctypes.c_ulong()
        ctypes.windll.kernel32.GetConsoleMode(console, ctypes.byref(mode))
        ctypes.windll.kernel32.SetConsoleMode(console, mode.value & ~_WINDOWS_ECHO)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleMode(console, mode.value)
