"""The file of a backup: an uncompressed ZIP of the encrypted database, its key header and what else a counter needs.

`backup.json` tells what is in it, with the SHA-256 of every member, under a MAC that only the data key makes.
"""

from __future__ import annotations

import hmac
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from app.errors import InvalidInput, Problem, StorageFailure
from app.files import whole_file
from app.keys.data_key import DataKey
from app.keys.header import Header
from app.sentences import bilingual

DATABASE, KEYS, _CONTENTS = "madoguchi.db", "keys.json", "backup.json"
SUFFIX = ".mdgbackup"
_FORMAT = 1
_CHUNK = 1 << 20
_LARGEST_TEXT = 16 << 20
_MOST_MEMBERS = 10_000


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself: nothing personal. `made_at` is ISO 8601 in UTC, `rows` table → count."""

    made_at: str
    schema: str
    key_id: str
    escrow: str
    rows: Mapping[str, int]


class BackupFile:
    """A backup opened for reading.

    InvalidInput for a file that is none, StorageFailure("backup_damaged") for one that is torn or was changed.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = _checked_names(archive)
        facts = self._json(_CONTENTS)
        try:
            self._hashes: Mapping[str, str] = facts["sha256"]
            self._mac: str = facts["mac"]
            self._told: str = facts["contents"]
            self.contents = Contents(**json.loads(self._told))
        except (KeyError, TypeError, ValueError):
            raise StorageFailure("backup_damaged") from None
        if {_CONTENTS, *self._hashes} != set(self._names) or not {DATABASE, KEYS} <= self._hashes.keys():
            raise StorageFailure("backup_damaged")

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise _not_ours(path) from None
        except OSError as error:
            raise StorageFailure("file_not_readable") from error
        with archive:
            yield cls(archive)

    @property
    def header(self) -> Header:
        return Header.from_json(self.small(KEYS))

    @property
    def others(self) -> Iterator[str]:
        """The names of what lies beside database and keys."""
        return (name for name in self._hashes if name not in (DATABASE, KEYS))

    def verify(self, key: DataKey) -> None:
        """That this key's owner wrote it just so."""
        if not hmac.compare_digest(self._mac, _mac(key, self._told, self._hashes)):
            raise StorageFailure("backup_damaged")

    def small(self, name: str) -> bytes:
        """A member that fits into memory."""
        content = bytearray()
        for chunk in self._chunks(name):
            content += chunk
            if len(content) > _LARGEST_TEXT:
                raise StorageFailure("backup_damaged")
        return bytes(content)

    def unpack(self, name: str, target: Path) -> None:
        """A member as a file, on the disk when this returns."""
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 the mode
            file.writelines(self._chunks(name))
            file.flush()
            os.fsync(file.fileno())

    def _chunks(self, name: str) -> Iterator[bytes]:
        digest = sha256()
        try:
            with self._archive.open(name) as member:
                while chunk := member.read(_CHUNK):
                    digest.update(chunk)
                    yield chunk
        except (zipfile.BadZipFile, KeyError, EOFError):
            raise StorageFailure("backup_damaged") from None
        if digest.hexdigest() != self._hashes.get(name):
            raise StorageFailure("backup_damaged")

    def _json(self, name: str) -> Any:
        try:
            with self._archive.open(name) as member:
                facts = json.loads(member.read(_LARGEST_TEXT))
        except (KeyError, zipfile.BadZipFile, ValueError):
            raise StorageFailure("backup_damaged") from None
        if not isinstance(facts, dict):
            raise StorageFailure("backup_damaged")
        return facts


def write_backup(target: Path, contents: Contents, key: DataKey, members: Mapping[str, Path | bytes]) -> None:
    """The file whole or not at all, on the disk when this returns; StorageFailure with what the disk said."""
    with whole_file(target) as file:
        _fill(file, contents, key, members)


def _fill(file: IO[bytes], contents: Contents, key: DataKey, members: Mapping[str, Path | bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        hashes = {name: _add(archive, name, content) for name, content in members.items()}
        told = json.dumps(asdict(contents), ensure_ascii=False)
        facts = {"format": _FORMAT, "contents": told, "sha256": hashes, "mac": _mac(key, told, hashes)}
        archive.writestr(_member(_CONTENTS), json.dumps(facts, indent=1))


def _member(name: str) -> zipfile.ZipInfo:
    """Without a time: a clock before 1980 has none that fits, and `backup.json` says when it was."""
    return zipfile.ZipInfo(name)


def _add(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> str:
    if isinstance(content, bytes):
        archive.writestr(_member(name), content)
        return sha256(content).hexdigest()
    digest = sha256()
    with content.open("rb") as source, archive.open(_member(name), "w", force_zip64=True) as member:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def _mac(key: DataKey, told: str, hashes: Mapping[str, str]) -> str:
    text = told + json.dumps(hashes, sort_keys=True)
    return hmac.new(key.derived("backup"), text.encode(), sha256).hexdigest()


def _checked_names(archive: zipfile.ZipFile) -> list[str]:
    """No path that leads elsewhere, none twice, not too many (facts C-28)."""
    names = [info.filename for info in archive.infolist()]
    paths = [PurePosixPath(name) for name in names]
    strange = any(path.is_absolute() or ".." in path.parts or "\\" in str(path) or ":" in str(path) for path in paths)
    if strange or len(set(names)) != len(names) or len(names) > _MOST_MEMBERS:
        raise StorageFailure("backup_damaged")
    if _CONTENTS not in names:
        raise _not_ours(Path(archive.filename or "FILE"))
    return names


def _not_ours(path: Path) -> InvalidInput:
    return InvalidInput([Problem("FILE", path.name, bilingual("our_backup"))])
