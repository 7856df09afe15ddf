"""The ward's server killed, its wire cut, its day in a rush: nothing lost, nothing double, nobody waits."""

from __future__ import annotations

import sys

import pytest

from tests.faults.bench import run, wrong

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the server of the tests is Debian's"),
    pytest.mark.timeout(600),
]


@pytest.mark.parametrize(("part", "least"), [("server_kill", 3), ("wire", 40), ("rush", 60)])
def test_whatever_happens_to_the_server_nothing_is_lost_and_nothing_double(part: str, least: int) -> None:
    found = run(part)
    assert wrong(found) == []
    assert sum(one["tried"] for one in found) >= least
