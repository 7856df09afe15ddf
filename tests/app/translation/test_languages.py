"""The table of languages: complete, and every fault of it named."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.data_file import DataError
from app.paths import RESOURCES
from app.translation.languages import foreign_languages, languages, load_languages
from app.translation.phrasebook import FOLDER, book

ROW = (
    'source = "x"\nconfidence = "B"\n[scripts]\nlatin = ["0041-005A"]\n[languages.en]\nname = "English"\n'
    'name_ja = "英語"\ndirection = "ltr"\nscript = "latin"\ntext = "en"\nlisten = ""\nespeak = "en"\nlocale = "en_US"\n'
    'fonts_windows = ["Segoe UI"]\nfonts_debian = ["Noto Sans"]\n'
)


def test_there_are_thirty_one_languages_beside_japanese() -> None:
    assert len(foreign_languages()) == 31
    assert "ja" in languages()


def test_every_language_that_has_a_cover_sheet_is_here() -> None:
    covers = {file.stem for file in (RESOURCES / "cover").glob("*.toml")}
    assert covers <= set(languages())


def test_every_language_writes_its_own_name_and_runs_its_own_way() -> None:
    foreign = {one.code for one in languages().values() if not all(map(one.writes, filter(str.isalpha, one.name)))}
    assert foreign == set()
    assert {one.code for one in languages().values() if one.direction == "rtl"} == {"ar", "fa", "ur"}


def test_no_two_languages_share_a_name_or_a_code_of_an_engine() -> None:
    for key in ("name", "name_ja", "locale", "text", "listen"):
        values = [value for one in languages().values() if (value := getattr(one, key))]
        assert sorted(values) == sorted(set(values)), key


@pytest.mark.skipif(not shutil.which("fc-list"), reason="this machine has no list of fonts")
def test_every_font_that_a_language_names_is_installed_by_our_packages() -> None:
    installed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    families = {name for line in installed.splitlines() for name in line.split(",")}
    named = {font for one in languages().values() for font in one.fonts_debian}
    assert named - families == set()


@pytest.mark.skipif(not shutil.which("fc-list"), reason="this machine has no list of fonts")
@pytest.mark.parametrize(
    "code", sorted(one.code for one in foreign_languages() if (FOLDER / f"{one.code}.toml").is_file())
)
def test_the_fonts_of_a_language_have_every_letter_of_its_phrases(code: str) -> None:
    language = languages()[code]
    drawn = {point for font in language.fonts_debian for point in _drawn_by(font)}
    written = {letter for text in book(code).texts.values() for letter in text if language.writes(letter)}
    assert {letter for letter in written if ord(letter) not in drawn} == set()


def _drawn_by(font: str) -> set[int]:
    """The code points that a family has a glyph for."""
    listed = subprocess.run(["fc-list", f":family={font}", "charset"], capture_output=True, text=True, check=True)
    ranges = re.findall(r"\b([0-9a-f]+)(?:-([0-9a-f]+))?\b", listed.stdout.replace("charset=", " "))
    return {point for first, last in ranges for point in range(int(first, 16), int(last or first, 16) + 1)}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"ltr"', '"up"', "languages.toml: languages.en.direction: found 'up', allowed: "),
        ('script = "latin"', 'script = "runes"', "languages.toml: languages.en.script: found 'runes', allowed: latin"),
        ('name = "English"\n', "", "languages.toml: languages.en.name: found 'nothing', allowed: "),
        (
            'name = "English"',
            'size = 1\nname = "English"',
            "languages.toml: languages.en.size: found 'size', allowed: ",
        ),
        (
            'name = "English"',
            'code = "e"\nname = "English"',
            "languages.toml: languages.en.code: found 'code', allowed: ",
        ),
        (
            "0041-005A",
            "005A-0041",
            "languages.toml: scripts.latin: found '005A-0041', allowed: two code points in order",
        ),
        ("0041-005A", "A-Z", "languages.toml: scripts.latin: found 'A-Z', allowed: two code points in order"),
        ('source = "x"', 'sauce = "x"', "languages.toml: : found ['sauce', 'source'], allowed: exactly source, "),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "languages.toml"
    file.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        load_languages(file)


def test_a_right_table_is_read(tmp_path: Path) -> None:
    file = tmp_path / "languages.toml"
    file.write_text(ROW, encoding="utf-8")
    assert load_languages(file)["en"].letters == ((0x41, 0x5A),)
