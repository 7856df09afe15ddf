"""The child process: a foreign PDF on standard input, one line of facts and the cleaned PDF on standard output."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from forms.intake.blank import Blank, UnsafeBlank
from forms.intake.limits import Limits, limit_this_process


def main() -> None:
    """Limits first; only then is anything read or the PDF library loaded."""
    limit_this_process(Limits())
    from forms.intake.clean import MOST_BYTES, clean

    try:
        blank = clean(sys.stdin.buffer.read(MOST_BYTES + 1))
    except UnsafeBlank as error:
        _answer({"reason": error.reason}, b"")
    else:
        _answer(_facts(blank), blank.pdf)


def _facts(blank: Blank) -> dict[str, object]:
    facts = asdict(blank)
    del facts["pdf"]
    return facts


def _answer(facts: dict[str, object], pdf: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + pdf)


if __name__ == "__main__":
    main()
