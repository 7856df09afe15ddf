"""Sound that is really made: its length, loudness and rate, and why a language is silent where it is."""

from __future__ import annotations

import io
import shutil
import wave
from pathlib import Path

import pytest

from app.errors import InvalidInput, Refused
from app.journeys.models import take_in
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.sentences import LANGUAGES, sentence
from app.speech import voices
from app.speech.apart import EngineFailed
from app.speech.sound import LISTENING, Converter, Format
from app.speech.voices import EspeakVoice, NoVoice, SystemVoice, chosen
from app.speech.wav import FileSound
from app.translation.languages import languages
from app.translation.packages import remove
from tests.app.speech.sounds import VOICE, needs_espeak, unpacked_voice

needs_voice = pytest.mark.skipif(
    shutil.which("open_jtalk") is None or not VOICE.exists(),
    reason="Open JTalk speaks for this test, with the voice in the folder named by MADOGUCHI_MODELS",
)
SPOKEN = [code for code, language in languages().items() if language.espeak]


@needs_espeak
@pytest.mark.parametrize("code", SPOKEN)
def test_every_language_of_the_table_is_really_spoken(desk: SpeechDesk, code: str) -> None:
    """A word for yes and a number, in letters that every espeak-ng voice reads."""
    speech = desk.speak("2026 ok", code)
    assert speech.rate == 22_050
    assert 0.5 < speech.seconds < 15
    assert -40 < speech.level.decibel < -6


@needs_voice
def test_japanese_is_spoken_with_kanji_by_its_own_voice(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    package = take_in(data.models, VOICE)
    assert (package.id, package.licence) == ("speak-ja-tohoku-f01-neutral", "CC BY 4.0")
    desk = SpeechDesk(data)
    speech = desk.speak("住民票が必要です。\n番号札をお取りください。", "ja")
    assert speech.rate == 48_000
    assert 2.5 < speech.seconds < 8
    assert -40 < speech.level.decibel < -6
    assert "Tohoku University" in desk.voice("ja").credit
    assert desk.speak("住民票が必要です。番号札をお取りください。", "ja", 1.5).seconds < speech.seconds / 1.3
    remove(data.models, package.id)
    assert desk.silence("ja") == "voice_missing"


@needs_espeak
def test_what_is_spoken_is_heard(desk: SpeechDesk) -> None:
    """The whole way back: our voice, our recogniser."""
    speech = desk.speak("hello, card please", "en", 1.0)
    converter = Converter(Format(speech.rate))
    sound = converter.feed(speech.sound) + converter.end()
    assert desk.listen(FileSound(LISTENING, sound), "en").text == "hello card please"


@needs_espeak
def test_a_speech_file_is_a_plain_wav(desk: SpeechDesk) -> None:
    speech = desk.speak("Buenos días", "es")
    with wave.open(io.BytesIO(speech.as_wav())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, speech.rate)
        assert file.getnframes() / speech.rate == pytest.approx(speech.seconds)


@needs_espeak
def test_slower_is_longer(desk: SpeechDesk) -> None:
    slow, usual, fast = (desk.speak("Please wait a moment.", "en", speed).seconds for speed in (0.5, 1.0, 2.0))
    assert slow > usual * 1.3 > fast * 1.5


def test_a_language_that_nobody_speaks_says_why(desk: SpeechDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.silence("tl") == "no_voice_exists"
    monkeypatch.setenv("PATH", "")
    assert desk.silence("en") == "engine_missing"
    assert desk.silence("ja") == "engine_missing"
    for code in ("tl", "en", "ja"):
        with pytest.raises(NoVoice) as silent:
            desk.speak("hello", code)
        for language in LANGUAGES:
            assert {"ja": "大きな文字", "en": "large letters"}[language] in sentence(silent.value, language)


def test_a_voice_that_fails_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "espeak-ng"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(EngineFailed) as failed:
        EspeakVoice("en-us").say("hello")
    assert "動きませんでした" in sentence(failed.value, "ja")


def test_japanese_never_goes_to_espeak(desk: SpeechDesk) -> None:
    assert languages()["ja"].espeak == ""
    with pytest.raises(NoVoice):
        voices.foreign_voice("ja", languages()["ja"].espeak)


@pytest.mark.parametrize("text", ["", "  ", "…", "a" * 1001])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        EspeakVoice("en-us").say(text)


@pytest.mark.parametrize("speed", [0, 0.49, 2.01, float("nan")])
def test_a_speed_out_of_bounds_is_refused(speed: float) -> None:
    with pytest.raises(InvalidInput):
        EspeakVoice("en-us").say("hello", speed)


def test_an_individual_number_is_never_read_aloud(desk: SpeechDesk) -> None:
    for text in ("123456789012", "１２３４ ５６７８ ９０１２"):
        with pytest.raises(Refused) as refused:
            desk.speak(text, "en")
        assert refused.value.facts["reason"] == "individual_number"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.htsvoice", "model_file_damaged"),
        (b"RIFF", "a.htsvoice", "model_file_damaged"),
        (b"not packed", "a.htsvoice.xz", "model_file_damaged"),
        (
            b"[GLOBAL]\nHTS_VOICE_VERSION:1.0\nFULLCONTEXT_FORMAT:HTS_TTS_ENG\n[DATA]\n",
            "a.htsvoice",
            "model_file_damaged",
        ),
        (b"[GLOBAL]", "a\nb.htsvoice", "model_unsafe_path"),
    ],
)
def test_what_is_no_japanese_voice_is_refused_and_leaves_nothing(
    tmp_path: Path, content: bytes, name: str, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        take_in(tmp_path / "models", file)
    assert refused.value.facts["reason"] == reason
    assert not list((tmp_path / "models").glob("*"))


@needs_voice
def test_an_unpacked_voice_is_known_as_the_same(tmp_path: Path) -> None:
    assert take_in(tmp_path / "models", unpacked_voice(tmp_path)).licence == "CC BY 4.0"


def test_the_systems_voice_is_chosen_by_its_name_then_by_its_country() -> None:
    offered = (
        SystemVoice("Hong", "zh_HK"), SystemVoice("Maria", "pt_PT"), SystemVoice("Bia", "pt_BR"),
        SystemVoice("Caio", "pt_BR"), SystemVoice("Yating", "zh_TW"),
    )  # fmt: skip

    def name(locale: str, preferred: str = "") -> str:
        voice = chosen(offered, locale, preferred)
        return voice.name if voice else ""

    assert name("pt_BR") == "Bia"
    assert name("pt_BR", "Caio") == "Caio"
    assert name("pt_BR", "Maria") == "Maria"
    assert name("pt_BR", "Yating") == "Bia"
    assert name("zh_CN") == "Yating"
    assert name("my_MM") == ""
