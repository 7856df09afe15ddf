"""The makers' tools: the same inputs give the same bundle, and the bill of materials names every locked package."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.paths import RESOURCES
from app.updates.bundle import SBOM
from installer.update import make
from installer.update.make import make_bundle, make_key
from tests.app.updates.makers import START, program

LOCK = RESOURCES.parent / "installer" / "requirements" / "runtime.txt"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tiny program begins with #!")


def test_the_same_files_and_time_give_the_same_bundle_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    payload = program(tmp_path / "payload", "0.1.0")
    for name in ("one", "other"):
        make_bundle(payload, tmp_path / name, START)
        (payload / "lib" / "data.txt").touch()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_the_bill_of_materials_names_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    make_bundle(program(tmp_path / "payload", "0.1.0"), tmp_path / "made", START)
    with zipfile.ZipFile(tmp_path / "made") as archive:
        bill = json.loads(archive.read(SBOM))
    locked = [line.split("==")[0] for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    assert [one["name"] for one in bill["components"]] == locked
    assert all(one["hashes"] and one["purl"].endswith(f"@{one['version']}") for one in bill["components"])


def test_what_no_counter_would_take_is_not_even_made(tmp_path: Path) -> None:
    payload = program(tmp_path / "payload", "0.1.0")
    (payload / "link").symlink_to("/etc/passwd")
    with pytest.raises(ValueError, match="link"):
        make_bundle(payload, tmp_path / "made", START)
    (payload / "link").unlink()
    (payload / "NUL.txt").write_text("", encoding="ascii")
    with pytest.raises(ValueError, match="NUL"):
        make_bundle(payload, tmp_path / "made", START)
    assert not (tmp_path / "made").exists()


def test_a_makers_key_leaves_only_under_its_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem, public = make_key(b"hashi no tamoto de")
    with pytest.raises(ValueError, match="assword"):
        load_pem_private_key(pem, b"another")
    assert public not in pem.decode()
    monkeypatch.setattr(make, "getpass", lambda _prompt: "hashi no tamoto de")
    monkeypatch.setattr(sys, "argv", ["make", "key", "--out", str(tmp_path / "holder.pem")])
    assert make.main() == 0
    assert (tmp_path / "holder.pem").stat().st_mode & 0o77 == 0
