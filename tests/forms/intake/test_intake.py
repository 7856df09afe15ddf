"""A PDF from outside is refused with its reason, or what is left of it is page content alone."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from forms.intake import examine as examining
from forms.intake.blank import UnsafeBlank
from forms.intake.examine import examine
from forms.paper import Box
from tests.forms.intake.hostile import CLEANED, REFUSED, SURVIVED, changed, saved
from tests.forms.overlay.blanks import idou_blank
from tests.forms.people import text_by_pdfium

_DANGER = re.compile(
    rb"/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFiles?|EF|XFA|AcroForm|Annots|OCProperties|Names|Metadata|Outlines)\b"
)


def bare(pdf: bytes) -> bytes:
    """Every object of the file in plain sight."""
    with pikepdf.open(BytesIO(pdf)) as one:
        return saved(
            one,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )


def pixels(pdf: bytes, page: int = 0) -> bytes:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=1).to_pil().convert("L").tobytes()  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_may_not_come_in_is_refused_with_its_reason(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(UnsafeBlank) as caught:
        examine(make())
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", CLEANED)
def test_what_is_dangerous_is_taken_out_and_said(name: str) -> None:
    make, removed = CLEANED[name]
    blank = examine(make())
    assert set(blank.removed) == removed
    assert _DANGER.findall(bare(blank.pdf)) == []
    assert b"example.invalid" not in bare(blank.pdf)
    assert "住民異動届" in text_by_pdfium(blank.pdf)


@pytest.mark.parametrize("name", SURVIVED)
def test_a_file_deeper_than_any_reader_harms_nobody(name: str) -> None:
    try:
        blank = examine(SURVIVED[name]())
    except UnsafeBlank as error:
        assert error.reason in {"too_heavy", "damaged"}  # noqa: PT017 either outcome is right
    else:
        assert _DANGER.findall(bare(blank.pdf)) == []


def test_a_harmless_blank_looks_exactly_as_before() -> None:
    blank = examine(idou_blank(2))
    assert (blank.removed, blank.pages) == ((), ((210.0, 297.0), (210.0, 297.0)))
    assert [pixels(blank.pdf, page) for page in (0, 1)] == [pixels(idou_blank(2), page) for page in (0, 1)]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_stands_upright_and_looks_as_it_is_shown(turned: int) -> None:
    file = changed(lambda pdf: pdf.pages[0].rotate(turned, relative=False))
    blank = examine(file)
    assert blank.pages == (((297.0, 210.0) if turned % 180 else (210.0, 297.0)),)
    assert pixels(blank.pdf) == pixels(file)


def test_a_page_that_is_cut_begins_at_its_visible_corner() -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].cropbox = pikepdf.Array([30, 40, 430, 640])

    blank = examine(changed(cut))
    assert blank.pages == ((141.111, 211.667),)
    assert pixels(blank.pdf) == pixels(changed(cut))


@pytest.mark.parametrize("turned", [0, 90])
def test_a_blank_cleaned_twice_is_the_blank_cleaned_once(turned: int) -> None:
    once = examine(changed(lambda pdf: pdf.pages[0].rotate(turned, relative=False)))
    assert examine(once.pdf) == once


def test_entry_fields_are_offered_as_places_with_their_names() -> None:
    make, _ = CLEANED["entry fields with a script"]
    hints = examine(make()).hints
    assert [(one.name, one.kind, one.digits) for one in hints] == [
        ("address", "text", 0), ("code", "text", 7), ("yes", "check", 0),
    ]  # fmt: skip
    assert hints[0].box == Box(35.28, 43.0, 70.56, 7.06)


def test_the_lines_ruled_on_the_blank_are_known() -> None:
    rulings = examine(idou_blank()).rulings[0]
    assert any(line.y1 == line.y2 == 120.0 and line.x1 == 15.0 and line.x2 == 195.0 for line in rulings)
    assert any(line.x1 == line.x2 == 75.0 and line.y1 == 120.0 for line in rulings)


def test_a_child_that_dies_or_lies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("import os; os.kill(os.getpid(), 11)", "print('{}')", "print('[1]')", "print()"):
        monkeypatch.setattr(examining, "_command", lambda code=code: ["python3", "-c", code])
        with pytest.raises(UnsafeBlank):
            examine(idou_blank())


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_random_damage_never_harms_this_process() -> None:
    chance = random.Random(20261124)  # noqa: S311 the same damage every time
    whole = bytearray(idou_blank())
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            blank = examine(bytes(broken))
        except UnsafeBlank:
            continue
        assert _DANGER.findall(bare(blank.pdf)) == []
