"""Every fault of an input is said in both languages: the places that make one, and the words that they take."""

import ast
import copy
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.errors import Bilingual, Problem
from app.paths import RESOURCES
from app.sentences import bilingual

ROOT = Path(__file__).parents[2]
WORDS = tomllib.loads((RESOURCES / "problems.toml").read_text(encoding="utf-8"))
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿々]")
OFFICIAL = {"birth_date_not_known": "宛名.csv"}
"""Names of the office's own that stand in the English as they are."""


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of these names in the code, with its place."""
    for folder in ("app", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_words_stand_in_both_languages_with_the_same_slots(key: str) -> None:
    texts = WORDS[key]
    assert texts.keys() == {"ja", "en"}
    assert slots(texts["ja"]) == slots(texts["en"])
    assert not JAPANESE.search(texts["en"].replace(OFFICIAL.get(key, ""), ""))


def test_no_place_that_makes_a_problem_writes_japanese_itself() -> None:
    made = list(calls("Problem", "CellProblem"))
    assert len(made) > 60
    written = [
        (place, part.value)
        for place, call in made
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and JAPANESE.search(part.value)
    ]
    column_names = {"app/tax/medical_list.py"}  # a path names the column as the file does
    assert [one for one in written if one[0].split(":")[0] not in column_names] == []


def test_every_key_that_the_code_names_is_there_with_its_slots() -> None:
    named = [
        (place, call) for place, call in calls("bilingual") if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert len(named) > 60
    for place, call in named:
        key = call.args[0].value  # type: ignore[attr-defined]
        assert key in WORDS, place
        given = {one.arg for one in call.keywords}
        assert given == slots(WORDS[key]["ja"]), place


def test_a_slot_that_is_bilingual_is_said_in_each_language() -> None:
    said = bilingual("folder_of", what=bilingual("case"))
    assert (said, said.en) == (
        "ケースのファイル（*.json）があるフォルダー",
        "a folder with files (*.json), each a case",
    )


def test_the_contract_has_the_english_only_where_it_is_another() -> None:
    plain = Problem("filer.member", "9", bilingual("true_or_false"))
    assert plain.facts == {"path": "filer.member", "found": "9", "allowed": "true / false"}
    worded = Problem("x", bilingual("missing_found"), bilingual("integer"))
    assert worded.facts == {
        "path": "x",
        "found": "ない",
        "allowed": "整数",
        "found_en": "missing",
        "allowed_en": "an integer",
    }


def test_a_copy_keeps_both_languages() -> None:
    assert copy.deepcopy(Bilingual("整数", "an integer")).en == "an integer"
