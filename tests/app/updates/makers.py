"""Three invented makers and a tiny program that they release."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.storage.schema import HEAD
from app.updates.bundle import Machine
from app.updates.signatures import MakerKey
from installer.update.make import make_bundle, make_note, sign_bundle, sign_note

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
MAKERS = tuple(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
KEYS = tuple(
    MakerKey.of(key.public_key().public_bytes_raw(), holder)
    for key, holder in zip(MAKERS, ("甲", "乙", "丙"), strict=True)
)
HERE = Machine("0.1.0", HEAD, NOW, KEYS)
START = "madoguchi"
PROGRAM = """#!{python}
import json, sys
arguments = sys.argv[1:]
if arguments == ["--version"]:
    print("madoguchi {version}")
elif arguments[:1] == ["doctor"]:
    print(json.dumps({{"checks": [{{"id": "fonts", "state": "{fonts}", "detail": ""}}]}}))
else:
    print("{version}", *arguments)
    sys.exit({ends})
"""


def program(folder: Path, version: str, *, fonts: str = "ok", ends: int = 0) -> Path:
    """A release as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = PROGRAM.format(python=sys.executable, version=version, fonts=fonts, ends=ends)
    (folder / START).write_text(text, encoding="utf-8")
    (folder / START).chmod(0o755)
    (folder / "lib").mkdir(exist_ok=True)
    (folder / "lib" / "data.txt").write_text(f"data of {version}\n", encoding="utf-8")
    return folder


def bundle(
    place: Path,
    version: str = "0.2.0",
    signers: Sequence[Ed25519PrivateKey] = MAKERS[:2],
    facts: Mapping[str, Any] | None = None,
    **how: Any,
) -> Path:
    """A release, signed by these makers."""
    target = place / f"madoguchi-{version}.mdgupdate"
    told = {"version": version, "built_at": NOW.isoformat(), **(facts or {})}
    make_bundle(program(place / f"payload-{version}", version, **how), target, START, told)
    for key in signers:
        sign_bundle(target, key)
    return target


def note(
    file: Path, from_version: str = "0.1.0", until: date = date(2026, 12, 31), signers: Sequence[Any] = MAKERS[:2]
) -> bytes:
    made = make_note(file, from_version, "0.1.0 の不具合", until)
    for key in signers:
        made = sign_note(made, key)
    return made


def rewritten(note_: bytes, **values: Any) -> bytes:
    """A note whose words were changed after it was signed."""
    told = json.loads(note_)
    told["note"] = json.dumps(json.loads(told["note"]) | values)
    return json.dumps(told).encode()
