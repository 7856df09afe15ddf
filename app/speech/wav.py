"""WAV files, read by our own hand: a stranger's file reaches no decoder in C, and each fault has its sentence.

Read: PCM of 8, 16, 24 and 32 bits and floats of 32 and 64 bits, any rate from 8 to 192 kHz, up to 8 channels.
"""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import InvalidInput, Problem
from app.sentences import bilingual
from app.speech.sound import BYTES, RATE, Converter, Encoding, Format

LONGEST_S = 600.0  # seconds of one file
_LARGEST = 1 << 30  # bytes: ten minutes of the widest format have less
_STEP_S = 0.1
_STREAMED = 0x7FFF0000  # from here on a length only says that it was not known when the file was begun
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_PCM_KINDS: dict[int, Encoding] = {8: "u8", 16: "s16", 24: "s24", 32: "s32"}
_FLOAT_KINDS: dict[int, Encoding] = {32: "f32", 64: "f64"}


@dataclass(frozen=True)
class FileSound:
    """A WAV file as a source; examined when it was opened."""

    given: Format
    sound: bytes

    @property
    def seconds(self) -> float:
        return len(self.sound) / self.given.frame / self.given.rate

    def chunks(self) -> Iterator[bytes]:
        """The whole sound in tenths of a second."""
        converter = Converter(self.given)
        step = round(_STEP_S * self.given.rate) * self.given.frame
        for start in range(0, len(self.sound), step):
            yield converter.feed(self.sound[start : start + step])
        yield converter.end()


def open_wav(file: Path) -> FileSound:
    """The file's sound. InvalidInput with its `reason` for whatever is no WAV that we can hear."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError:
        raise _refused("sound_unreadable", file.name) from None
    if not content:
        raise _refused("sound_empty", "0 bytes")
    if len(content) > _LARGEST:
        raise _refused("sound_too_long", f"> {_LARGEST >> 20} MiB")
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise _refused("sound_not_wav", file.name)
    return _sound(content)


def _sound(content: bytes) -> FileSound:
    given: Format | None = None
    for name, start, size in _parts(content):
        if name == b"fmt ":
            given = _format(content[start : start + size])
        elif name == b"data" and given is not None:
            return _checked(given, content[start:] if size >= _STREAMED else content[start : start + size], size)
    raise _refused("sound_truncated", f"{len(content)} bytes")


def _parts(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and size of every part; parts begin at even places."""
    place = 12
    while place + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        yield name, place + 8, size
        place += 8 + size + size % 2


def _format(part: bytes) -> Format:
    if len(part) < 16:
        raise _refused("sound_truncated", f"fmt: {len(part)} bytes")
    kind, channels, rate, _per_second, _frame, bits = struct.unpack_from("<HHIIHH", part)
    if kind == _EXTENSIBLE and len(part) >= 26:
        kind = struct.unpack_from("<H", part, 24)[0]
    encoding = {_PCM: _PCM_KINDS, _FLOAT: _FLOAT_KINDS}.get(kind, {}).get(bits)
    if encoding is None or not 1 <= channels <= 8 or not 8_000 <= rate <= 192_000:
        raise _refused("sound_format", f"format {kind}, {bits} bit, {channels} ch, {rate} Hz")
    return Format(rate, channels, encoding)


def _checked(given: Format, sound: bytes, size: int) -> FileSound:
    whole = sound[: len(sound) - len(sound) % given.frame]
    found = FileSound(given, whole)
    if size < _STREAMED and len(sound) < size:
        raise _refused("sound_truncated", f"{len(sound)} / {size} bytes")
    if not whole:
        raise _refused("sound_empty", "0 s")
    if found.seconds > LONGEST_S:
        raise _refused("sound_too_long", f"{found.seconds:.0f} s")
    return found


def _refused(reason: str, found: str) -> InvalidInput:
    return InvalidInput([Problem("FILE", found, bilingual("wave_file"))], reason=reason)


def as_wav(sound: bytes, rate: int = RATE) -> bytes:
    """16-bit mono sound as the content of a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(BYTES["s16"])
        made.setframerate(rate)
        made.writeframes(sound)
    return out.getvalue()


def wav_of(content: bytes) -> tuple[int, bytes]:
    """Rate and sound of a 16-bit mono WAV that a program of ours has made."""
    found = _sound(content)
    return found.given.rate, found.sound
