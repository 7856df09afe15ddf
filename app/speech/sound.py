"""Sound on its way to the recogniser: whatever a device or a file gives becomes 16 kHz, mono, 16 bit.

A source gives its sound in pieces until it is over. The microphone (in the window) and files are both such sources.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Literal, Protocol

from app.errors import KnownError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE = 16_000  # Hz: what the models for listening were made for
SAMPLE = 2  # bytes
_CLIPPED = 32_735  # a thousandth below full scale
SILENCE_DB = -90.0  # the floor of the meter: one step of 16 bits
_TROUBLE = Literal["microphone_none", "microphone_gone", "microphone_blocked"]

Encoding = Literal["u8", "s16", "s24", "s32", "f32", "f64"]
BYTES: dict[Encoding, int] = {"u8": 1, "s16": 2, "s24": 3, "s32": 4, "f32": 4, "f64": 8}


@dataclass(frozen=True)
class Format:
    """How the samples of a device or a file are written (little-endian, channels in turn). `rate`: Hz."""

    rate: int
    channels: int = 1
    encoding: Encoding = "s16"

    @property
    def frame(self) -> int:
        """Bytes of one moment, all channels."""
        return self.channels * BYTES[self.encoding]


_FULL = {"s16": 1 << 15, "s32": 1 << 31}

LISTENING = Format(RATE)
"""What a source gives, and a device is asked for first."""


class SoundSource(Protocol):
    """Where sound comes from."""

    def chunks(self) -> Iterator[bytes]:
        """16 kHz mono 16-bit pieces, waiting for each. Ends when the sound is over; NoMicrophone when it breaks off."""
        ...


class NoMicrophone(KnownError):
    """There is none, it went away while it was used, or the system does not let us use it."""

    code = "missing_asset"
    exit_code = 10

    def __init__(self, reason: _TROUBLE) -> None:
        super().__init__(asset="microphone", how_to_install="", reason=reason)


class NoSpeaker(KnownError):
    """There is nothing that makes a sound."""

    code = "missing_asset"
    exit_code = 10

    def __init__(self) -> None:
        super().__init__(asset="speaker", how_to_install="", reason="speaker_none")


class LiveSound:
    """Sound that somebody else's thread brings, as it comes: a source for one listening.

    `put`, `end` and `fail` may be called from any thread; what comes after the end is dropped.
    """

    def __init__(self, given: Format = LISTENING) -> None:
        self._converter = Converter(given)
        self._queue: SimpleQueue[bytes | KnownError | None] = SimpleQueue()

    def put(self, sound: bytes) -> None:
        """What the device has just given, in its own format."""
        self._queue.put(sound)

    def end(self) -> None:
        """The button was let go."""
        self._queue.put(None)

    def fail(self, error: KnownError) -> None:
        """The device is gone."""
        self._queue.put(error)

    def chunks(self) -> Iterator[bytes]:
        """What was put, converted."""
        while (sound := self._queue.get()) is not None:
            if isinstance(sound, KnownError):
                raise sound
            yield self._converter.feed(sound)
        yield self._converter.end()


class Converter:
    """A stream of one format made 16 kHz mono 16 bit, piece by piece; a frame cut in two is put together again."""

    def __init__(self, given: Format) -> None:
        self._given = given
        self._rest = b""
        self._resampler = _resampler(given.rate) if given.rate != RATE else None

    def feed(self, sound: bytes) -> bytes:
        """As much of it as can be given already."""
        if self._given == LISTENING and not self._rest and len(sound) % SAMPLE == 0:
            return sound
        whole = self._rest + sound
        cut = len(whole) - len(whole) % self._given.frame
        self._rest = whole[cut:]
        return self._resampled(mono(whole[:cut], self._given))

    def end(self) -> bytes:
        """What the resampler still holds."""
        import numpy as np

        return self._resampled(np.zeros(0, np.float32), last=True) if self._resampler else b""

    def _resampled(self, samples: Samples, *, last: bool = False) -> bytes:
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples, last=last)
        return _sixteen_bits(samples)


def _resampler(rate: int) -> _Resampler:
    import soxr

    made: _Resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="MQ")
    return made


class _Resampler(Protocol):
    def resample_chunk(self, samples: Samples, *, last: bool) -> Samples: ...


def mono(sound: bytes, given: Format) -> Samples:
    """Whole frames as numbers from −1 to 1, the mean of all channels."""
    import numpy as np

    samples = _numbers(sound, given.encoding)
    if given.channels == 1:
        return samples
    mixed: Samples = samples.reshape(-1, given.channels).mean(axis=1, dtype=np.float32)
    return mixed


def _numbers(sound: bytes, encoding: Encoding) -> Samples:
    import numpy as np

    if encoding in ("f32", "f64"):
        floats = np.frombuffer(sound, "<f4" if encoding == "f32" else "<f8").astype(np.float32)
        return np.clip(np.nan_to_num(floats), -1, 1)
    if encoding == "u8":
        return np.frombuffer(sound, np.uint8).astype(np.float32) / np.float32(128) - np.float32(1)
    if encoding == "s24":  # the three bytes become the upper ones of four
        wide = np.zeros((len(sound) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(sound, np.uint8).reshape(-1, 3)
        sound, encoding = wide.tobytes(), "s32"
    return np.frombuffer(sound, "<i2" if encoding == "s16" else "<i4").astype(np.float32) / np.float32(_FULL[encoding])


def _sixteen_bits(samples: Samples) -> bytes:
    import numpy as np

    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()


@dataclass(frozen=True)
class Level:
    """Of one piece of sound: its loudness (RMS) in dB of full scale, and whether it is driven too far."""

    decibel: float = SILENCE_DB
    clipped: bool = False

    @property
    def meter(self) -> float:
        """0 to 1 for a bar on the screen: from −60 dB, a silent room, to full scale."""
        return min(1.0, max(0.0, 1 + self.decibel / 60))


def level(sound: bytes) -> Level:
    """Of 16-bit mono sound."""
    import numpy as np

    samples = np.frombuffer(sound, "<i2", count=len(sound) // SAMPLE).astype(np.float32)
    if not samples.size:
        return Level()
    power = float(samples.dot(samples)) / samples.size / _FULL["s16"] ** 2
    decibel = 10 * math.log10(power) if power > 0 else SILENCE_DB
    return Level(max(SILENCE_DB, decibel), max(samples.max(), -samples.min()) >= _CLIPPED)
