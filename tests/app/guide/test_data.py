"""The guide's files: complete in every language, in the right script, and named by the fault where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.data_file import DataError
from app.guide.entries import load_entries
from app.guide.words import FOLDER, load_words, words
from app.journeys.guiding import guide
from app.translation.languages import languages

THE_MAIN = {code for code, language in languages().items() if language.main} | {"ja"}
WITH_TEXT = 40  # letters: a sentence of it is written in the language's own script


def test_the_guide_speaks_japanese_and_every_main_language() -> None:
    assert set(words()) == THE_MAIN


@pytest.mark.parametrize("language", sorted(THE_MAIN - {"ja"}))
def test_texts_are_written_in_the_script_of_their_language(language: str) -> None:
    spoken = languages()[language]
    for entry in guide().entries:
        text = entry.texts[language].text
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) >= WITH_TEXT:
            own = sum(spoken.writes(letter) for letter in letters)
            assert own / len(letters) > 0.4, f"{entry.id}: {text}"
        if language not in {"zh-Hans", "zh-Hant"}:
            assert not [letter for letter in text.partition("「")[0] if "ぁ" <= letter <= "ん"], entry.id


@pytest.mark.parametrize("language", sorted(THE_MAIN))
def test_no_two_answers_of_a_kind_have_the_same_title(language: str) -> None:
    titles = [(entry.kind, entry.texts[language].title) for entry in guide().entries]
    assert sorted({one for one in titles if titles.count(one) > 1}) == []


@pytest.mark.parametrize(
    ("place", "old", "new", "told"),
    [
        ("waste/vehicles.toml", 'category = "bulky"', 'category = "huge"', "bicycle.category: found 'huge'"),
        ("waste/vehicles.toml", '"take_battery"', '"take_wheel"', "bicycle.notes: found 'take_wheel'"),
        ("waste/vehicles.toml", "[bicycle.words]", "colour = 1\n[bicycle.words]", "bicycle.colour"),
        ("topics/hours.toml", "title = ", "titel = ", "hours_weekday.ja"),
        ("offices.toml", 'text = "main"', 'text = "grand"', "offices.office_main.text: found 'grand'"),
        ("offices.toml", "place = [35.710722, 139.801497]", 'place = "here"', "offices.office_main.place"),
    ],
)
def test_a_fault_is_named_with_file_and_key(tmp_path: Path, place: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "guide"
    shutil.copytree(FOLDER, folder)
    text = (folder / place).read_text(encoding="utf-8")
    assert old in text
    (folder / place).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as fault:
        load_entries(words(), folder)
    assert told in str(fault.value)
    assert Path(place).name in str(fault.value)


def test_a_language_that_leaves_a_sentence_out_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "vi.toml"
    text = (FOLDER / "words" / "vi.toml").read_text(encoding="utf-8")
    file.write_text(text.replace("unknown = ", "unknwon = "), encoding="utf-8")
    with pytest.raises(DataError, match=r"vi\.toml: unknown"):
        load_words(file)
