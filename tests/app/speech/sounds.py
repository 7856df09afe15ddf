"""Sound for the tests: spoken by espeak-ng, put between silences, written in every format; the tiny models for it."""

from __future__ import annotations

import lzma
import os
import shutil
import struct
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from app.journeys.models import take_in
from app.paths import RESOURCES, DataFolder
from app.speech.sound import RATE, Encoding
from app.speech.wav import wav_of

MODELS = Path(__file__).resolve().parents[2] / "data" / "models"
JAPANESE, ENGLISH = MODELS / "vosk-model-tiny-counter-ja.tar.xz", MODELS / "vosk-model-tiny-counter-en.tar.xz"

Samples = NDArray[np.float32]

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks for this test")


def install_listeners(data: DataFolder) -> None:
    for file in (JAPANESE, ENGLISH):
        take_in(data.models, file)


@cache
def said(text: str, voice: str = "ja", speed: int = 150, gap_s: float = 0.5) -> Samples:
    """The text spoken by espeak-ng (of Japanese: kana) at 16 kHz, with just this silence before and behind it."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdin", "--stdout"]
    rate, sound = wav_of(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)
    speech = soxr.resample(np.frombuffer(sound, "<i2").astype(np.float32) / 32768, rate, RATE)
    loud = np.flatnonzero(np.abs(speech) > 0.01)
    speech = speech[loud[0] : loud[-1]]
    silence = np.zeros(round(gap_s * RATE), np.float32)
    return np.concatenate([silence, speech.astype(np.float32), silence])


def pcm(samples: Samples) -> bytes:
    """As a source gives it."""
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()


def encoded(samples: Samples, encoding: Encoding) -> bytes:
    """The samples as a file of that encoding holds them, reckoned apart from the program's own way back."""
    wide = np.clip(samples.astype(np.float64), -1, 1 - 1 / (1 << 31))
    if encoding == "u8":
        return bytes(np.floor(wide * 128 + 128).astype(np.uint8))
    if encoding == "s24":
        return b"".join(int(value).to_bytes(4, "little", signed=True)[:3] for value in np.floor(wide * (1 << 23)))
    if encoding in ("f32", "f64"):
        return wide.astype("<f4" if encoding == "f32" else "<f8").tobytes()
    bits = 16 if encoding == "s16" else 32
    return np.floor(wide * (1 << (bits - 1))).astype(f"<i{bits // 8}").tobytes()


def wav(sound: bytes, rate: int, encoding: Encoding = "s16", channels: int = 1, *, extensible: bool = False) -> bytes:
    """A WAV file's content, headed by our own hand."""
    bits = {"u8": 8, "s16": 16, "s24": 24, "s32": 32, "f32": 32, "f64": 64}[encoding]
    kind = 3 if encoding[0] == "f" else 1
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", 0xFFFE if extensible else kind, channels, rate, rate * frame, frame, bits)
    if extensible:
        tail = b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
        form += struct.pack("<HHIH", 22, bits, 0, kind) + tail
    parts = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts


def at_rate(samples: Samples, rate: int) -> Samples:
    resampled: Samples = soxr.resample(samples, RATE, rate)
    return resampled


THIRD_PARTY = Path(os.environ.get("MADOGUCHI_MODELS", RESOURCES.parent.parent / "shared" / "models")) / "third-party"
VOICE = THIRD_PARTY / "tohoku-f01-neutral.htsvoice.xz"
FSDD = THIRD_PARTY / "fsdd-sample.tar.xz"


def unpacked_voice(folder: Path) -> Path:
    """The Japanese voice as a file that Open JTalk reads."""
    file = folder / VOICE.stem
    if not file.exists():
        file.write_bytes(lzma.decompress(VOICE.read_bytes()))
    return file
