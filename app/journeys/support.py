"""What may leave this counter for those who mend it: an allow-list of facts, none about a person (facts C-41)."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from app import clock
from app.errors import StorageFailure
from app.journeys.health import checks
from app.keys.ring import header
from app.paths import DataFolder
from app.storage.backup_plan import Kept, Plan
from app.storage.schema import HEAD

ALLOWED = frozenset(
    {"made_at", "version", "schema", "python", "system", "machine", "checks", "key_id", "escrow", "database_bytes",
     "wal_bytes", "backups", "libraries"}
)  # fmt: skip
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "cryptography", "pyscard", "reportlab", "pikepdf")


def support_facts(folder: DataFolder) -> Mapping[str, object]:
    """To be shown in full before it is saved. Of a check only its state: a sentence may name a device or a file."""
    keys = _keys(folder)
    facts: dict[str, object] = {
        "made_at": clock.now().isoformat(timespec="minutes"),
        "version": version("madoguchi"),
        "schema": HEAD,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "checks": {check.id: check.state for check in checks(folder)},
        "database_bytes": _size(folder, ""),
        "wal_bytes": _size(folder, "-wal"),
        "backups": [{"made_at": one.made_at.isoformat(), "bytes": one.size} for one in _backups(folder)],
        "libraries": {name: version(name) for name in _LIBRARIES},
        **keys,
    }
    return {key: value for key, value in facts.items() if key in ALLOWED}


def _keys(folder: DataFolder) -> dict[str, object]:
    try:
        found = header(folder)
    except StorageFailure:
        return {"key_id": None, "escrow": None}
    return {"key_id": found.key_id, "escrow": found.escrow.id if found.escrow else None}


def _backups(folder: DataFolder) -> tuple[Kept, ...]:
    try:
        return Plan.of(folder).kept()
    except StorageFailure:
        return ()


def _size(folder: DataFolder, end: str) -> int | None:
    file = folder.database.with_name(folder.database.name + end)
    return file.stat().st_size if file.exists() else None
