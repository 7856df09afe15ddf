"""The right glyph for every character of a name, and the right text behind it."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from forms import glyphs
from forms.errors import MissingFont
from forms.fit import MM
from forms.paper import Box, Line, Page, Text
from forms.render import draw_pages
from models.sheet import ProblemKind
from tests.forms.people import household, member, pages, printed, text_by_pdfium, text_by_pypdf, written

VARIANT = "葛\U000e0100"  # 葛城市: the form with ヒ
UNKNOWN = "\U0002ffff"  # a noncharacter: no font has it
RARE = ("𠮷", "﨑", "髙", "邉", "邊\U000e0108", "辻\U000e0101", VARIANT, "ễ", "Ⅳ", "㐂", "祇\U000e0100")


def page_of(text: str, style: glyphs.Style = "mincho") -> bytes:
    return draw_pages([Page(marks=[Text(text, 20, 40, 40, style, Box(0, 0, 200, 100))])], "字")


def picture(text: str, style: glyphs.Style = "mincho") -> Image.Image:
    document = pypdfium2.PdfDocument(page_of(text, style))
    image: Image.Image = document[0].render(scale=2).to_pil()
    return image.convert("L").crop((100, 100, 600, 260))


def differs(one: Image.Image, other: Image.Image) -> int:
    """Pixels of clearly different darkness."""
    return sum(ImageChops.difference(one, other).point(lambda grey: grey > 90).histogram()[1:])


@pytest.fixture
def own_fonts(tmp_path: Path) -> Iterator[Path]:
    """A folder as the ward's; afterwards the product's fonts are as before."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    yield folder
    glyphs.use_ward_fonts(Path("no such folder"))


@pytest.mark.parametrize("style", ["mincho", "gothic"])
def test_a_variant_selector_draws_the_variant_and_no_box_after_it(style: glyphs.Style) -> None:
    variant, plain = picture(VARIANT, style), picture("葛", style)
    assert differs(variant, plain) > 20
    boxes = [image.point(lambda grey: grey < 128 and 255).getbbox() for image in (variant, plain)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert abs(boxes[0][2] - boxes[1][2]) <= 3  # as wide as one character


def test_the_drawn_variant_is_the_glyph_that_the_font_names_for_the_pair() -> None:
    """The embedded outline is compared with the font file's own."""
    from fontTools.ttLib import TTFont

    reader = pypdf.PdfReader(io.BytesIO(page_of(VARIANT)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    font = next(font for font in fonts if "/FontDescriptor" in font)
    embedded = TTFont(io.BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
    whole = TTFont(glyphs._files()["BIZUDMincho-Regular.ttf"])
    pairs = next(table for table in whole["cmap"].tables if table.format == 14).uvsDict[0xE0100]
    wanted = whole["glyf"][dict(pairs)[ord("葛")]]
    outlines = [embedded["glyf"][name].getCoordinates(embedded["glyf"])[0] for name in embedded.getGlyphOrder()]
    assert list(wanted.getCoordinates(whole["glyf"])[0]) in [list(outline) for outline in outlines]


@pytest.mark.parametrize("text", RARE)
def test_rare_characters_are_drawn_and_read_back_as_they_are(text: str) -> None:
    pdf = page_of(f"{text}田")
    assert glyphs.missing_glyphs(text, "mincho") == []
    assert differs(picture(text), picture("　")) > 100
    assert text_by_pypdf(pdf) == text_by_pdfium(pdf) == f"{text}田"


def test_a_sheet_carries_selectors_and_characters_beyond_the_bmp_in_its_text() -> None:
    pdf = printed("idou", household(4)).pdf
    for read in (text_by_pypdf, text_by_pdfium):
        assert f"墨田{VARIANT}葉" in read(pdf)
        assert "墨田𠮷平" in read(pdf)


def test_two_hundred_different_characters_read_back_in_order() -> None:
    text = "".join(chr(code) for code in range(0x4E00, 0x5400) if not glyphs.missing_glyphs(chr(code), "mincho"))[:300]
    page = Page(
        marks=[Text(text[i : i + 30], 5, 10 + i / 5, 9, "mincho", Box(0, 0, 200, 90)) for i in range(0, 300, 30)]
    )
    pdf = draw_pages([page], "字")
    assert text_by_pypdf(pdf) == text_by_pdfium(pdf) == text


def test_a_character_that_no_font_has_is_reported_and_its_place_stays_blank() -> None:
    case = household(members=(member(0, name=f"墨{UNKNOWN}田　太郎"),))
    sheet = printed("idou", case)
    problem = next(problem for problem in sheet.problems if problem.field == "row[0].name")
    assert problem.problem is ProblemKind.MISSING_GLYPH
    assert UNKNOWN in problem.detail
    assert written(pages("idou", case)[0], "row[0].name") == f"墨{UNKNOWN}田　太郎"
    assert differs(picture(f"墨{UNKNOWN}田"), picture("墨　田")) == 0


def test_the_gap_of_a_missing_character_is_ruled_to_be_written_in() -> None:
    page = pages("idou", household(members=(member(0, name=f"墨{UNKNOWN}田　太郎"),)))[0]
    name = next(text for text in page.texts if text.field == "row[0].name")
    before, gap = (glyphs.width(text, "mincho", name.size) / MM for text in ("墨", UNKNOWN))
    ruled = [mark for mark in page.marks if isinstance(mark, Line) and mark.x1 == pytest.approx(name.x + before)]
    assert [line.x2 for line in ruled if name.baseline < line.y1 == line.y2 < name.box.bottom] == [
        pytest.approx(name.x + before + gap)
    ]


def test_a_pair_that_no_font_knows_is_reported_not_drawn_as_the_plain_character() -> None:
    assert glyphs.missing_glyphs("一\U000e01ef", "mincho") == ["一\U000e01ef"]
    assert differs(picture("一\U000e01ef"), picture("　")) == 0


@pytest.mark.parametrize("code", [0xD800, 0xDFFF])
def test_half_a_character_is_missing_and_never_somebody_elses_variant(code: int) -> None:
    picture(VARIANT)  # has bound a code
    assert glyphs.missing_glyphs(chr(code), "mincho") == [chr(code)]


def test_without_a_necessary_font_the_clerk_learns_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_files", dict)
    for cached in (glyphs._installed, glyphs._choose, glyphs._unit_width):
        cached.cache_clear()
    with pytest.raises(MissingFont) as fault:
        printed("juminhyo", household(1))
    assert fault.value.asset.startswith("BIZ UD")
    assert "fonts-morisawa-bizud" in fault.value.how_to_install
    with pytest.raises(MissingFont):
        glyphs.font_report()
    for cached in (glyphs._installed, glyphs._choose, glyphs._unit_width):
        cached.cache_clear()


def test_the_font_report_names_every_font_in_one_japanese_sentence() -> None:
    report = glyphs.font_report()
    assert re.fullmatch(r"使える書体は.*BIZ UD明朝、BIZ UDゴシック.*です。.*", report)
    assert report.endswith("。")


def test_the_wards_own_font_draws_its_own_characters(own_fonts: Path) -> None:
    """A 外字 of the private area, in a font made for this test."""
    own = "\ue000"
    assert glyphs.missing_glyphs(own, "mincho") == [own]
    make_font(own_fonts / "gaiji.ttf", own)
    glyphs.use_ward_fonts(own_fonts)
    assert glyphs.missing_glyphs(own, "mincho") == []
    assert differs(picture(own), picture("　")) > 1000
    assert text_by_pdfium(page_of(own)) == text_by_pypdf(page_of(own)) == own
    assert "gaiji.ttf" in glyphs.font_report()


def test_a_file_that_is_no_font_is_named_and_left_aside(own_fonts: Path) -> None:
    (own_fonts / "broken.ttf").write_bytes(b"not a font")
    shutil.copy(__file__, own_fonts / "notes.txt")
    glyphs.use_ward_fonts(own_fonts)
    assert "broken.ttf" in glyphs.font_report()
    assert glyphs.missing_glyphs("墨", "mincho") == []
    assert glyphs.missing_glyphs(UNKNOWN, "mincho") == [UNKNOWN]


def make_font(path: Path, character: str) -> None:
    """A font with one black square."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 900), (900, 900), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(character): "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Gaiji", "styleName": "Regular", "psName": "Gaiji"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.mark.parametrize("style", ["sans", "ko", "ne", "th", "my"])
def test_a_japanese_word_among_another_language_is_in_one_gothic(style: glyphs.Style) -> None:
    assert [run.font for run in glyphs.runs("「在留カード後日交付」", style)] == ["gothic"]
