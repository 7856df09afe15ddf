"""The 2D code at the foot of a sheet: what stands on it, so that the next desk need not type (docs/sheet-code.md).

`MDG2:` and base45 (RFC 9285) of a raw deflate stream with a preset dictionary, of UTF-8 lines: form, version of the
form, reception number and page with tabs between; then `field=text`; then each table with its columns once. A sheet
whose fields would make the code too fine to read carries the first line alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from forms.definition import SheetDefinition
from forms.matrix import LETTERS
from forms.paper import Box, Code, Page
from forms.write import write
from models.sheet import FilledSheet

SIZE, BAND = 24.0, 27.0  # mm: the code with its quiet zone; with the number under it
OVER = 1.0  # mm of the quiet zone that lie in the margin: the dark modules end where the frames do
LONGEST = 758  # characters: 77 modules and a quiet zone of 8 in 24 mm are 0.28 mm a module, over 3 dots of 300 dpi
_MARK = "MDG2:"
_ROW = re.compile(r"(\w+)\[(0|[1-9][0-9]*)\]\.(.+)")
# Never change it within `MDG2`: what was printed with it could not be read any more. The likeliest stand last.
_DICTIONARY = (
    "千葉県埼玉県神奈川県大阪府市区町村丁目番地マンションハイツコーポアパート荘号室代理人世帯員自己同居人"
    "普通銀行支店国民健康保険住民票登録明治大正有無転出転居転入吾妻橋本所東向島八広立花文花押上京島両国錦糸"
    "江東橋菊川緑一丁目二丁目三丁目四丁目五丁目\t子\t男\t子\t女\t平成\t令和\t昭和年月日\t世帯主\t妻\t夫\t有\t無"
    "\nchild\t0\t1\tname\tkana\tbirth\tsex\trel\ttogether"
    "\nrow\t0\t1\tname\tkana\tbirth\tsex\trel\tnumber\tmoved_on\treason\tmynumcard\tca\tnp"
    "\ndate=令和\nwho_name=\nclaimant.name=\nguardian.name=\nguardian.kana=\nguardian.birth=平成\nguardian.address="
    "\nguardian.phone=\nowner.name=\nhead.name=\nhead.kana=\naddr=\nperson.name=\nperson.kana=\nperson.birth=昭和"
    "\nperson.sex=男\nperson.address=東京都墨田区\nperson.address.postcode=13\nbank.bank=\nbank.branch=\nbank.kind=普通"
    "\nbank.number=\nbank.holder=\nkind=転入\nfiled_on=令和8年11月日\nmoved_on=令和8年\nnew_addr=東京都墨田区"
    "\nnew_addr.postcode=130-00\nold_addr=\nold_addr.postcode=\nnew_kata=\nold_kata=\nnew_head=\nnew_head_k="
    "\nold_head=\nhonseki=\nhitto=\nfiler.address=東京都墨田区\nfiler.name=\nfiler.phone=090-\nfiler.relation=本人"
    "\t2026-11-23\t2026-000\t1/1\n"
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
        box = Box(room.right + OVER - SIZE, room.bottom - BAND, SIZE, SIZE)
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
    whole = _pack("\n".join((head, *_lines(code.fields or {}))))
    return whole if len(whole) <= LONGEST else _pack(head)


def _lines(fields: Mapping[str, str]) -> Iterator[str]:
    """`field=text` a line; after an empty line the tables: name, first row, number of rows, columns; then the rows."""
    tables: dict[str, dict[int, dict[str, str]]] = {}
    for field, text in fields.items():
        if place := _ROW.fullmatch(field):
            tables.setdefault(place[1], {}).setdefault(int(place[2]), {})[place[3]] = text
        else:
            yield f"{field}={text}"
    if tables:
        yield ""
    for name, rows in tables.items():
        columns = [*dict.fromkeys(column for row in rows.values() for column in row)]
        first, count = min(rows), max(rows) - min(rows) + 1
        yield "\t".join((name, str(first), str(count), *columns))
        for index in range(first, first + count):
            yield "\t".join(rows.get(index, {}).get(column, "") for column in columns).rstrip("\t")


def _fields(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """The fields of those lines."""
    for line in lines:
        if not line:
            break
        field, _, text = line.partition("=")
        yield field, text
    for line in lines:
        name, first, count, *columns = line.split("\t")
        for index, row in enumerate(islice(lines, int(count)), int(first)):
            for column, text in zip(columns, row.split("\t"), strict=False):
                if text:
                    yield f"{name}[{index}].{column}", text


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
    try:
        return _read(data.decode())
    except ValueError as error:
        raise ValueError("a damaged code") from error


def _read(text: str) -> SheetCode:
    """ValueError where it does not have a code's shape."""
    head, *lines = text.split("\n")
    form, since, number, page = head.split("\t")
    return SheetCode(form, date.fromisoformat(since), number, page, dict(_fields(iter(lines))))


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
