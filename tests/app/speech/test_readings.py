"""What a visitor hears of the office's words and numbers: the voice's own reading of our text, word by word."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.data_file import DataError
from app.paths import RESOURCES
from app.speech.readings import load_readings, spoken
from app.speech.voices import japanese_dictionary
from tests.app.speech.sounds import VOICE, unpacked_voice

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/speech/readings.toml").read_text(encoding="utf-8"))
needs_voice = pytest.mark.skipif(
    shutil.which("open_jtalk") is None or not VOICE.exists(),
    reason="Open JTalk reads for this test, with the voice in the folder named by MADOGUCHI_MODELS",
)


def read_aloud(text: str, folder: Path) -> str:
    """How Open JTalk pronounces the text: the tenth column of its analysis."""
    command = ["open_jtalk", "-x", str(japanese_dictionary()), "-m", str(unpacked_voice(folder)), "-ot", "/dev/stdout"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    lines = done.stdout.partition("[Text analysis result]\n")[2].partition("\n\n")[0].splitlines()
    return "".join(line.split(",")[9] for line in lines).replace("’", "").replace("、", "").replace("？", "")


@needs_voice
@pytest.mark.parametrize("text", [*CASES["mended"], *CASES["right"]])
def test_the_offices_words_are_read_as_a_clerk_would_say_them(tmp_path: Path, text: str) -> None:
    wanted = CASES["mended"].get(text) or CASES["right"][text]
    assert read_aloud(spoken(text), tmp_path) == wanted


@needs_voice
def test_what_the_table_mends_is_read_wrongly_without_it(tmp_path: Path) -> None:
    needless = [text for text, wanted in CASES["mended"].items() if read_aloud(text, tmp_path) == wanted]
    assert needless == []


@pytest.mark.parametrize("text", CASES["right"])
def test_what_is_read_rightly_is_left_as_it_is(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize(
    "text",
    ["03-5608-1111", "1234-5678-9012", "99:99:99", "10/20/30", "A4", "USB3Fx", "2026-1-2-3", "", "①", "½", "二〇二六"],
)
def test_what_is_no_date_hour_or_amount_is_left_alone(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('say = "{n}円"', 'say = "{m}円"', r"patterns\[3\]\.say: found \['m'\], allowed: n"),
        (r"find = '[¥￥]", r"find = '([¥￥]", r"patterns\[3\]\.find: found .* allowed: a regular expression"),
        ("[words]", '[words]\n"3" = 3', "words.3: found 3"),
        ("confidence", "confidance", "confidence: found 'nothing'"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(tmp_path: Path, right: str, wrong: str, fault: str) -> None:
    shipped = (RESOURCES / "speech" / "readings.toml").read_text(encoding="utf-8")
    file = tmp_path / "readings.toml"
    file.write_text(shipped.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        load_readings(file)
