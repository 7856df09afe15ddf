"""The bill of materials of a release (CycloneDX 1.6), made from the hash-locked requirements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill_of_materials(version: str, lock: str, built_at: datetime) -> bytes:
    """Every locked package with its version and the hashes of the files that it may come from."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": built_at.isoformat(timespec="seconds"),
            "component": {"type": "application", "name": "madoguchi", "version": version},
        },
        "components": list(_components(lock)),
    }
    return json.dumps(bill, indent=1).encode()


def _components(lock: str) -> Iterator[dict[str, Any]]:
    for block in re.split(r"\n(?=\S)", lock.strip()):
        pin = _PIN.match(block)
        if pin is None:
            raise ValueError(block[:60])
        name, release = pin.groups()
        yield {
            "type": "library",
            "name": name,
            "version": release,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{release}",
            "hashes": [{"alg": "SHA-256", "content": one} for one in _HASH.findall(block)],
        }
