"""Signing in on the command line: `--user`, and password and one-time code as the first two lines of standard input."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from app.access.session import Seat
from app.cli.secret_line import unechoed
from app.errors import Refused, Usage
from app.journeys.counter import Counter
from app.journeys.signing_in import Proof, SigningIn
from app.paths import DataFolder
from app.storage.receptions import Receptions

_LONGEST_LINE = 300


@contextmanager
def signed_in(arguments: Namespace) -> Iterator[Counter]:
    """The counter with the user's session, for a command marked [store]; the trail's head is signed at the end.

    Usage without `--user`; WrongSecret, Locked or Refused where the sign-in fails: no record is touched then.
    """
    login = getattr(arguments, "user", None)
    if not login:
        raise Usage("--user NAME")
    folder = DataFolder.chosen(getattr(arguments, "data", None))
    if not folder.database.exists():
        raise Refused("no_staff_yet")
    counter = Counter(partial(Receptions.open, folder), "コマンド", folder.forms, seat=Seat())
    signing = SigningIn(counter)
    try:
        if signing.is_first_start():
            raise Refused("no_staff_yet")
        signing.sign_in(Proof(login, _line("パスワード: "), _line("確認コード: ")))
        yield counter
    finally:
        if counter.seat.session is not None:
            signing.sign_out()
        counter.close()


def _line(question: str) -> str:
    """One line of standard input, byte by byte so that nothing after it is swallowed; never echoed."""
    if sys.stdin is None:
        return ""
    asked = sys.stdin.isatty()
    if asked:
        print(question, end="", file=sys.stderr, flush=True)
    typed = bytearray()
    with unechoed(sys.stdin.fileno()), open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as line:
        while len(typed) < _LONGEST_LINE and (one := line.read(1)) and one != b"\n":
            typed += one
    if asked:
        print(file=sys.stderr)
    return typed.decode("utf-8", "replace").rstrip("\r")
