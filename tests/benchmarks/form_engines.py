"""One filled 住民異動届 by our engine, by Typst and by WeasyPrint: ms a page, warm, in alternating rounds of one run.

`python -m tests.benchmarks.form_engines` prints one JSON line. All draw the same marks at the same places: texts,
lines, grey, boxes with their ticks, rings; none draws the 2D code, which only ours could (form_pdf counts it). Every
round has another family, so that nobody serves a remembered page. Ours also fills and lays out the page, which the
others get as finished source. The two others are no part of the product: what is not installed is left out.
"""

from __future__ import annotations

import html
import importlib
import itertools
import json
import statistics
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from forms.layout import lay_out
from forms.load import load_sheets
from forms.paper import Line, Page, Ring, Shade, Text, Tick
from forms.render import draw_pages, printed_on
from models.case import Case
from tests.benchmarks.form_pdf import seconds
from tests.forms.people import filled, household, member

ROUNDS = 25
Engine = Callable[["Case"], Callable[[], object]]
_TICK = ((0.15, 0.45), (0.42, 0.8), (1.05, 0.0))  # of the box: to the right and down
_FONTS = {"mincho": "BIZ UDMincho", "gothic": "BIZ UDGothic"}


def typst_source(page: Page) -> str:
    """Every mark placed at the same millimetres."""
    size = f"width: {page.format.width}mm, height: {page.format.height}mm"
    return "\n".join(
        (
            f"#set page({size}, margin: 0mm)",
            "#set par(leading: 0mm)",
            "#set text(cjk-latin-spacing: none)",
            *_typst_marks(page),
        )
    )


def _typst_marks(page: Page) -> Iterator[str]:
    for mark in page.marks:
        match mark:
            case Text():
                at = f"dx: {mark.x}mm, dy: {mark.baseline}mm - {mark.size * 0.88}pt"
                words = json.dumps(mark.text, ensure_ascii=False)
                yield f'#place({at}, text(font: "{_FONTS[mark.style]}", size: {mark.size}pt, {words}))'
            case Line():
                ends = f"start: ({mark.x1}mm, {mark.y1}mm), end: ({mark.x2}mm, {mark.y2}mm)"
                yield f"#place(line({ends}, stroke: {mark.weight}pt))"
            case Shade() | Ring():
                box = mark.box
                shape = "rect" if isinstance(mark, Shade) else "ellipse"
                paint = f"fill: luma({int(mark.grey * 100)}%)" if isinstance(mark, Shade) else "stroke: 0.8pt"
                size = f"width: {box.width}mm, height: {box.height}mm"
                yield f"#place(dx: {box.x}mm, dy: {box.y}mm, {shape}({size}, {paint}))"
            case Tick():
                size = f"width: {mark.size}mm, height: {mark.size}mm"
                yield f"#place(dx: {mark.x}mm, dy: {mark.y}mm, rect({size}, stroke: 0.5pt))"
                yield from (f"#place(line({ends}, stroke: 1.2pt))" for ends in _strokes(mark))


def _strokes(mark: Tick) -> Iterator[str]:
    """The two lines of a tick, with Typst's words."""
    points = [f"({mark.x + mark.size * right}mm, {mark.y + mark.size * down}mm)" for right, down in _TICK]
    if mark.ticked:
        yield from (f"start: {start}, end: {end}" for start, end in itertools.pairwise(points))


def html_source(page: Page) -> str:
    """Every mark placed at the same millimetres."""
    paper = f"@page{{size:{page.format.width}mm {page.format.height}mm;margin:0}}"
    style = f"{paper}i{{position:absolute;white-space:pre;font-style:normal;line-height:1}}"
    return f"<style>{style}</style><body style='margin:0'>{''.join(_html_marks(page))}"


def _html_marks(page: Page) -> Iterator[str]:
    for mark in page.marks:
        match mark:
            case Text():
                at = f"left:{mark.x}mm;top:calc({mark.baseline}mm - {mark.size * 0.88}pt)"
                font = f"font:{mark.size}pt '{_FONTS[mark.style]}'"
                yield f'<i style="{at};{font}">{html.escape(mark.text)}</i>'
            case Line():
                size = f"width:{mark.x2 - mark.x1}mm;height:{mark.y2 - mark.y1}mm"
                yield f"<i style='left:{mark.x1}mm;top:{mark.y1}mm;{size};outline:{mark.weight / 2}pt solid'></i>"
            case Shade() | Ring():
                box = mark.box
                paint = "background:#eee" if isinstance(mark, Shade) else "border:0.8pt solid;border-radius:50%"
                yield f"<i style='left:{box.x}mm;top:{box.y}mm;width:{box.width}mm;height:{box.height}mm;{paint}'></i>"
            case Tick():
                size = f"left:{mark.x}mm;top:{mark.y}mm;width:{mark.size}mm;height:{mark.size}mm"
                points = " ".join(f"{right},{down}" for right, down in _TICK)
                path = f"<polyline points='{points}' fill='none' stroke='black' stroke-width='0.14'/>"
                drawn = f"<svg viewBox='0 0 1 1' style='overflow:visible'>{path}</svg>" if mark.ticked else ""
                yield f"<i style='{size};border:0.5pt solid'>{drawn}</i>"


def laid(case: Case) -> list[Page]:
    return lay_out(load_sheets()["idou"], filled("idou", case).values)


def ours(case: Case) -> Callable[[], object]:
    definition = load_sheets()["idou"]
    return lambda: draw_pages(laid(case), definition.name_ja, printed_on(definition))


def typst_engine() -> Engine:
    compiler = importlib.import_module("typst").Compiler(font_paths=["/usr/share/fonts"])

    def prepare(case: Case) -> Callable[[], object]:
        source = typst_source(laid(case)[0]).encode()
        return lambda: compiler.compile(source, format="pdf")

    return prepare


def weasyprint_engine() -> Engine:
    library = importlib.import_module("weasyprint")

    def prepare(case: Case) -> Callable[[], object]:
        text = html_source(laid(case)[0])
        return lambda: library.HTML(string=text).write_pdf()

    return prepare


def family(number: int) -> Case:
    """Another one each round, so that nothing is remembered from the last."""
    given = "壱弐参四五六七八九十"[number % 10] + "太次三花梅桜"[number // 10]
    return household(members=tuple(member(index, name=f"墨田　{given}{index}") for index in range(4)))


def main() -> None:
    engines: dict[str, Engine] = {"ours": ours}
    engines |= {"typst": typst_engine()} if find_spec("typst") else {}
    engines |= {"weasyprint": weasyprint_engine()} if find_spec("weasyprint") else {}
    rounds = [
        {name: seconds(prepare(family(number))) for name, prepare in engines.items()} for number in range(ROUNDS + 1)
    ][1:]
    answer: dict[str, object] = {"benchmark": "form_engines"}
    for name in engines:
        answer[f"{name}_ms"] = round(statistics.median(one[name] for one in rounds) * 1000, 1)
        answer[f"{name}_ratio"] = round(statistics.median(one[name] / one["ours"] for one in rounds), 2)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
