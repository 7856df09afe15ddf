"""Qt for Python on Python 3.11: keep None, True and False alive.

Qt for Python 6.12 is built for Python 3.12 and later, where these three cannot die: each call of a Qt method without
a result gives a reference to None back that it never took. Python 3.11 counts them, and at zero it ends the process:
after some ten thousand calls, in the middle of a visitor.
"""

from __future__ import annotations

import sys

_MANY = 1 << 40  # references: more calls than a counter makes in a century


def keep() -> None:
    """Give the three so many references that they never run out. From Python 3.12 on there is nothing to do."""
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for one in (None, True, False):
        ctypes.c_ssize_t.from_address(id(one)).value += _MANY
