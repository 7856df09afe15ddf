"""`languages` as a robot calls it."""

from app.translation.phrasebook import base
from tests.app.cli.test_contract import call


def test_languages_gives_every_key_of_the_contract() -> None:
    code, answer, _ = call("languages", "--json")
    assert code == 0
    assert len(answer["languages"]) == 31
    for one in answer["languages"]:
        assert set(one) >= {"code", "name", "name_ja", "text", "listen", "speak", "phrases", "phrases_reviewed"}


def test_languages_counts_the_phrases_and_tells_where_no_engine_exists() -> None:
    answer = {one["code"]: one for one in call("languages", "--json")[1]["languages"]}
    assert (answer["en"]["phrases"], answer["en"]["phrases_reviewed"]) == (len(base()), 0)
    assert "text" in answer["en"]["engines"]
    assert "text" not in answer["ne"]["engines"]


def test_languages_reads_as_text_too() -> None:
    code, text, _ = call("languages")
    assert code == 0
    assert "Tiếng Việt" in text
