"""The visitor's cover sheet: in their language, complete, clean, with the way through the house."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.case_file import case_from_json
from app.paths import RESOURCES
from app.procedures.load import desks, rules
from app.procedures.plan import make_plan
from forms.cover import lay_out_cover
from forms.cover_words import languages, load_words, words_of
from forms.errors import DefinitionError
from forms.fit import wrap
from forms.glyphs import missing_glyphs
from forms.paper import Box, Page
from models.case import Case, Event, Filer
from models.procedure import Plan, PlannedProcedure

TRANSLATED = sorted(languages().keys() - {"ja", "en"})
VIETNAMESE = {"新しい届出": "Thủ tục mới", "新しい紙": "Giấy mới"}


def family(language: str) -> Case:
    case = case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))
    return replace(case, language=language)


def cover(language: str) -> list[Page]:
    case = family(language)
    return lay_out_cover(case, make_plan(case), "20261124-0001", [("住民異動届", 1)])


def written(pages: list[Page]) -> str:
    return "\n".join(text.text for page in pages for text in page.texts)


def everything() -> Plan:
    """A plan of every procedure there is, with all that it asks to bring."""
    at = desks()
    return Plan(
        tuple(
            PlannedProcedure(
                rule.id,
                rule.name_ja,
                date(2026, 12, 24),
                "",
                at[rule.desk].name_ja,
                at[rule.desk].floor,
                (),
                tuple(line.text for line in rule.bring),
                (),
                "",
                "B",
                (0,),
                rule.name_en,
                at[rule.desk].name_en,
            )
            for rule in rules()
        )
    )


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_cover_of_every_language_stays_in_its_boxes_with_glyphs_for_every_letter(language: str) -> None:
    for page in cover(language) + lay_out_cover(family(language), everything(), "20261124-0001", []):
        assert page.problems == []
        for text in page.texts:
            assert missing_glyphs(text.text, text.style) == []
            assert text.right <= text.box.right + 0.05
            assert Box(0, 0, 210, 297).inset(5, 5).bottom >= text.baseline


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_procedure_there_is_stays_in_its_boxes(language: str) -> None:
    plan = make_plan(family(language))
    rows = []
    for rule in rules():
        desk, things = desks()[rule.desk].name_ja, tuple(line.text for line in rule.bring)
        rows.append(replace(plan.procedures[0], name_ja=rule.name_ja, desk=desk, bring=things))
    for page in lay_out_cover(family(language), replace(plan, procedures=tuple(rows)), None, []):
        assert page.problems == []
        for text in page.texts:
            assert missing_glyphs(text.text, text.style) == []
            assert text.right <= text.box.right + 0.05
            assert text.baseline < 290


@pytest.mark.parametrize("width", range(24, 60, 3))
def test_a_japanese_term_in_another_language_s_sentence_stays_whole(width: int) -> None:
    lines = wrap(
        "Aviso de cambio de domicilio (転居届) (correos, buzón o 郵便局, por teléfono)", width, "sans", 8
    ).lines
    assert any("(転居届)" in line for line in lines)
    assert all(line[0] not in "),." and line[-1] != "(" for line in lines)


def test_a_day_is_not_parted_from_its_month() -> None:
    words = words_of("th")
    assert any("24\u00a0พฤศจิกายน" in line for line in wrap(words.day(date(2026, 11, 24)), 24, "th", 9).lines)


@pytest.mark.parametrize("language", [*TRANSLATED, "en"])
def test_a_language_names_every_procedure_thing_and_desk_there_is_once(language: str) -> None:
    """On its own sheet, or what a procedure brings along; English names stand with what they name."""
    words, english = words_of(language), language == "en"
    own = [word for rule in rules() for word in rule.translations.get(language, ())]
    said = [*words.procedures, *words.things, *own, *(names() if english else ())]
    assert sorted(said) == sorted([*names(), *things()])
    assert words.desks.keys() == (set() if english else {one.name_ja for one in desks().values()})


def names() -> set[str]:
    return {rule.name_ja for rule in rules()}


def things() -> set[str]:
    return {line.text for rule in rules() for line in rule.bring}


def test_a_procedure_brings_its_words_along_where_no_cover_sheet_has_them() -> None:
    plan = make_plan(family("vi"))
    own = replace(plan.procedures[0], name_ja="新しい届出", bring=("新しい紙",), translations={"vi": VIETNAMESE})
    text = written(lay_out_cover(family("vi-VN"), replace(plan, procedures=(own,)), None, []))
    assert all(said in text for said in (*VIETNAMESE.values(), "新しい届出"))


def test_a_sheet_in_another_language_has_the_japanese_beside_it() -> None:
    text = written(cover("en"))
    assert "Moving-in notification" in text
    assert "転入届" in text
    assert "by 24 November" in text


def test_a_language_of_a_region_is_the_language_and_an_unknown_one_is_english() -> None:
    assert words_of("en-GB") is words_of("en")
    assert words_of("xx") is words_of("en")


def test_the_floors_stand_as_in_the_house_with_the_stops_in_the_order_of_the_visit() -> None:
    page = cover("ja")[-1]
    floors = [text.text for text in page.texts if text.text in ("11F", "4F", "2F", "1F") and text.size > 10]
    assert floors == ["11F", "4F", "2F", "1F"]


def test_a_date_is_written_as_the_language_does() -> None:
    day = date(2026, 11, 24)
    assert words_of("ja").day(day) == "令和8年11月24日"
    assert words_of("en").day(day) == "24 November 2026"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("nonsense = 1\n", "nonsense"),
        ("months = []\n", "months"),
        ("way = 3\n", "way"),
        ('style = "comic"\n', "style"),
        ("= broken", ""),
    ],
)
def test_every_fault_of_a_language_s_file_is_named(tmp_path: Path, change: str, key: str) -> None:
    lines = (RESOURCES / "cover" / "ja.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not key or not line.startswith(f"{key} =")]
    file = tmp_path / "xx.toml"
    file.write_text("".join(kept) + change, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_words(file)
    assert caught.value.key == key


def test_a_word_that_is_missing_is_named(tmp_path: Path) -> None:
    lines = (RESOURCES / "cover" / "ja.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path / "xx.toml"
    file.write_text("".join(line for line in lines if not line.startswith("title")), encoding="utf-8")
    with pytest.raises(DefinitionError, match="title"):
        load_words(file)


@pytest.mark.parametrize("width", range(12, 50))
def test_no_line_begins_with_a_closing_bracket(width: int) -> None:
    assert not any(line.startswith(")") for line in wrap("반려견 등록표(鑑札)(무료)", width, "ko", 8).lines)


def test_no_word_is_left_alone_on_the_last_line_of_a_column() -> None:
    text = "Certificate of enrollment of last year"
    room = next(width for width in range(20, 80) if wrap(text, width, "sans", 8).lines[1:] == ("year",))
    assert wrap(text, room, "sans", 8, even=True).lines == ("Certificate of", "enrollment of last year")


def test_the_sheet_of_a_death_is_addressed_to_who_files_it_not_to_the_dead() -> None:
    case = replace(family("ja"), event=Event.DEATH)
    dead, *others = case.members
    stay = tuple(replace(one, moving=False) for one in others)
    unfiled = replace(case, members=(dead, *stay), filer=None)
    filed = replace(unfiled, filer=Filer(name="代田　理子", relation="代理人"))
    addressed = [lay_out_cover(one, make_plan(one), None, [])[0] for one in (unfiled, filed)]
    names = [next(text.text for text in page.texts if text.field == "name") for page in addressed]
    assert names == [f"{others[0].name}　様", "代田　理子　様"]
