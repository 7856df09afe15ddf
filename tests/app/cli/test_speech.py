"""`transcribe`, `speak`: exact keys and exit codes, as a robot calls them."""

import json
import wave
from pathlib import Path

import pytest

from tests.app.cli.test_contract import call
from tests.app.speech.sounds import ENGLISH, JAPANESE, VOICE, needs_espeak, pcm, said, wav


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counter")
    for file in (JAPANESE, ENGLISH):
        assert call("models", "install", str(file), "--json", data=folder)[0] == 0
    return folder


@needs_espeak
def test_a_recording_becomes_text_with_the_contracts_keys(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "said.wav"
    file.write_bytes(wav(pcm(said("hello, card please", "en-us")), 16_000))
    code, answer, _ = call("transcribe", "--language", "en", "--json", str(file), data=data)
    assert code == 0
    assert set(answer) == {"text", "words", "audio_s", "elapsed_ms", "test_model"}
    assert answer["text"] == "hello card please"
    assert [word["word"] for word in answer["words"]] == ["hello", "card", "please"]
    assert all(set(word) == {"word", "start", "end", "confidence"} for word in answer["words"])
    assert answer["words"][-1]["end"] <= answer["audio_s"]
    assert isinstance(answer["elapsed_ms"], int)


@needs_espeak
def test_a_text_becomes_a_file_that_is_heard_again(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "new" / "said.wav"
    code, answer, _ = call("speak", "--language", "en", "--out", str(file), "--json", "hello, card please", data=data)
    assert (code, answer["language"], answer["sample_rate"]) == (0, "en", 22_050)
    with wave.open(str(file)) as made:
        assert made.getnframes() / made.getframerate() == pytest.approx(answer["audio_s"], abs=0.001)
    assert call("transcribe", "--language", "en", "--json", str(file), data=data)[1]["text"] == "hello card please"


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("transcribe", "--language", "xx", "a.wav"), 2, "usage"),
        (("transcribe", "--language", "en"), 2, "usage"),
        (("transcribe", "--language", "en", "none.wav"), 9, "invalid_input"),
        (("transcribe", "--language", "en", __file__), 9, "invalid_input"),
        (("transcribe", "--language", "ko", __file__), 9, "invalid_input"),
        (("transcribe", "--language", "ne", "--ui", "en", __file__), 9, "invalid_input"),
        (("speak", "--language", "xx", "--out", "a.wav", "a"), 2, "usage"),
        (("speak", "--language", "tl", "--out", "a.wav", "Kumusta"), 10, "missing_asset"),
        (("speak", "--language", "ja", "--out", "a.wav", "こんにちは"), 10, "missing_asset"),
        (("speak", "--language", "en", "--out", "a.wav", "…"), 9, "invalid_input"),
        (("speak", "--language", "en", "--speed", "9", "--out", "a.wav", "hello"), 9, "invalid_input"),
        (("speak", "--language", "en", "--out", "a.wav", "1234-5678-9012"), 11, "refused"),
        (("speak", "--language", "en", "--out", "/proc/none/a.wav", "hello"), 12, "storage"),
    ],
)
@needs_espeak
def test_what_cannot_be_done_is_said(data: Path, arguments: tuple[str, ...], code: int, error: str) -> None:
    found, answer, log = call(*arguments, "--json", data=data)
    assert (found, answer["error"]) == (code, error)
    assert answer["message_ja"]
    assert answer["message_en"]
    assert "5678" not in json.dumps(answer) + log
    assert not Path("a.wav").exists()


@needs_espeak
def test_a_language_without_a_model_names_what_is_missing(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "said.wav"
    file.write_bytes(wav(pcm(said("hello", "en-us")), 16_000))
    code, answer, _ = call("transcribe", "--language", "ko", "--json", str(file), data=data)
    assert (code, answer["error"], answer["asset"]) == (10, "missing_asset", "listen-ko")


@needs_espeak
def test_languages_tells_what_is_heard_and_spoken_here(data: Path) -> None:
    answer = {one["code"]: one for one in call("languages", "--json", data=data)[1]["languages"]}
    assert (answer["en"]["listen"], answer["en"]["speak"]) == ("ready", "ready")
    assert (answer["fr"]["listen"], answer["fr"]["speak"]) == ("model_missing", "ready")
    assert (answer["tl"]["speak"], answer["tl"]["silent_because"]) == ("model_missing", "no_voice_exists")
    assert "silent_because" not in answer["en"]


@pytest.mark.skipif(not VOICE.exists(), reason="the Japanese voice: name its folder in MADOGUCHI_MODELS")
def test_the_japanese_voice_is_installed_as_a_file_and_names_its_makers(tmp_path: Path) -> None:
    code, answer, _ = call("models", "install", str(VOICE), "--json", data=tmp_path)
    assert (code, answer["kind"], answer["from"], answer["licence"]) == (0, "speaking", "ja", "CC BY 4.0")
    file = tmp_path / "said.wav"
    code, answer, _ = call(
        "speak", "--language", "ja", "--out", str(file), "--json", "番号札をお取りください。", data=tmp_path
    )
    assert (code, answer["sample_rate"]) == (0, 48_000)
    assert "CC BY 4.0" in answer["credit"]
    assert answer["audio_s"] > 1
