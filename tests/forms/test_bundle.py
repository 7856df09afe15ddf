"""One PDF of everything in hand-in order, behind the visitor's cover sheet."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pypdfium2
import zxingcpp

from forms.bundle import Making, print_case
from models.procedure import Plan, PlannedProcedure
from models.sheet import ProblemKind
from tests.forms.people import household, member, text_by_pdfium

PLAN = Plan(
    (
        PlannedProcedure(
            "p_juki", "転入届", date(2026, 11, 24), "14日以内", "窓口課 住民異動係", "1F", ("idou",),
            ("転出証明書",), (), "住基法22条", "S", (0, 1),
        ),
        PlannedProcedure(
            "p_nhi_in", "国民健康保険の加入", None, "14日以内", "国保年金課", "2F", ("kokuho",),
            ("本人確認書類",), (), "国保法9条", "B", (1,),
        ),
    )
)  # fmt: skip


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_cover_says_who_what_until_when_where_and_with_what() -> None:
    bundle = print_case(household(2), PLAN, ["idou"], Making("2026-000123"))
    cover = texts(bundle.pdf)[0]
    for words in ("墨田　太郎　様", "転入届", "令和8年11月24日まで", "窓口課 住民異動係", "1F", "・転出証明書"):
        assert words in cover
    for words in ("国民健康保険の加入", "墨田　花子", "14日以内", "2F", "要確認"):
        assert words in cover
    assert "住民異動届（1枚）" in cover


def test_a_visitor_who_reads_no_japanese_sees_what_each_sheet_is() -> None:
    cover = texts(print_case(household(1, language="vi"), PLAN, ["idou"]).pdf)[0]
    assert "Notice of moving 住民異動届" in " ".join(cover.split())


def test_the_sheets_follow_in_the_order_asked_for_with_their_continuation_sheets() -> None:
    bundle = print_case(household(6), PLAN, ["idou", "juminhyo", "kokuho"])
    assert [(sheet.form, sheet.pages) for sheet in bundle.sheets] == [("idou", 2), ("juminhyo", 1), ("kokuho", 2)]
    pages = texts(bundle.pdf)
    assert len(pages) == bundle.pages == 6
    for page, title in zip(
        pages[1:], ("住　民　異　動　届",) * 2 + ("住民票の写し等",) + ("国 民 健 康",) * 2, strict=True
    ):
        assert title in page


def test_the_reception_number_is_read_from_its_2d_code() -> None:
    pdf = print_case(household(1), PLAN, [], Making("2026-000123")).pdf
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["2026-000123"]


def test_without_a_number_there_is_no_code() -> None:
    pdf = print_case(household(1), PLAN, []).pdf
    assert zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()) == []
    assert "受付番号" not in text_by_pdfium(pdf)


def test_the_same_case_gives_the_same_bundle() -> None:
    assert (
        print_case(household(3), PLAN, ["idou"], Making("1")).pdf
        == print_case(household(3), PLAN, ["idou"], Making("1")).pdf
    )


def test_no_page_carries_a_date_or_name_of_the_program_that_would_differ_by_machine() -> None:
    info = pypdf.PdfReader(io.BytesIO(print_case(household(1), PLAN, ["idou"]).sheets[0].pdf)).metadata
    assert info is not None
    assert info.title == "住民異動届"
    assert "2000" in str(info.get("/CreationDate"))


def test_a_letter_that_no_font_has_is_reported_on_the_cover_and_on_every_sheet() -> None:
    """邉 with a selector that none of the fonts knows."""
    unknown = member(1, name="墨田　邉\U000e0102")
    bundle = print_case(household(members=(member(0), unknown)), PLAN, ["idou", "kokuho"])
    found = {(problem.form, problem.problem) for problem in bundle.problems}
    assert found == {(form, ProblemKind.MISSING_GLYPH) for form in ("cover", "idou", "kokuho")}
