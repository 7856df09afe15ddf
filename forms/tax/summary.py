"""The filer's summary on one page, in their language: what was earned, what is taken off, what is taxed, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.cover_words import CoverWords, is_japanese, words_of
from forms.era import era_year
from forms.fit import MM, wrap
from forms.glyphs import Style
from forms.paper import PORTRAIT, Box, Line, Page, Shade, Tick
from forms.tax.summary_words import SummaryWords, summary_words
from forms.write import Field, place, write, write_value
from models.partial_date import PartialDate
from models.tax_paper import TaxPaper

FORM = "summary"
_ROOM = PORTRAIT.content
_BAR, _LABEL, _STEP = 12.0, 6.0, 5.0  # mm: a bar, the line of words above it, what parts two rows
_DARK, _MIDDLE, _LIGHT = 0.62, 0.78, 0.92
_LEAST = 0.4  # mm of a part that is not nothing


@dataclass(frozen=True)
class _Part:
    """A part of a bar in yen, from the left; not `drawn` is what stays white."""

    name: str
    name_ja: str
    yen: int
    grey: float


@dataclass(frozen=True)
class _Writer:
    """Writes in the filer's language, and beside it small in Japanese for the staff who read the page with them."""

    paper: TaxPaper
    words: SummaryWords
    cover: CoverWords
    page: Page

    @property
    def japanese(self) -> bool:
        return is_japanese(self.paper.language)

    @property
    def style(self) -> Style:
        return self.cover.style

    def amount(self, yen: int) -> str:
        return self.words.amount.format(amount=f"{yen:,}")

    def write(self, box: Box, text: str, size: float, *, right: bool = False) -> None:
        write(self.page, box, text, size, style=self.style, align="right" if right else "left")


def lay_out_summary(paper: TaxPaper) -> list[Page]:
    """One page; nothing on it is an official form."""
    words = summary_words(paper.language)
    writer = _Writer(paper, words, words_of(paper.language), Page())
    y = _head(writer)
    for whole, parts in _bars(writer):
        y = _bar(writer, y, whole, parts)
    y = _amounts(writer, y + 2)
    _steps(writer, y + 6)
    writer.write(Box(_ROOM.x, _ROOM.bottom - 8, _ROOM.width, 7), words.draft, 8)
    return [writer.page]


def _head(writer: _Writer) -> float:
    words, paper = writer.words, writer.paper
    write(writer.page, Box(_ROOM.x, _ROOM.y, _ROOM.width, 11), words.title, 18, style=writer.style, align="center")
    name = words.person.format(name=paper.tax_return.filer.name)
    if paper.tax_return.filer.name:
        field = Field(FORM, "name", 13, 90, "mincho" if writer.japanese else writer.style)
        write_value(writer.page, Box(_ROOM.x, _ROOM.y + 13, 120, 8), name, field)
    year = words.year.format(year=_year(writer, paper.result.income_year))
    writer.write(Box(_ROOM.x, _ROOM.y + 22, _ROOM.width, 7), year, 12)
    return _ROOM.y + 33


def _year(writer: _Writer, year: int) -> str:
    """A western year, in Japanese the era's."""
    if not writer.japanese:
        return str(year)
    era, number = era_year(PartialDate(year, 12, 31))
    return f"{era}{number}年"


def _fiscal(writer: _Writer) -> str:
    year = _year(writer, writer.paper.result.fiscal_year)
    return f"{year}度" if writer.japanese else year


def _bars(writer: _Writer) -> Iterator[tuple[int, Sequence[_Part]]]:
    """Income; of it what is taken off and what is taxed; of the income the taxes. All on the income's scale."""
    words, paper, japanese = writer.words, writer.paper, summary_words("ja")
    total, taxable = paper.yen("total_income"), paper.yen("income_tax.taxable_income")
    taxes = [paper.yen("income_tax.total_tax"), paper.yen("resident_tax.total")]
    scale = max(total, sum(taxes), 1)
    yield scale, [_Part(words.income, japanese.income, total, _LIGHT)]
    yield (
        scale,
        [
            _Part(words.deductions, japanese.deductions, min(total, total - taxable), _MIDDLE),
            _Part(words.taxable, japanese.taxable, taxable, _LIGHT),
        ],
    )
    resident = words.resident_tax.format(fiscal=_fiscal(writer))
    yield (
        scale,
        [
            _Part(words.income_tax, japanese.income_tax, taxes[0], _DARK),
            _Part(resident, "住民税", taxes[1], _MIDDLE),
            _Part(words.rest, japanese.rest, max(0, total - sum(taxes)), 1),
        ],
    )


def _bar(writer: _Writer, y: float, whole: int, parts: Sequence[_Part]) -> float:
    """The bar, and under it a line for each part with its grey, its name and its yen."""
    page, x = writer.page, _ROOM.x
    for part in parts:
        width = part.yen / whole * _ROOM.width
        if width >= _LEAST:
            page.marks.append(Shade(Box(x, y, width, _BAR), part.grey))
            page.frame(Box(x, y, width, _BAR), 0.5)
        x += width
    y += _BAR + 1.5
    for part in parts:
        swatch = Box(_ROOM.x + 1, y + 1.2, 4, 3.6)
        page.marks.append(Shade(swatch, part.grey))
        page.frame(swatch, 0.4)
        _named(writer, Box(_ROOM.x + 7, y, _ROOM.width - 7, _LABEL), part.name, part.name_ja, part.yen)
        y += _LABEL
    return y + _STEP


def _named(writer: _Writer, box: Box, name: str, name_ja: str, yen: int) -> None:
    """A name, the same in Japanese, and the amount at the right."""
    writer.write(Box(box.x, box.y, 92, box.height), name, 10)
    if not writer.japanese:
        write(writer.page, Box(box.x + 94, box.y, 40, box.height), name_ja, 7.5)
    writer.write(Box(box.right - 42, box.y, 42, box.height), writer.amount(yen), 10.5, right=True)


def _amounts(writer: _Writer, y: float) -> float:
    """What was withheld and what is left to pay or comes back, in a frame; whether there is resident tax."""
    words, paper, japanese = writer.words, writer.paper, summary_words("ja")
    payable = paper.yen("income_tax.payable")
    last = (words.refund, japanese.refund) if payable < 0 else (words.to_pay, japanese.to_pay)
    rows = [(words.withheld, japanese.withheld, paper.yen("income_tax.withheld")), (*last, abs(payable))]
    frame = Box(_ROOM.x, y, _ROOM.width, 8.5 * len(rows) + 10)
    writer.page.frame(frame, 1.2)
    for index, (name, name_ja, yen) in enumerate(rows):
        line = y + 8.5 * (index + 1)
        _named(writer, Box(_ROOM.x + 3, line - 7.5, _ROOM.width - 6, 7), name, name_ja, yen)
        writer.page.marks.append(Line(frame.x, line, frame.right, line, 0.4))
    status = getattr(words, str(paper.result.amounts["resident_tax.status"]))
    writer.write(Box(_ROOM.x + 3, frame.bottom - 9, _ROOM.width - 6, 8), status, 11)
    return frame.bottom


def _steps(writer: _Writer, y: float) -> None:
    """Each with a box to tick, in the order of doing."""
    words = writer.words
    writer.write(Box(_ROOM.x, y, _ROOM.width, 7), words.next, 12)
    y += 8
    for text in _next(writer):
        fitted = wrap(text, _ROOM.width - 8, writer.style, 10, even=True)
        height = fitted.height / MM
        writer.page.marks.append(Tick(_ROOM.x + 1, y + 0.8, 3.2, ticked=False))
        place(writer.page, Box(_ROOM.x + 8, y, _ROOM.width - 8, height), fitted, writer.style, "left")
        y += height + 2.2


def _next(writer: _Writer) -> Iterator[str]:
    words, paper, day = writer.words, writer.paper, writer.cover.day
    advised = {one.id for one in paper.result.advice}
    refund, edition = -paper.yen("income_tax.payable"), paper.edition
    period = {"start": day(edition.file_from), "end": day(edition.file_until)}
    files = "advise_file" in advised or refund > 0
    if "advise_file" in advised:
        yield words.file.format(**period)
    elif refund > 0:
        yield words.file_refund.format(amount=f"{refund:,}", **period)
    else:
        yield words.file_not
    if files:
        yield words.ward_not
    if "advise_no_income" in advised:
        yield words.no_income
    if not files:
        yield words.ward.format(end=day(edition.file_until))
        yield words.by_hand
    yield words.bring
    yield words.keep
