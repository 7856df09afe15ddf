"""A store's key ring on the disk: made once, opened at each start, wrapped anew without touching the data."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from app.errors import StorageFailure
from app.files import failure, sync_folder, write_file, write_first
from app.keys.data_key import BYTES, DataKey
from app.keys.escrow import EscrowPublic, EscrowSecret
from app.keys.header import Header
from app.keys.machine import forget
from app.paths import DataFolder


def data_key(folder: DataFolder) -> DataKey:
    """The key of the folder's data; a new one only where there is no data yet.

    StorageFailure("key_missing") where the header is gone or this machine cannot open it: never a silently new one.
    """
    if folder.plain_key.exists():
        return _from_plain(folder)
    if not folder.keys.exists() and not folder.database.exists():
        _make(folder)
    return header(folder).opened()


def _make(folder: DataFolder) -> None:
    """Where somebody else was first, theirs is the key."""
    fresh = Header.of(DataKey.random())
    if not write_first(folder.keys, fresh.to_json()):
        forget(fresh.machine)


def header(folder: DataFolder) -> Header:
    """StorageFailure("key_missing") where there is none that can be read."""
    try:
        return Header.from_json(folder.keys.read_bytes())
    except OSError:
        raise StorageFailure("key_missing") from None


def set_escrow(folder: DataFolder, escrow: EscrowPublic) -> None:
    """Wrap the data key for the ward's escrow key, in place of one before."""
    key = data_key(folder)
    _write(folder, header(folder).escrowed_for(key, escrow))


def rotate(folder: DataFolder) -> None:
    """Wrap the data key anew in this machine's key store and forget the wrapping of before. No data is touched."""
    before, key = header(folder), data_key(folder)
    _write(folder, Header.of(key, before.escrow))
    forget(before.machine)


def recover(folder: DataFolder, secret: EscrowSecret) -> None:
    """Open with the paper from the safe what this machine cannot open, and let its own key store open it from now on.

    StorageFailure("no_escrow" | "wrong_escrow_key" | "key_missing").
    """
    adopt(folder, header(folder), secret)


def adopt(folder: DataFolder, found: Header, secret: EscrowSecret) -> None:
    """Take a header from elsewhere (a backup), opened by the escrow key, as this folder's own."""
    _write(folder, Header.of(found.opened_by(secret), found.escrow))


def _from_plain(folder: DataFolder) -> DataKey:
    """The readable key of an earlier version: wrapped first, read back, and only then overwritten and removed."""
    key = _plain(folder.plain_key)
    if not folder.keys.exists():
        _write(folder, Header.of(key))
    if header(folder).opened() != key:
        raise StorageFailure("key_missing")
    _shred(folder.plain_key)
    return key


def _plain(path: Path) -> DataKey:
    try:
        raw = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise StorageFailure("key_missing") from None
    if len(raw) != BYTES:
        raise StorageFailure("key_missing")
    return DataKey(raw)


def _shred(path: Path) -> None:
    """Overwritten in place before it goes. A disk may keep old blocks: the data was readable until today anyway."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise failure(error) from error


def _write(folder: DataFolder, found: Header) -> None:
    with suppress(OSError):
        folder.root.chmod(0o700)
    write_file(folder.keys, found.to_json(), durable=True)
