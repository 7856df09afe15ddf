"""Work in a copy of this process that can be killed at any moment. Forked, it begins at once: everything is loaded."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Deed = dict[str, Any]
"""What a child tells after each acknowledged deed: small enough to be written in one piece."""


class ChildFailed(Exception):
    """A child ended by a bug of its own; its traceback stands on standard error."""


@dataclass(frozen=True)
class Ended:
    """What a child told until it ended, and whether it was killed before it was through."""

    told: list[Deed]
    killed: bool


def chance(*seed: object) -> random.Random:
    """A repeatable one; it guards no secret."""
    return random.Random("-".join(map(str, seed)))  # noqa: S311


def apart(work: Callable[[], Any]) -> Any:
    """What `work` returns (as JSON carries it), done in a process of its own; ChildFailed for any exception."""
    return running(lambda: iter([{"value": work()}])).until_end().told[-1]["value"]


@dataclass(frozen=True)
class Child:
    """A running child; `pipe` gives what it tells."""

    pid: int
    pipe: int

    def until_end(self) -> Ended:
        return self._gathered(b"")

    def killed(self, deeds: int, delay: float) -> Ended:
        """`delay` seconds after so many deeds were told, of one that does not end before."""
        content = b""
        while content.count(b"\n") < deeds and (more := os.read(self.pipe, 1 << 16)):
            content += more
        time.sleep(delay)
        os.kill(self.pid, signal.SIGKILL)
        return self._gathered(content)

    def _gathered(self, content: bytes) -> Ended:
        while more := os.read(self.pipe, 1 << 16):
            content += more
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if status and not killed:
            raise ChildFailed(status)
        return Ended([json.loads(line) for line in content.splitlines()], killed)


def running(work: Callable[[], Iterator[Deed]]) -> Child:
    """A child that tells each deed of `work` as it is done."""
    sys.stderr.flush()
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return Child(pid, read)
    os.close(read)
    code = 1
    try:
        for deed in work():
            os.write(write, (json.dumps(deed) + "\n").encode())
        code = 0
    except BaseException:  # noqa: BLE001 the copy must not go on as the original
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)
