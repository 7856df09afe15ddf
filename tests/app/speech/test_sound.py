"""WAV files of every kind are heard alike, and what is none is refused with a sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from app.errors import InvalidInput
from app.journeys.speech import SpeechDesk
from app.sentences import sentence
from app.speech.sound import LISTENING, Converter, Encoding, Format, level, mono
from app.speech.wav import open_wav
from tests.app.speech.sounds import at_rate, encoded, needs_espeak, pcm, said, wav

SENTENCES = {
    "ja": ("じゅうみんひょう、おねがいします", "住民票お願いします"),
    "en": ("hello, card please", "hello card please"),
}
KINDS: list[tuple[int, int, Encoding]] = [
    (8_000, 1, "s16"), (16_000, 1, "u8"), (11_025, 1, "s16"), (16_000, 1, "s16"), (16_000, 1, "f64"),
    (22_050, 1, "s16"), (32_000, 2, "s16"), (44_100, 2, "s16"), (44_100, 1, "s24"), (44_100, 2, "f32"),
    (48_000, 2, "f32"), (48_000, 1, "s32"), (48_000, 6, "s24"), (96_000, 2, "s24"),
]  # fmt: skip


@needs_espeak
@pytest.mark.parametrize(("rate", "channels", "encoding"), KINDS)
@pytest.mark.parametrize("extensible", [False, True])
def test_the_same_words_are_heard_in_every_kind_of_wav(
    desk: SpeechDesk, tmp_path: Path, rate: int, channels: int, encoding: Encoding, extensible: bool
) -> None:
    language = "ja" if rate > 8_000 else "en"  # of the tiny models only the English one knows the telephone's band
    spoken, text = SENTENCES[language]
    samples = said(spoken, language)
    file = tmp_path / "sound.wav"
    sound = encoded(np.repeat(at_rate(samples, rate), channels), encoding)
    file.write_bytes(wav(sound, rate, encoding, channels, extensible=extensible))
    heard = desk.transcribe(file, language)
    assert heard.text == text
    assert heard.seconds == pytest.approx(len(samples) / 16_000, abs=0.05)


@pytest.mark.parametrize("encoding", ["u8", "s16", "s24", "s32", "f32", "f64"])
def test_every_encoding_gives_the_numbers_that_were_written(encoding: Encoding) -> None:
    samples = np.linspace(-1, 0.99, 301, dtype=np.float32)
    found = mono(encoded(samples, encoding), Format(16_000, 1, encoding))
    assert np.max(np.abs(found - samples)) <= (1 / 127 if encoding == "u8" else 1 / 32_767)


def test_two_channels_are_mixed_and_a_frame_cut_in_two_is_put_together() -> None:
    left, right = np.full(100, 0.5, np.float32), np.full(100, -0.25, np.float32)
    sound = encoded(np.stack([left, right], axis=1).ravel(), "s24")
    converter = Converter(Format(16_000, 2, "s24"))
    out = b"".join(converter.feed(sound[start : start + 7]) for start in range(0, len(sound), 7)) + converter.end()
    assert np.allclose(mono(out, LISTENING), 0.125, atol=1e-4)
    assert len(out) == 200


def test_a_tone_keeps_its_pitch_and_loudness_through_the_resampler_piece_by_piece() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(44_100) / 44_100).astype(np.float32) * np.float32(0.5)
    converter = Converter(Format(44_100, 1, "f32"))
    sound = encoded(tone, "f32")
    out = b"".join(converter.feed(sound[start : start + 4410]) for start in range(0, len(sound), 4410))
    heard = mono(out + converter.end(), LISTENING)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert np.argmax(spectrum) * 16_000 / len(heard) == pytest.approx(1000, abs=1)
    assert len(heard) == pytest.approx(16_000, abs=20)
    assert level(out).decibel == pytest.approx(-9.03, abs=0.1)


def test_the_meter_shows_silence_speech_and_what_is_too_loud() -> None:
    assert level(b"").meter == 0
    assert level(bytes(3200)).meter == 0
    assert level(pcm(np.full(1600, 0.1, np.float32))).decibel == pytest.approx(-20, abs=0.01)
    loud = level(pcm(np.full(1600, 1.2, np.float32)))
    assert (loud.clipped, round(loud.meter, 3)) == (True, 1.0)


def _cut(content: bytes) -> bytes:
    return content[: len(content) - 1000]


def _streamed(content: bytes) -> bytes:
    """As a program writes it that does not know the length yet."""
    return content[:40] + struct.pack("<I", 0x7FFFF000) + content[44:]


RIGHT = wav(bytes(32_000), 16_000)
WRONG: dict[str, tuple[str, bytes]] = {
    "nothing": ("sound_empty", b""),
    "no_sound": ("sound_empty", wav(b"", 16_000)),
    "half_a_frame": ("sound_empty", wav(b"\0", 16_000)),
    "text": ("sound_not_wav", "これは文書です。".encode()),
    "pdf": ("sound_not_wav", b"%PDF-1.7\n" + bytes(100)),
    "mp3": ("sound_not_wav", b"ID3\x04" + bytes(100)),
    "avi": ("sound_not_wav", b"RIFF" + bytes(4) + b"AVI " + bytes(100)),
    "cut_in_the_sound": ("sound_truncated", _cut(RIGHT)),
    "cut_in_the_head": ("sound_truncated", RIGHT[:30]),
    "head_alone": ("sound_truncated", RIGHT[:12]),
    "sound_before_its_format": ("sound_truncated", RIGHT[:12] + RIGHT[36:]),
    "telephone": ("sound_format", RIGHT[:20] + b"\x07\0" + RIGHT[22:]),
    "twelve_bits": ("sound_format", RIGHT[:34] + b"\x0c\0" + RIGHT[36:]),
    "no_channel": ("sound_format", RIGHT[:22] + b"\0\0" + RIGHT[24:]),
    "no_rate": ("sound_format", RIGHT[:24] + bytes(4) + RIGHT[28:]),
    "eleven_minutes": ("sound_too_long", wav(bytes(8_000 * 660), 8_000, "u8")),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_sound_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    reason, content = WRONG[name]
    file = tmp_path / "sound.wav"
    file.write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        open_wav(file)
    assert refused.value.facts["reason"] == reason
    assert "ファイル" in sentence(refused.value, "ja") or "WAV" in sentence(refused.value, "ja")
    assert sentence(refused.value, "en").endswith(".")


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for file in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(InvalidInput) as refused:
            open_wav(file)
        assert refused.value.facts["reason"] == "sound_unreadable"


def test_a_length_that_was_not_known_when_the_file_was_begun_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(_streamed(RIGHT))
    assert open_wav(file).seconds == 1
