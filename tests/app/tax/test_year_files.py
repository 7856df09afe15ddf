"""The law's files: complete, sourced, and any fault in them named with file and key."""

import re
import shutil
import string
from pathlib import Path

import pytest

from app.tax.load import FOLDER, YearError, income_years, line_names, load_year, wording, year_of
from app.tax.shapes import Rule


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "tax"))


def _broken(folder: Path, file: str, old: str, new: str) -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(YearError) as caught:
        load_year(folder / "2026.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("2026.toml", "income_year = 2026", "", "income_year"),
        ("2026.toml", "working_student = 890_000", "working_student = 890_000.5", "limits.working_student"),
        ("2026.toml", "dependant = 620_000", "dependents = 620_000", "limits"),
        ("2026.toml", "[limits]\nsource =", "[limits]\nsauce =", "limits"),
        ("2026.toml", "up_to = 6_550_000", "up_to = 4_890_000", "basic.rows"),
        ("2026.toml", "at_least = 2_193_000", "at_least = 2_190_000", "salary.rows"),
        ("common.toml", "special_deduction = 500_000", 'special_deduction = "much"', "temporary.special_deduction"),
        ("2026.toml", "income_year = 2026", "income_year = ", "2026.toml"),
    ],
)
def test_a_fault_in_a_file_is_named(folder: Path, file: str, old: str, new: str, said: str) -> None:
    assert said in _broken(folder, file, old, new)


def test_every_table_says_where_it_stands_and_how_sure_we_are() -> None:
    for income_year in income_years():
        rules = [rule for rule in vars(year_of(income_year)).values() if isinstance(rule, Rule)]
        assert len(rules) >= 30
        assert all(rule.source and rule.confidence in {"C1", "C2", "B", "U"} for rule in rules)


def test_an_unknown_year_has_no_law() -> None:
    with pytest.raises(KeyError):
        year_of(2027)


def test_every_box_belongs_to_a_line() -> None:
    for income_year in income_years():
        forms = year_of(income_year).forms
        assert set(forms.income_tax.boxes) | set(forms.resident_tax.boxes) <= set(line_names())


def test_both_languages_of_every_sentence_have_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return {place for _, place, _, _ in string.Formatter().parse(text) if place}

    for key, words in wording().items():
        assert places(words.ja.replace("_ja}", "}")) == places(words.en.replace("_en}", "}")), key


def test_no_english_sentence_holds_japanese() -> None:
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    assert [key for key, words in wording().items() if japanese.search(words.en)] == []
    assert [line for line, name in line_names().items() if japanese.search(name.name_en)] == []


def test_every_sentence_is_said_somewhere() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (FOLDER.parents[1] / "app").rglob("*.py"))
    built = {"pension_senior_whole", "pension_junior_whole"}
    assert [key for key in wording() if f'"{key}"' not in sources and key not in built] == []
