"""A ward's blank as an office would make it, and our fields placed on it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from forms import glyphs
from forms.fit import MM
from forms.overlay.definition import OfficeSheet, Placement, Rows
from forms.overlay.dump import dump_office_sheet
from forms.overlay.load import BLANK, PLACEMENT
from forms.paper import Box

ROW_HEIGHT, TABLE_TOP = 12.0, 120.0
_HEIGHT = 297.0


def idou_blank(pages: int = 1) -> bytes:
    """An upright 住民異動届 of our own invention: labels, ruled boxes, a table of three people."""
    pdfmetrics.registerFont(TTFont("gothic", str(glyphs.font_file("gothic"))))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(210 * MM, _HEIGHT * MM), invariant=1)
    for page in range(pages):
        _label(canvas, 75, 20, "住民異動届（見本区）" if page == 0 else "裏面", 14)
        if page == 0:
            _front(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _front(canvas: Canvas) -> None:
    for y, label in ((40, "届出日"), (50, "異動日"), (60, "新住所"), (72, "旧住所"), (84, "世帯主"), (98, "種類")):
        _label(canvas, 15, y + 5, label, 9)
        _rect(canvas, 35, y, 160, 9)
    for index, label in enumerate(("転入", "転出", "転居")):
        _label(canvas, 45 + index * 25, 103, label, 9)
        _rect(canvas, 40 + index * 25, 100.5, 3.5, 3.5)
    for row in range(3):
        _rect(canvas, 15, TABLE_TOP + row * ROW_HEIGHT, 180, ROW_HEIGHT)
    for x in (75, 125, 140):
        canvas.line(x * MM, (_HEIGHT - TABLE_TOP) * MM, x * MM, (_HEIGHT - TABLE_TOP - 3 * ROW_HEIGHT) * MM)
    for index, era in enumerate("明大昭平令"):
        for row in range(3):
            _label(canvas, 77 + index * 4, TABLE_TOP + 8 + row * ROW_HEIGHT, era, 7)


def _label(canvas: Canvas, x: float, baseline: float, text: str, size: float) -> None:
    canvas.setFont("gothic", size)
    canvas.drawString(x * MM, (_HEIGHT - baseline) * MM, text)


def _rect(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.rect(x * MM, (_HEIGHT - y - height) * MM, width * MM, height * MM)


def _value(field: str, x: float, y: float, width: float, height: float, **more: object) -> Placement:
    return Placement(field, "text", {"value": Box(x, y, width, height)}, **more)  # type: ignore[arg-type]


def _date_parts(y: float) -> dict[str, Box]:
    return {"era": Box(40, y, 12, 7), "year": Box(54, y, 12, 7), "month": Box(72, y, 9, 7), "day": Box(87, y, 9, 7)}


def idou_sheet(blank: bytes, **changes: object) -> OfficeSheet:
    """The blank's version with every type of placement on it."""
    rings = {code: Box(76.6 + index * 4, TABLE_TOP + 4.8, 3.6, 4.4)
             for index, code in enumerate(("meiji", "taisho", "showa", "heisei", "reiwa"))}  # fmt: skip
    birth = {**rings, **{part: Box(98 + index * 9, TABLE_TOP + 3, 8, 6)
                         for index, part in enumerate(("year", "month", "day"))}}  # fmt: skip
    marks = {code: Box(40 + index * 25, 100.5, 3.5, 3.5) for index, code in enumerate(("in", "out", "move"))}
    fields = (
        Placement("filed_on", "era_date", _date_parts(41)),
        Placement("moved_on", "era_date", _date_parts(51)),
        Placement("new_addr.postcode", "digits", {"value": Box(38, 61, 24, 7)}, groups=(3, 4), pitch=3, gap=2, size=9),
        _value("new_addr", 66, 61, 126, 7),
        _value("old_addr", 38, 73, 150, 7, fit="line"),
        Placement("new_head", "name", {"value": Box(38, 87.5, 90, 5.5), "kana": Box(38, 84, 90, 3.5)}, size=11),
        Placement("kind", "check", marks),
        Placement("row.name", "name", {"value": Box(17, 124, 56, 7.5), "kana": Box(17, 120.5, 56, 3.5)}, size=12),
        Placement("row.birth", "era_date", birth, size=9, align="right"),
        Placement("row.sex", "check", {"male": Box(127, 123, 5, 5), "female": Box(133, 123, 5, 5)}, mark="ring"),
        _value("row.rel", 142, 122, 20, 8, align="center", font="gothic"),
        Placement("sheet.number", "code", {"value": Box(175, 270, 20, 20)}),
        _value("sheet.page", 180, 15, 12, 5, align="right"),
    )
    one = OfficeSheet(
        form="idou",
        version="2026-04-01",
        name="住民異動届（見本区 令和8年4月）",
        since=date(2026, 4, 1),
        made_by="試験",
        made_at=datetime(2026, 3, 1, tzinfo=UTC),
        blank_sha256=hashlib.sha256(blank).hexdigest(),
        rows=Rows(3, ROW_HEIGHT),
        fields=fields,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def write_version(folder: Path, sheet: OfficeSheet, blank: bytes) -> Path:
    """The version as it lies in the ward's own forms folder."""
    home = folder / sheet.form / sheet.version
    home.mkdir(parents=True)
    (home / PLACEMENT).write_text(dump_office_sheet(sheet), encoding="utf-8")
    (home / BLANK).write_bytes(blank)
    return home
