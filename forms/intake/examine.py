"""A foreign PDF → a cleaned blank, by a child process that may use little and is not believed more than needed."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, get_args

from forms.intake.blank import Blank, Reason, UnsafeBlank
from forms.intake.limits import Limits

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_ROOT = Path(__file__).resolve().parents[2]
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show a console for a moment
_LONGEST_ANSWER = 64 << 20


def examine(pdf: bytes) -> Blank:
    """The cleaned blank; UnsafeBlank with the reason. Whatever becomes of the child, this process goes on.

    The files between the two have no name: what is in them ends with them.
    """
    with TemporaryFile() as question, TemporaryFile() as answer:
        question.write(pdf)
        question.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 our own command alone
                _command(), stdin=question, stdout=answer, stderr=subprocess.DEVNULL, check=False,
                timeout=Limits().wall_s, cwd=_ROOT, env=_environment(), close_fds=True, creationflags=_NO_WINDOW,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise UnsafeBlank("too_heavy") from None
        if done.returncode:
            raise UnsafeBlank("too_heavy")
        answer.seek(0)
        return _believed(answer.read(_LONGEST_ANSWER))


def _command() -> list[str]:
    return [sys.executable, "-s", "-m", "forms.intake.child"]


def _environment() -> dict[str, str]:
    """Nothing of ours but where Python and the system's libraries are."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": str(_ROOT)}


def _believed(answer: bytes) -> Blank:
    """The answer, where it is one: a child that a file has taken over could say anything."""
    from pydantic import ValidationError

    facts, _, pdf = answer.partition(b"\n")
    reason = facts.removeprefix(b'{"reason": "').removesuffix(b'"}').decode("ascii", "replace")
    if reason in get_args(Reason):
        raise UnsafeBlank(reason)  # type: ignore[arg-type]
    try:
        blank: Blank = _adapter().validate_json(facts[:-1] + b', "pdf": ""}')
    except ValidationError:
        raise UnsafeBlank("too_heavy") from None
    if not pdf.startswith(b"%PDF-") or len(blank.pages) != len(blank.rulings):
        raise UnsafeBlank("damaged")
    return Blank(pdf, blank.pages, blank.hints, blank.rulings, blank.removed)


@cache
def _adapter() -> TypeAdapter[Blank]:
    from pydantic import TypeAdapter

    return TypeAdapter(Blank)
