"""A language's phrases for a translator outside, and back: CSV for a spreadsheet, XLIFF 1.2 for a translator's program.

What comes back is compared and checked; nothing is taken before a person has seen the differences.
"""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.errors import InvalidInput, Problem
from app.sentences import bilingual
from app.translation.languages import JAPANESE
from app.translation.office import Phrasebook
from app.translation.wording import faults

Kind = Literal["csv", "xliff"]
_COLUMNS = ("id", "situation", "ja", "plain_ja", "text", "reviewed_by", "reviewed_on")
_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_LARGEST = 8 << 20  # bytes
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")  # what an XML file could make us read beside itself, or swell by


@dataclass(frozen=True)
class Difference:
    """A text that would change; `faults` are codes (`wording`), `unknown` for an id that no phrase has."""

    phrase: str
    ja: str
    before: str
    after: str
    faults: tuple[str, ...]


def exported(phrasebook: Phrasebook, language: str, kind: Kind, *, unreviewed: bool = False) -> bytes:
    """Every phrase with its translation (empty where there is none), or those alone that nobody has checked."""
    book = phrasebook.book(language)
    ids = [id_ for id_ in phrasebook.phrases if not (unreviewed and id_ in book.reviewed)]
    return _as_csv(phrasebook, language, ids) if kind == "csv" else _as_xliff(phrasebook, language, ids)


def _as_csv(phrasebook: Phrasebook, language: str, ids: Sequence[str]) -> bytes:
    book, out = phrasebook.book(language), io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for id_ in ids:
        phrase, review = phrasebook.phrases[id_], book.reviewed.get(id_)
        checked = (review.by, review.on.isoformat()) if review else ("", "")
        writer.writerow((id_, phrase.situation, phrase.ja, phrase.plain, book.texts.get(id_, ""), *checked))
    return out.getvalue().encode("utf-8-sig")  # the mark tells a spreadsheet that it is UTF-8


def _as_xliff(phrasebook: Phrasebook, language: str, ids: Sequence[str]) -> bytes:
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(f"{{{_NAMESPACE}}}xliff", version="1.2")
    attributes = {
        "original": "phrases",
        "datatype": "plaintext",
        "source-language": JAPANESE,
        "target-language": language,
    }
    body = ET.SubElement(ET.SubElement(root, f"{{{_NAMESPACE}}}file", attributes), f"{{{_NAMESPACE}}}body")
    book = phrasebook.book(language)
    for id_ in ids:
        phrase = phrasebook.phrases[id_]
        state = {"approved": "yes"} if id_ in book.reviewed else {}
        unit = ET.SubElement(body, f"{{{_NAMESPACE}}}trans-unit", {"id": id_, **state})
        ET.SubElement(unit, f"{{{_NAMESPACE}}}source").text = phrase.ja
        ET.SubElement(unit, f"{{{_NAMESPACE}}}target").text = book.texts.get(id_, "")
        ET.SubElement(unit, f"{{{_NAMESPACE}}}note").text = phrase.plain
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def differences(phrasebook: Phrasebook, language: str, content: bytes) -> list[Difference]:
    """What a returned file would change, each text checked. InvalidInput where it is neither of the two kinds."""
    if len(content) > _LARGEST:
        raise InvalidInput(
            [Problem("FILE", f"{len(content) >> 20} MB", bilingual("most_megabytes", most=_LARGEST >> 20))]
        )
    xliff = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    rows = _of_xliff(content, language) if xliff else _of_csv(content)
    texts = phrasebook.book(language).texts
    found: dict[str, Difference] = {}
    for id_, text in rows:
        phrase = phrasebook.phrases.get(id_)
        if phrase is None:
            found[id_] = Difference(id_, "", "", text, ("unknown",))
        elif text and text != texts.get(id_, ""):
            wrong = faults(text, phrase.ja, language)
            found[id_] = Difference(id_, phrase.ja, texts.get(id_, ""), text, wrong)
    return list(found.values())


def _of_csv(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput([Problem("FILE", "?", bilingual("utf8_csv"))]) from None
    if not lines or not {"id", "text"} <= set(lines[0]):
        raise InvalidInput([Problem("FILE", ", ".join(map(str, lines[0])) if lines else "", bilingual("id_and_text"))])
    return ((str(line["id"] or "").strip(), str(line["text"] or "").strip()) for line in lines)


def _of_xliff(content: bytes, language: str) -> Iterator[tuple[str, str]]:
    if any(mark in content for mark in _DECLARATIONS):
        raise InvalidInput([Problem("FILE", "DOCTYPE", bilingual("no_declarations"))])
    try:
        root = ET.fromstring(content)  # noqa: S314 without declarations it reads nothing else and cannot swell
    except ET.ParseError:
        raise InvalidInput([Problem("FILE", "?", "XLIFF 1.2")]) from None
    file = root.find(f"{{{_NAMESPACE}}}file")
    target = file.get("target-language", "") if file is not None else ""
    if target != language:
        raise InvalidInput([Problem("target-language", target, language)])
    units = root.iter(f"{{{_NAMESPACE}}}trans-unit")
    return ((unit.get("id", ""), (unit.findtext(f"{{{_NAMESPACE}}}target") or "").strip()) for unit in units)
