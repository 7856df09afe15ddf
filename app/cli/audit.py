"""`audit verify|export`: the trail looked through, and handed out with a signature."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.cli.sign_in import signed_in
from app.journeys.auditing import Auditing


def verify(arguments: Namespace) -> Facts:
    """Whether the trail holds, and each place where it does not."""
    with signed_in(arguments) as counter:
        verdict = Auditing(counter).verify()
    return {
        "holds": verdict.holds,
        "entries": verdict.entries,
        "anchors": verdict.anchors,
        "faults": [{"seq": one.seq, "damage": str(one.damage)} for one in verdict.faults],
    }


def export(arguments: Namespace) -> Facts:
    """The whole trail as JSON Lines beside its signature, in a folder."""
    with signed_in(arguments) as counter:
        made = Auditing(counter).export(arguments.out)
    return {
        "file": str(made.trail),
        "signature": str(made.signature),
        "public_key": made.public_key,
        "entries": made.entries,
    }
