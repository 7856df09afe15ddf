"""Nothing leaves its box, nothing lies on anything else, however long the names and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from forms.cover import lay_out_cover
from forms.fill import fill_blank
from forms.glyphs import units
from forms.layout import lay_out
from forms.load import load_sheets
from forms.paper import Box, Code, Line, Mark, Page, Text
from forms.render import draw_sheet
from models.case import Address, Case, HouseholdHead, NationalityClass
from models.procedure import Plan, PlannedProcedure
from models.sheet import ProblemKind
from tests.forms.households import HOUSEHOLDS
from tests.forms.people import (
    FORMS,
    filled,
    foreigner,
    household,
    member,
    pages,
    printed,
    squeezed,
    text_by_pdfium,
    written,
)

_MM = 25.4 / 72
_NEAR = 0.12  # mm
LONG_NAME = "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末" * 3
LONG_ADDRESS = "東京都墨田区" + "文花一丁目三十二番" * 12 + "九号棟室内"


def ink(mark: Text) -> Box:
    """Where the letters of a text are: the square of each without the leading."""
    height = mark.size * _MM
    return Box(mark.x, mark.baseline - height * 0.88, mark.right - mark.x, height)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > _NEAR and down > _NEAR


def crosses(lines: list[Line], box: Box) -> bool:
    """Any of them: sheets have hundreds, so without a call for each."""
    left, right, top, bottom = box.x + 0.02, box.right - 0.02, box.y + 0.02, box.bottom - 0.02
    return any(line.x1 < right and line.x2 > left and line.y1 < bottom and line.y2 > top for line in lines)


def overlapping(boxes: list[Box]) -> Iterator[tuple[int, int]]:
    """Pairs that lie on each other; from the top, each only with those that begin above its end."""
    order = sorted(range(len(boxes)), key=lambda index: boxes[index].y)
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            if boxes[other].y >= boxes[one].bottom:
                break
            if overlap(boxes[one], boxes[other]):
                yield one, other


def faults(page: Page) -> list[str]:
    """Texts outside their box or the paper, over each other, or on a line."""
    texts = [mark for mark in page.texts if mark.text.strip("　 ")]
    boxes = [ink(mark) for mark in texts]
    room = page.format.content
    found = [
        f"outside: {mark.text}"
        for mark, box in zip(texts, boxes, strict=True)
        if box.x < mark.box.x - _NEAR
        or box.right > mark.box.right + _NEAR
        or box.y < mark.box.y - 0.3
        or box.bottom > mark.box.bottom + 0.3
        or box.x < room.x
        or box.right > room.right + _NEAR
        or box.y < room.y
        or box.bottom > room.bottom
    ]
    found += [f"over each other: {texts[a].text} / {texts[b].text}" for a, b in overlapping(boxes)]
    lines = [mark for mark in page.marks if isinstance(mark, Line)]
    codes = [mark.box for mark in page.marks if isinstance(mark, Code)]
    found += ["on the code" for code in codes if any(overlap(code, box) for box in boxes)]
    found += ["a line through the code" for code in codes if crosses(lines, code)]
    found += [f"on a line: {text.text}" for text, box in zip(texts, boxes, strict=True) if crosses(lines, box)]
    return found


def test_the_check_sees_every_kind_of_fault() -> None:
    box = Box(20, 20, 60, 8)
    clean = Text("墨田区", 21, 26, 12, "mincho", box)
    page = Page(marks=[clean, Line(20, 20, 80, 20, 0.4), Code("x", Box(150, 250, 20, 20))])
    assert faults(page) == []
    wrong: dict[str, Mark] = {
        "outside": replace(clean, x=75),
        "outside: paper": replace(clean, x=2, box=Box(0, 20, 60, 8)),
        "over each other": replace(clean, x=30, baseline=28),
        "on a line": Line(20, 24, 80, 24, 0.4),
        "on the code": replace(clean, x=151, baseline=260, box=Box(150, 250, 30, 20)),
        "a line through the code": Line(140, 255, 190, 255, 0.4),
    }
    for fault, mark in wrong.items():
        found = faults(replace(page, marks=[*page.marks, mark]))
        assert any(one.startswith(fault.split(":")[0]) for one in found), fault


def longest(people: int) -> Case:
    """Every field as long as it may be; the last person is a foreign resident, of whom some sheets are."""
    address = Address("130-0001", LONG_ADDRESS[:120], "サンプル超高層住宅・" * 6)
    head = HouseholdHead(LONG_NAME[:80], "スミダ　タロウ" * 17)
    persons = tuple(
        replace(member(index), name=LONG_NAME[:80], name_kana="ジュゲム" * 30, relation="同居人の子の妻の連れ子")
        for index in range(people)
    )
    persons = (*persons[:-1], replace(persons[-1], nationality_class=NationalityClass.FOREIGN))
    return household(
        members=persons,
        new_address=address,
        old_address=address,
        new_household_head=head,
        old_household_head=head,
        honseki=LONG_ADDRESS[:120],
        hittosha=LONG_NAME[:80],
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_blank_sheet_is_clean(form: str) -> None:
    definition = load_sheets()[form]
    laid = lay_out(definition, fill_blank(definition).values)
    assert [fault for page in laid for fault in faults(page)] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_sheet_is_one_page_without_a_value_or_a_tick(form: str) -> None:
    definition = load_sheets()[form]
    sheet = draw_sheet(definition, fill_blank(definition))
    assert (sheet.pages, sheet.values, sheet.problems) == (1, {}, ())
    marks = lay_out(definition, fill_blank(definition).values)[0].marks
    assert [mark for mark in marks if getattr(mark, "field", "") or getattr(mark, "ticked", False)] == []
    assert squeezed(definition.title) in text_by_pdfium(sheet.pdf)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_household_stands_on_every_sheet_inside_its_boxes(form: str, name: str) -> None:
    laid = pages(form, HOUSEHOLDS[name])
    assert [fault for page in laid for fault in faults(page)] == []
    found = {(problem.problem, problem.field.split(".")[-1]) for page in laid for problem in page.problems}
    missing = {(ProblemKind.MISSING_GLYPH, "name")} if name == "rare" else set()
    assert found <= missing


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("people", [1, 6])
def test_the_longest_texts_are_whole_or_reported_never_cut(form: str, people: int) -> None:
    case = longest(people)
    values, laid = filled(form, case).values, pages(form, case)
    assert [fault for page in laid for fault in faults(page)] == []
    reported = {problem.field for page in laid for problem in page.problems}
    assert {problem.problem for page in laid for problem in page.problems} <= {ProblemKind.DOES_NOT_FIT}
    long_fields = [field for field, value in values.items() if len(value) > 20]
    assert long_fields
    for field in long_fields:
        found = {squeezed(text) for page in laid if (text := written(page, field))}
        assert found == (set() if field in reported else {squeezed(values[field])}), field


def test_a_name_of_eighty_letters_of_the_latin_alphabet_fits() -> None:
    name = ("MARIA ANTONIETTA FERNANDEZ DE LA CRUZ Y SANTIAGO " * 2)[:80]
    case = household(members=(replace(foreigner(), name=name, alias=None),))
    assert printed("idou", case).problems == ()
    assert written(pages("idou", case)[0], "row[0].name").replace(" ", "") == name.replace(" ", "")


def test_a_text_longer_than_the_register_holds_is_reported_and_its_place_left_blank() -> None:
    case = household(members=(member(0, name="田" * 171),))
    problem = next(p for p in printed("idou", case).problems if p.field == "row[0].name")
    assert problem.problem is ProblemKind.DOES_NOT_FIT
    assert problem.detail.startswith("171文字")
    assert written(pages("idou", case)[0], "row[0].name") == ""


def test_a_number_of_too_many_digits_is_reported_and_no_digit_is_dropped() -> None:
    case = household(members=(member(0, juminhyo_code="123456789012"),))
    assert [(p.field, p.problem) for p in printed("idou", case).problems] == [("row[0].jcode", "does_not_fit")]
    assert written(pages("idou", case)[0], "row[0].jcode") == ""


def test_a_selector_is_never_parted_from_its_character() -> None:
    name = "葛\U000e0100" * 30
    case = household(members=(member(0, name=name),))
    lines = [mark.text for mark in pages("idou", case)[0].texts if mark.field == "row[0].name"]
    assert len(lines) > 1
    assert [unit for line in lines for unit in units(line)] == units(name)


def plan(count: int) -> Plan:
    bring = ("本人確認書類（届け出る方）", "マイナンバーカード（異動する全員）", "カードの暗証番号（数字4桁）")
    one = PlannedProcedure(
        "p_juki", "転入届", None, "異動の日から14日以内", "窓口課 住民異動係", "1F", ("idou",), bring, (), "住基法22条",
        "S", (0,),
    )  # fmt: skip
    return Plan(tuple(replace(one, id=f"p_{index}", name_ja=f"手続き{index}") for index in range(count)))


@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_the_cover_names_every_procedure_once_and_is_clean(count: int) -> None:
    laid = lay_out_cover(household(2), plan(count), "2026-000123", [("住民異動届", 1)])
    assert [fault for page in laid for fault in faults(page)] == []
    words = [mark.text for page in laid for mark in page.texts]
    assert [words.count(f"手続き{index}") for index in range(count)] == [1] * count
