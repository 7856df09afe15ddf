"""The modules of a sheet's 2D code (QR Code, ISO/IEC 18004), ten times as fast as the library draws them.

The text is packed and corrected here (7.4 and 7.5). What all codes of one size share, patterns and mask, is taken from
a sample that the library draws once; its modules are the library's own, dot by dot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, product, zip_longest
from operator import itemgetter
from typing import Any

import segno
from segno import consts
from segno import encoder as library

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PAIRS = {one + other: f"{a * 45 + b:011b}" for (a, one), (b, other) in product(enumerate(LETTERS), repeat=2)}
_BLOCKS: Any = consts.ECC
_PADDING = bytes((0xEC, 0x11))
_MASK = 3  # given, not chosen by trial: of packed data every one is as good
_LEVELS = (consts.ERROR_LEVEL_L, consts.ERROR_LEVEL_M, consts.ERROR_LEVEL_Q, consts.ERROR_LEVEL_H)
_LAST = 40
_REST = "0" * 8  # up to seven modules that no word fills, and then what modules of patterns have
_FREE = 2  # what the library has in a module without a pattern


@dataclass(frozen=True)
class _Size:
    """A version at a level of correction: the words of data of each block, and how many correct them.

    `place` puts a stream of bits into the modules row by row; `shared` is what the modules are without any data.
    """

    version: int
    level: int
    side: int
    blocks: Sequence[int]
    corrections: int
    place: Callable[[str], Sequence[str]]
    shared: int

    def modules(self, text: str) -> int:
        """Row by row from the top left, a bit each, 1 where dark."""
        return int("".join(self.place(_stream(text, self) + _REST)), 2) ^ self.shared


def matrix(text: str) -> Sequence[bytes]:
    """The rows of the smallest code that holds the text of `LETTERS`, a bit a module, each filled up to whole bytes."""
    size = _size(*_smallest(len(text)))
    whole, side = size.modules(text), size.side
    row, width = (1 << side) - 1, -(-side // 8)
    return [
        ((whole >> side * (side - 1 - index) & row) << width * 8 - side).to_bytes(width, "big") for index in range(side)
    ]


def _smallest(length: int) -> tuple[int, int]:
    """The first version with room for so many letters, and the best correction that it leaves room for."""
    for version in range(1, _LAST + 1):
        bits = 4 + _count_bits(version) + length // 2 * 11 + length % 2 * 6
        levels = [level for level in _LEVELS if bits <= 8 * sum(_blocks(version, level))]
        if levels:
            return version, levels[-1]
    raise ValueError("a code's text is too long")


def _count_bits(version: int) -> int:
    return 9 if version < 10 else 11 if version < 27 else 13


@cache
def _blocks(version: int, level: int) -> Sequence[int]:
    return [info.num_data for info in _BLOCKS[version][level] for _ in range(info.num_blocks)]


def _stream(text: str, size: _Size) -> str:
    """The bits in their order of placing: the words of all blocks in turn, then their corrections in turn."""
    words = _words(text, size.version, sum(size.blocks))
    ends = [sum(size.blocks[: index + 1]) for index in range(len(size.blocks))]
    blocks = [words[end - length : end] for end, length in zip(ends, size.blocks, strict=True)]
    corrections = [_correct(block, _multiples(size.corrections), size.corrections) for block in blocks]
    stream = bytes((*_in_turn(blocks), *chain(*zip(*corrections, strict=True))))
    return f"{int.from_bytes(stream, 'big'):0{len(stream) * 8}b}"


def _words(text: str, version: int, room: int) -> bytes:
    """The text as words: two letters in eleven bits, a last one in six, then padding, which no reader looks at.

    A full last word is followed by an empty one, as the library has it: the same sheet stays the same to the dot.
    """
    pairs = (_PAIRS[text[index : index + 2]] for index in range(0, len(text) - 1, 2))
    odd = f"{LETTERS.index(text[-1]):06b}" if len(text) % 2 else ""
    bits = f"0010{len(text):0{_count_bits(version)}b}{''.join(pairs)}{odd}"
    bits += "0" * min(4, room * 8 - len(bits))
    bits += "0" * (8 - len(bits) % 8)
    words = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return (words + _PADDING * room)[:room]


def _in_turn(blocks: Sequence[bytes]) -> Iterator[int]:
    return (word for words in zip_longest(*blocks) for word in words if word is not None)


def _correct(block: bytes, multiples: Sequence[int], count: int) -> bytes:
    """The rest of the block divided by the generator (Reed-Solomon), the divisor's multiples being known."""
    rest, high = 0, 8 * (count - 1)
    low = (1 << high) - 1
    for word in block:
        rest = (rest & low) << 8 ^ multiples[word ^ rest >> high]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> Sequence[int]:
    """The generator of so many corrections times each word, as one number."""
    power, log, generator = consts.GALIOS_EXP, consts.GALIOS_LOG, consts.GEN_POLY[count]
    times = (bytes(power[log[word] + factor] for factor in generator) for word in range(1, 256))
    return [0, *(int.from_bytes(one, "big") for one in times)]


@cache
def _size(version: int, level: int) -> _Size:
    sample = segno.make("A", version=version, error="LMQH"[_LEVELS.index(level)], mask=_MASK, boost_error=False)
    side, info = len(sample.matrix), _BLOCKS[version][level][0]
    place = itemgetter(*_order(version, side))
    bare = _Size(version, level, side, _blocks(version, level), info.num_total - info.num_data, place, 0)
    drawn = int("".join(str(module) for row in sample.matrix for module in row), 2)
    return replace(bare, shared=drawn ^ bare.modules("A"))


def _order(version: int, side: int) -> Sequence[int]:
    """For each module the number of its bit in the stream; the last bit of the stream, a 0, where it has none."""
    encoder: Any = library
    rows = encoder.make_matrix(side, side)
    encoder.add_finder_patterns(rows, side, side)
    encoder.add_alignment_patterns(rows, side, side)
    rows[-8][8] = 1  # always dark
    free = sum(row.count(_FREE) for row in rows)
    numbered = [list(row) for row in rows]
    encoder.add_codewords(numbered, range(_FREE + 1, _FREE + 1 + free), version)
    return [bit - _FREE - 1 if bit > _FREE else -1 for row in numbered for bit in row]
