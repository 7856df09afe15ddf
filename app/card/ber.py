"""Strict reading of BER-TLV objects as residence cards and driver's licences write them.

Tags of one or two bytes (`1F` is one byte: a licence's fourth condition), lengths of one, two (`81`) or three (`82`)
bytes, filler of `00` or `FF` behind the last object (第二世代在留カード等仕様書 3.2.3.1; JIS X 6320-4). The My Number
card's own form is in `app.card.tlv`.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import UnreadableCard

LARGEST_VALUE = 8192
"""Bytes; the largest object of these cards is the front image of a residence card, 7,000."""
_FILLER = (0x00, 0xFF)
_LONG_TAG, _SHORT_AFTER_ALL = 0x1F, 0x1F


def objects(data: bytes) -> Mapping[int, bytes]:
    """Tag → value, each tag once; UnreadableCard where the data do not hold together."""
    found: dict[int, bytes] = {}
    offset = 0
    while offset < len(data) and data[offset] not in _FILLER:
        tag, offset = _tag(data, offset)
        length, offset = _length(data, offset)
        if offset + length > len(data):
            raise UnreadableCard("tlv_truncated")
        if tag in found:
            raise UnreadableCard("tlv_twice")
        found[tag] = data[offset : offset + length]
        offset += length
    return found


def encode(tag: int, value: bytes) -> bytes:
    """One object in its shortest form."""
    length = len(value)
    if length < 0x80:
        head = bytes((length,))
    else:
        head = b"\x81" + bytes((length,)) if length < 0x100 else b"\x82" + length.to_bytes(2)
    return tag.to_bytes(1 if tag < 0x100 else 2) + head + value


def _tag(data: bytes, offset: int) -> tuple[int, int]:
    first = data[offset]
    size = 2 if first & _LONG_TAG == _LONG_TAG and first != _SHORT_AFTER_ALL else 1
    if offset + size > len(data):
        raise UnreadableCard("tlv_truncated")
    return int.from_bytes(data[offset : offset + size]), offset + size


def _length(data: bytes, offset: int) -> tuple[int, int]:
    first = data[offset] if offset < len(data) else 0x80
    if first < 0x80:
        return first, offset + 1
    more = {0x81: 1, 0x82: 2}.get(first, 0)
    if more == 0 or offset + 1 + more > len(data):
        raise UnreadableCard("tlv_length")
    length = int.from_bytes(data[offset + 1 : offset + 1 + more])
    if length > LARGEST_VALUE:
        raise UnreadableCard("tlv_too_long")
    return length, offset + 1 + more
