"""A disk that forgets: what stands on it when the power fails, of what it was asked to keep.

A file's content is certain once the file was synchronised, a name once its folder was. Everything later may be there or
not: a write sector by sector (512 bytes), names in the order in which they were made, as a journal keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.faults.shim import Request

SECTOR = 512


@dataclass
class _File:
    """Certain content, and requests that are not certain yet."""

    certain: bytearray = field(default_factory=bytearray)
    pending: list[Request] = field(default_factory=list)

    def settle(self) -> None:
        for request in self.pending:
            _apply(self.certain, request)
        self.pending.clear()

    def torn(self, dice: Random, share: float) -> bytes:
        """With this share of what is pending, sector by sector."""
        content = bytearray(self.certain)
        for request in self.pending:
            for part in _sectors(request):
                if dice.random() < share:
                    _apply(content, part)
        return bytes(content)


class Disk:
    """Fed with requests one after the other; `left` tells what a power cut now would leave."""

    def __init__(self) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._pending: list[Request] = []

    def take(self, request: Request) -> None:
        if request.what == "s":
            self._sync(request)
        elif request.what in "wt":
            self._files.setdefault(request.inode, _File()).pending.append(request)
        else:
            if request.what == "c":
                self._files[request.inode] = _File()
            elif request.what == "m":  # the number of a file that is gone may be a folder's now
                self._files.pop(request.inode, None)
            self._pending.append(request)

    def left(self, dice: Random, share: float) -> dict[str, bytes]:
        """Path → content, with this share of what is not certain (0 nothing, 1 all)."""
        names = dict(self._names)
        for request in self._pending[: round(len(self._pending) * share)]:
            _rename(names, request)
        return {path: self._files[inode].torn(dice, share) for path, inode in names.items() if inode in self._files}

    def _sync(self, request: Request) -> None:
        if request.inode in self._files:
            self._files[request.inode].settle()
            return
        mine = [one for one in self._pending if _folder(one) == request.path]
        for one in mine:
            _rename(self._names, one)
        self._pending = [one for one in self._pending if one not in mine]


def put(left: dict[str, bytes], old: Path, new: Path) -> None:
    """The files below `old` laid out below `new`."""
    for path, content in left.items():
        target = new / Path(path).relative_to(old)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _folder(request: Request) -> str:
    return (request.second or request.path).rpartition("/")[0]


def _rename(names: dict[str, int], request: Request) -> None:
    if request.what == "c":
        names[request.path] = request.inode
    elif request.what == "u":
        names.pop(request.path, None)
    elif request.what == "l" and request.path in names:
        names[request.second] = names[request.path]
    elif request.what == "r":
        _move(names, request.path, request.second)


def _move(names: dict[str, int], old: str, new: str) -> None:
    """A file, or a folder with all that is in it."""
    for path in [one for one in names if one == old or one.startswith(f"{old}/")]:
        names[new + path[len(old) :]] = names.pop(path)


def _sectors(request: Request) -> Iterable[Request]:
    """A write as the disk makes it."""
    if request.what != "w":
        return [request]
    first = SECTOR - request.place % SECTOR
    cuts = [0, *range(first, len(request.data), SECTOR), len(request.data)]
    return [
        Request("w", request.inode, request.place + begin, request.path, "", request.data[begin:end])
        for begin, end in pairwise(cuts)
    ]


def _apply(content: bytearray, request: Request) -> None:
    if request.what == "t":
        del content[request.place :]
        content.extend(bytes(request.place - len(content)))
        return
    content.extend(bytes(max(0, request.place - len(content))))
    content[request.place : request.place + len(request.data)] = request.data
