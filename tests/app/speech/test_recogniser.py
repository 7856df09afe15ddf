"""The words of people and of voices, heard through our own path with real models."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import Refused
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.recogniser import Model, Partial, Utterance
from app.speech.sound import LISTENING
from app.speech.wav import FileSound
from tests.app.speech.sounds import FSDD, needs_espeak, pcm, said

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/speech/heard.toml").read_text(encoding="utf-8"))
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def heard(desk: SpeechDesk, sentence: str, language: str, voice: str) -> str:
    spoken = "、".join(CASES["kana"].get(word, word) for word in sentence.split()) if language == "ja" else sentence
    return desk.listen(FileSound(LISTENING, pcm(said(spoken, voice))), language).text


@needs_espeak
@pytest.mark.parametrize(("language", "least", "of"), [("ja", 41, 44), ("en", 30, 36)])
def test_the_known_sentences_of_four_voices_are_heard_as_often_as_by_the_bare_engine(
    desk: SpeechDesk, language: str, least: int, of: int
) -> None:
    tries = [(one, voice) for one in CASES["sentences"][language] for voice in CASES["voices"][language]]
    wanted = {one: one.replace(" ", "") if language == "ja" else one for one, _ in tries}
    right = [one for one, voice in tries if heard(desk, one, language, voice) == wanted[one]]
    assert len(tries) == of
    assert len(right) >= least


@pytest.mark.skipif(
    not FSDD.exists(), reason="recordings of people (FSDD sample): name their folder in MADOGUCHI_MODELS"
)
def test_digits_that_people_spoke_over_a_narrow_band_are_heard(desk: SpeechDesk, tmp_path: Path) -> None:
    """30 recordings at 8 kHz of the data set of which the model's makers heard 169 of 200."""
    with tarfile.open(FSDD) as archive:
        archive.extractall(tmp_path, filter="data")
    files = sorted(tmp_path.rglob("*.wav"))
    right = [file for file in files if desk.transcribe(file, "en").text == DIGITS[int(file.name[0])]]
    assert len(files) == 30
    assert len(right) / len(files) >= 169 / 200


@needs_espeak
def test_words_come_while_they_are_spoken_and_the_pause_ends_the_utterance(desk: SpeechDesk) -> None:
    recogniser = desk.recogniser("ja")
    sound = pcm(said("じゅうみんひょう、おねがいします", gap_s=1.5)) + pcm(said("いくらですか", gap_s=1.5))
    told = [recogniser.feed(sound[start : start + 3200]) for start in range(0, len(sound), 3200)]
    assert [one.words for one in told if isinstance(one, Partial) and one.words] == [
        ("住民票",), ("住民票", "お願いします"), ("いくらですか",),
    ]  # fmt: skip
    utterances = [one for one in told if isinstance(one, Utterance)]
    assert [[word.word for word in one.words] for one in utterances] == [["住民票", "お願いします"], ["いくらですか"]]
    assert recogniser.end().words == ()


@needs_espeak
def test_the_times_of_words_are_those_of_the_sound(desk: SpeechDesk) -> None:
    """Also of a model that looks at every frame, and after a pause."""
    first, second = said("じゅうみんひょう", gap_s=1.5), said("いくらですか", gap_s=1.5)
    words = desk.listen(FileSound(LISTENING, pcm(first) + pcm(second)), "ja").words
    lengths = [len(one) / 16_000 for one in (first, second)]
    assert [word.word for word in words] == ["住民票", "いくらですか"]
    assert words[0].start == pytest.approx(1.5, abs=0.1)
    assert words[0].end == pytest.approx(lengths[0] - 1.5, abs=0.15)
    assert words[1].start == pytest.approx(lengths[0] + 1.5, abs=0.1)
    assert words[1].end == pytest.approx(sum(lengths) - 1.5, abs=0.15)
    assert all(0 <= word.confidence <= 1 for word in words)


@needs_espeak
def test_both_sides_of_the_counter_are_heard_at_once(desk: SpeechDesk) -> None:
    """Two listenings of different languages and two that share a model, each in its own thread."""
    tries = [
        ("こんにちは", "ja", "ja"),
        ("hello", "en", "en-us"),
        ("税金 どこですか", "ja", "ja"),
        ("help please", "en", "en-us"),
    ]
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda one: heard(desk, *one), tries * 5))
    assert texts == ["こんにちは", "hello", "税金どこですか", "help please"] * 5


def test_silence_and_a_hum_are_no_words(desk: SpeechDesk) -> None:
    for sound in (b"", bytes(64_000), (b"\x05\x00" * 8 + b"\xfb\xff" * 8) * 4_000):
        found = desk.listen(FileSound(LISTENING, sound), "ja")
        assert (found.text, found.words, found.quiet) == ("", (), True)


@pytest.mark.parametrize(
    ("name", "content"), [("am/final.mdl", b"noise"), ("graph/HCLG.fst", b""), ("conf/mfcc.conf", b"")]
)
def test_a_model_that_does_not_load_is_refused_and_not_a_fault_of_ours(
    own_data: DataFolder, name: str, content: bytes
) -> None:
    folder = own_data.models / "listen-ja-0"
    (folder / name).write_bytes(content)
    with pytest.raises(Refused) as refused:
        Model.load(folder).recogniser()
    assert refused.value.facts == {"reason": "model_damaged", "id": "listen-ja-0"}


def test_hearing_loads_no_client_of_any_network() -> None:
    code = (
        "import sys; from app.speech.libvosk import _library; _library();"
        "print({'requests', 'urllib3', 'urllib.request', 'http.client', 'vosk'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
