"""Where the fields of a printed sheet stand: for a finger on the preview, and for the pen that signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from forms.definition import Cell, SheetDefinition
from forms.paper import Ink, Page
from models.sheet import Place, Signature

_Kind = tuple[str, str, tuple[str, ...]]  # label, type, words to choose from
_PREFIX = re.compile(r"(?:sheet\[\d+\]\.)?(?:\w+\[(\d+)\]\.)?")


def places_of(definition: SheetDefinition, pages: Sequence[Page]) -> tuple[Place, ...]:
    """Every field of every page with the name that the sheet gives it; a row's with the number of its person."""
    kinds = _kinds(definition)
    return tuple(
        Place(field, label, kind, number, box.x, box.y, box.width, box.height, options, many=kind == "checks")
        for number, page in enumerate(pages)
        for field, box in page.areas.items()
        for label, kind, options in [_named(kinds, field)]
    )


def sign(pages: Sequence[Page], signatures: Mapping[str, Signature]) -> None:
    """Put each signature into its field's place."""
    for page in pages:
        page.marks += [Ink(signatures[field], box) for field, box in page.areas.items() if field in signatures]


@lru_cache(maxsize=128)
def _kinds(definition: SheetDefinition) -> Mapping[str, _Kind]:
    return dict(_fields(definition))


def _fields(definition: SheetDefinition) -> Iterator[tuple[str, _Kind]]:
    for _, cell in definition.cells():
        if cell.field:
            yield cell.field, (definition.label_of(cell.field), cell.type, tuple(cell.options.values()))
            yield from _companions(cell)


def _companions(cell: Cell) -> Iterator[tuple[str, _Kind]]:
    if cell.kana:
        yield cell.kana, ("フリガナ", "text", ())
    if cell.postcode:
        yield cell.postcode, ("郵便番号", "text", ())


def _named(kinds: Mapping[str, _Kind], field: str) -> _Kind:
    prefix = _PREFIX.match(field)
    plain = field[prefix.end() :] if prefix else field
    label, kind, options = kinds[plain]
    return (f"{int(prefix[1]) + 1}人目の{label}" if prefix and prefix[1] else label), kind, options
