"""Strict reading of the chip's tagged objects: two-byte tags, lengths of one, two or three bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import UnreadableCard

LARGEST_OBJECT = 4096
"""Bytes; no public figure exists, basic information is a few hundred."""
LARGEST_FILE = 0x7FFF
"""Bytes; how far READ BINARY reaches. The pictures of the card's surface are several kilobytes."""


@dataclass(frozen=True)
class Header:
    """`size` is the header's own length, `length` that of the value, both in bytes."""

    tag: int
    length: int
    size: int

    @property
    def end(self) -> int:
        return self.size + self.length


@dataclass(frozen=True)
class TlvObject:
    """One object; `raw` is header and value as stored, `start` its place in the file."""

    tag: int
    value: bytes
    raw: bytes
    start: int


Objects = Mapping[int, TlvObject]


def header(data: bytes, limit: int = LARGEST_OBJECT) -> Header:
    """The header at the beginning of `data`; UnreadableCard where there is none, or its value has more than `limit`."""
    if len(data) < 3:
        raise UnreadableCard("tlv_truncated")
    extra = {0x81: 1, 0x82: 2}.get(data[2], 0)
    if extra == 0 and data[2] > 0x7F:
        raise UnreadableCard("tlv_length")
    if len(data) < 3 + extra:
        raise UnreadableCard("tlv_truncated")
    length = int.from_bytes(data[3 : 3 + extra]) if extra else data[2]
    if length > limit:
        raise UnreadableCard("tlv_too_long")
    return Header(int.from_bytes(data[:2]), length, 3 + extra)


def outer(data: bytes, tag: int, limit: int = LARGEST_OBJECT) -> TlvObject:
    """The object that fills a file, without the filler behind it."""
    head = header(data, limit)
    if head.tag != tag:
        raise UnreadableCard("tlv_tag")
    if head.end > len(data):
        raise UnreadableCard("tlv_truncated")
    return TlvObject(tag, data[head.size : head.end], data[: head.end], 0)


def children(parent: TlvObject) -> Objects:
    """The objects inside, each tag once, filling the parent but for filler; `start` counts from its first byte."""
    found: dict[int, TlvObject] = {}
    offset = len(parent.raw) - len(parent.value)
    while offset < len(parent.raw) and not _is_filler(parent.raw[offset:]):
        head = header(parent.raw[offset:], len(parent.raw))
        if offset + head.end > len(parent.raw):
            raise UnreadableCard("tlv_truncated")
        if head.tag in found:
            raise UnreadableCard("tlv_twice")
        raw = parent.raw[offset : offset + head.end]
        found[head.tag] = TlvObject(head.tag, raw[head.size :], raw, offset)
        offset += head.end
    return found


def _is_filler(rest: bytes) -> bool:
    """No tag of these files begins with 00 or FF once inside."""
    return rest[0] in (0x00, 0xFF) and rest.count(rest[0]) == len(rest)


def encode(tag: int, value: bytes) -> bytes:
    """An object as the card writes it: from 128 bytes on always `82 hi lo`."""
    length = bytes((len(value),)) if len(value) < 128 else b"\x82" + len(value).to_bytes(2)
    return tag.to_bytes(2) + length + value
