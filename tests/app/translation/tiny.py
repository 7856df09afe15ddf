"""The tiny real packages of tests/data/models, and others made of their parts: right ones and hostile ones."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from app.translation.packages import Package, install

MODELS = Path(__file__).resolve().parents[2] / "data" / "models"
JA_EN = MODELS / "translate-ja_en-0_1.argosmodel"
EN_JA = MODELS / "translate-en_ja-0_1.argosmodel"
TOP = "translate-xx_yy"


def parts(file: Path = JA_EN) -> dict[str, bytes]:
    """The files of a package by their names below its one folder."""
    with zipfile.ZipFile(file) as archive:
        return {info.filename.partition("/")[2]: archive.read(info) for info in archive.infolist()}


def metadata(source: str, target: str, version: str = "0.1") -> bytes:
    names = {"from_name": source, "to_name": target, "argos_version": "1.9.0"}
    return json.dumps({"from_code": source, "to_code": target, "package_version": version, **names}).encode()


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(changes: Mapping[str, bytes | None] | None = None, file: Path = JA_EN) -> bytes:
    """A right package with some of its files changed, or left out (None)."""
    files: dict[str, bytes | None] = {**parts(file), **(changes or {})}
    return zipped({f"{TOP}/{name}": content for name, content in files.items() if content is not None})


def put(models: Path, folder: Path, source: str, target: str, file: Path = JA_EN) -> Package:
    """Install the model of `file` under the names of another pair."""
    made = folder / f"{source}_{target}.argosmodel"
    made.write_bytes(package({"metadata.json": metadata(source, target)}, file))
    return install(models, made)
