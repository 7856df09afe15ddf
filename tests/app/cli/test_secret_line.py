"""What a person types as a secret is never shown by the terminal."""

import os
import select
import subprocess
import sys
import time

import pytest

from app.cli.secret_line import secret_line
from app.paths import RESOURCES
from app.sentences import LANGUAGES, explained
from models.card import SecretKind

ASK = """
from app.cli.secret_line import secret_line
from app.sentences import LANGUAGES, explained
from models.card import SecretKind
secret = secret_line(SecretKind.PIN, "PIN?")
assert secret is not None and bytes(secret.checked()) == b"1234"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_typed_secret_is_not_echoed_and_the_terminal_is_as_before() -> None:
    import pty
    import termios

    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    asking = subprocess.Popen([sys.executable, "-c", ASK], stdin=slave, stderr=subprocess.PIPE, cwd=RESOURCES.parent)
    while termios.tcgetattr(slave)[3] & termios.ECHO:
        time.sleep(0.01)
    os.write(master, b"1234\n")
    asked = asking.communicate(timeout=30)[1]
    assert (asking.returncode, asked) == (0, b"PIN?\n")
    assert select.select([master], [], [], 0)[0] == []  # nothing came back to be shown
    assert termios.tcgetattr(slave) == before
    os.close(slave)
    os.close(master)


def test_every_secret_has_its_question() -> None:
    for kind in SecretKind:
        assert all(explained(f"ask.{kind}", language) for language in LANGUAGES)


def test_without_standard_input_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert secret_line(SecretKind.PIN) is None
