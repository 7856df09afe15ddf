"""A voice for Open JTalk (`.htsvoice`, also packed as `.htsvoice.xz`) taken in: looked at, copied by our own hand.

The file names no licence; of the voices that we know by their content it stands in `resources/speech/voices.toml`.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from app import clock
from app.archive import Taking, is_safe, sha256_of
from app.data_file import built, read_toml
from app.errors import InvalidInput, Problem, Refused
from app.paths import RESOURCES
from app.sentences import bilingual
from app.translation.languages import JAPANESE
from app.translation.packages import SPEAKING, Package, taken_in

_ENDINGS = (".htsvoice", ".htsvoice.xz")
_START = b"[GLOBAL]\nHTS_VOICE_VERSION:"
_JAPANESE_MARK = b"FULLCONTEXT_FORMAT:HTS_TTS_JPN"
_LARGEST = 64 << 20  # bytes; the usual ones have 1 to 3 MB
_HEAD = 4096


@dataclass(frozen=True)
class KnownVoice:
    """Of a voice whose content we know: its licence, and whom that wants to be named."""

    sha256: str
    licence: str
    credit: str


def speaks(file: Path) -> bool:
    """Whether the file is a voice."""
    return file.name.lower().endswith(_ENDINGS)


def install_voice(models: Path, file: Path, expected: str | None, taking: Taking) -> Package:
    """Take a voice in. Refused or InvalidInput: nothing is left behind."""
    digest = _digest(file)
    if expected and expected.strip().lower() != digest:
        raise Refused("model_hash")
    name = file.name.removesuffix(".xz")
    if not is_safe(name):
        raise Refused("model_unsafe_path")
    with taken_in(models) as (aside, finish), _opened(file) as content:
        found = _copied(content, aside / name, taking)
        known = _known().get(found)
        package = Package(
            id=f"speak-{JAPANESE}-{name.removesuffix('.htsvoice').lower()}", source=JAPANESE, target="", version="1",
            licence=known.licence if known else "", size=(aside / name).stat().st_size, sha256=digest,
            installed_on=clock.today().isoformat(), test_model=False, files={name: found}, kind=SPEAKING,
        )  # fmt: skip
        return finish(package)


def credit_of(package: Package) -> str:
    """Whom the voice's licence wants to be named; empty where we do not know the voice."""
    known = _known().get(next(iter(package.files.values())))
    return known.credit if known else ""


def _digest(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError:
        raise InvalidInput([Problem("FILE", file.name, bilingual("readable_model"))]) from None


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    with lzma.open(file) if file.suffix.lower() == ".xz" else file.open("rb") as content:
        yield content


def _copied(content: IO[bytes], path: Path, taking: Taking) -> str:
    """Onto the disk, its beginning looked at first; its SHA-256."""
    try:
        sound = content.read(_LARGEST + 1)
    except (lzma.LZMAError, EOFError) as error:
        raise Refused("model_file_damaged") from error
    if len(sound) > _LARGEST:
        raise Refused("model_too_big")
    if not sound.startswith(_START) or _JAPANESE_MARK not in sound[:_HEAD] or b"[DATA]" not in sound[:_HEAD]:
        raise Refused("model_file_damaged")
    taking.expect(len(sound))
    taking.wrote(len(sound))
    path.write_bytes(sound)
    return hashlib.sha256(sound).hexdigest()


@cache
def _known() -> Mapping[str, KnownVoice]:
    """By the SHA-256 of the unpacked file."""
    file = RESOURCES / "speech" / "voices.toml"
    voices = built(file.name, "voices", dict[str, KnownVoice], read_toml(file).get("voices"))
    return {one.sha256: one for one in voices.values()}
