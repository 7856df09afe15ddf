"""The shim between program and disk (`shim.c`): built where it is needed, and what it noted."""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADER = struct.Struct("<QQQQQ")
_DATA = (1 << 40) - 1


@dataclass(frozen=True)
class Request:
    """`what`: w(rite), t(runcate), s(ync), c(reate), r(ename), l(ink), u(nlink), m(ake folder), d(rop folder).

    `place` is the offset of a write and the length of a truncation.
    """

    what: str
    inode: int
    place: int
    path: str
    second: str
    data: bytes


def built(place: Path) -> Path:
    """The compiled shim."""
    shim = place / "shim.so"
    if not shim.exists():
        source = Path(__file__).with_name("shim.c")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(shim), str(source), "-ldl"], check=True)
    return shim


def under_shim(place: Path, root: Path, log: Path) -> dict[str, str]:
    """The environment of a process whose requests below `root` are noted."""
    return {
        **os.environ, "LD_PRELOAD": str(built(place)), "FAULTS_ROOT": str(root), "FAULTS_LOG": str(log),
        "MADOGUCHI_KEYS": str(root / "keys"),
    }  # fmt: skip


def full_after(requests: int) -> int:
    """In a process under the shim: the disk is full from then on; how many requests for room there were before."""
    return int(ctypes.CDLL(None).faults_full_after(ctypes.c_long(requests)))


def requests_in(log: Path) -> Iterator[Request]:
    content, at = log.read_bytes(), 0
    while at < len(content):
        what, inode, place, first, rest = _HEADER.unpack_from(content, at)
        at += _HEADER.size
        second, size = rest >> 40, rest & _DATA
        ends = at + first, at + first + second, at + first + second + size
        path, other, data = content[at : ends[0]], content[ends[0] : ends[1]], content[ends[1] : ends[2]]
        yield Request(chr(what), inode, place, path.decode(), other.decode(), data)
        at = ends[2]
