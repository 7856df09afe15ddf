"""The 2D code at the foot of a sheet: what stands on it, so that the next desk need not type (docs/sheet-code.md).

`MDG1:` and base45 (RFC 9285) of a raw deflate stream with a preset dictionary, of UTF-8 lines: the first has form,
version of the form, reception number and page, with tabs between; each other is `field=text`. A sheet whose fields
would make the code too fine to read carries the first line alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forms.definition import SheetDefinition
from forms.matrix import LETTERS
from forms.paper import Box, Code, Page
from forms.write import write
from models.sheet import FilledSheet

SIZE, BAND = 20.0, 23.0  # mm: the code with its quiet zone; with the number under it
LONGEST = 900  # characters: 85 modules and a quiet zone of 8 in 20 mm are 0.215 mm a module, 5 dots of 600 dpi
_MARK = "MDG1:"
# Never change it within `MDG1`: what was printed with it could not be read any more.
_DICTIONARY = (
    "世帯主妻夫子父母本人代理人世帯員自己同居人マンションハイツコーポアパート号室番地丁目番号東京都墨田区"
    "千葉県埼玉県神奈川県市区町村明治大正昭和平成令和元年月日男女有無転入転居転出登録普通銀行支店"
    "国民健康保険住民票東京都墨田区吾妻橋本所東向島八広立花文花押上京島両国錦糸江東橋菊川緑一丁目二丁目三丁目"
    "\nfiled_on=令和\nmoved_on=令和8年1\nnew_addr=東京都墨田区\nnew_addr.postcode=13\nnew_kata=\nnew_head=\nnew_head_k="
    "\nold_addr=\nold_addr.postcode=\nold_kata=\nold_head=\nhonseki=\nhitto=\nfiler.name=\nfiler.address=東京都墨田区"
    "\nfiler.phone=090-\nfiler.relation=\nperson.name=\nperson.kana=\nperson.birth=昭和\nperson.sex=\nperson.address=東京都墨田区"
    "\nrow[3].kana=\nrow[3].name=\nrow[3].birth=平成\nrow[3].sex=女\nrow[3].rel=子\nrow[3].mynumcard=有"
    "\nrow[2].kana=\nrow[2].name=\nrow[2].birth=令和\nrow[2].sex=男\nrow[2].rel=子\nrow[2].mynumcard=有"
    "\nrow[1].kana=\nrow[1].name=\nrow[1].birth=平成\nrow[1].sex=女\nrow[1].rel=妻\nrow[1].mynumcard=有"
    "\nrow[0].kana=\nrow[0].name=\nrow[0].birth=昭和\nrow[0].sex=男\nrow[0].rel=世帯主\nrow[0].mynumcard=有"
).encode()
_MOST = 64_000  # bytes of a stream unpacked: more is not one of ours


@dataclass(frozen=True)
class SheetCode:
    """What a code says. `fields` is empty where the code only refers to the reception."""

    form: str
    since: date
    number: str = ""
    page: str = "1/1"
    fields: Mapping[str, str] | None = None


def add_codes(pages: Sequence[Page], definition: SheetDefinition, filled: FilledSheet, number: str) -> None:
    """A code at the bottom right of each page, with the reception's number under it."""
    for page in pages:
        room = page.format.content
        box = Box(room.right - SIZE, room.bottom - BAND, SIZE, SIZE)
        said = SheetCode(definition.id, definition.since, number, page.part, dict(fields_on(page, filled)))
        page.marks.append(Code(encode(said), box))
        write(page, Box(box.x, box.bottom, SIZE, BAND - SIZE), number, 7, align="center")


def fields_on(page: Page, filled: FilledSheet) -> Iterator[tuple[str, str]]:
    """The fields of this page alone; those of the head stand in the code of the first."""
    for field, value in filled.values.items():
        if field in filled.private or not page.holds(field):
            continue
        yield field.removeprefix(page.prefix), value


def encode(code: SheetCode) -> str:
    """The code's text; with the reference alone where the fields are too many."""
    head = f"{code.form}\t{code.since.isoformat()}\t{code.number}\t{code.page}"
    fields = [f"{field}={value}" for field, value in (code.fields or {}).items()]
    whole = _pack("\n".join((head, *fields)))
    return whole if len(whole) <= LONGEST else _pack(head)


def decode(text: str) -> SheetCode:
    """What a scanned code says; ValueError where it is none of ours."""
    if not text.startswith(_MARK):
        raise ValueError("not a sheet's code")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_DICTIONARY)
    try:
        data = unpacker.decompress(_from_base45(text.removeprefix(_MARK)), _MOST)
    except zlib.error as error:
        raise ValueError("a damaged code") from error
    if not unpacker.eof:
        raise ValueError("a damaged code")
    head, *lines = data.decode().split("\n")
    form, since, number, page = head.split("\t")
    fields = dict(line.split("=", 1) for line in lines)
    return SheetCode(form, date.fromisoformat(since), number, page, fields)


def _pack(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    return _MARK + _to_base45(packer.compress(text.encode()) + packer.flush())


def _to_base45(data: bytes) -> str:
    """Two bytes are three characters, a last single one two (RFC 9285)."""
    text = []
    for index in range(0, len(data), 2):
        pair = data[index : index + 2]
        number, count = int.from_bytes(pair, "big"), len(pair) + 1
        text += [LETTERS[number // 45**place % 45] for place in range(count)]
    return "".join(text)


def _from_base45(text: str) -> bytes:
    data = bytearray()
    for index in range(0, len(text), 3):
        part = text[index : index + 3]
        number = sum(LETTERS.index(character) * 45**place for place, character in enumerate(part))
        if len(part) == 1 or number >= 256 ** (len(part) - 1):
            raise ValueError("a damaged code")
        data += number.to_bytes(len(part) - 1, "big")
    return bytes(data)
