"""The makers' tool for updates (docs/operations.md): `python -m installer.update.make key|bundle|sign|note|place`.

Each holder has a key of their own on their own machine; two of the three sign a bundle, one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from argparse import ArgumentParser, Namespace
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from getpass import getpass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from app.archive import is_safe
from app.storage.schema import HEAD
from app.updates.bundle import MANIFEST, SBOM, SIGNATURES
from app.updates.manifest import PAYLOAD, parsed_manifest, parsed_note, this_platform
from app.updates.signatures import key_id, to_sign
from app.updates.slots import START
from installer.update.sbom import bill_of_materials

_LOCK = Path(__file__).resolve().parent.parent / "requirements" / "runtime.txt"
_NONE = b'{"signatures": []}\n'


def make_key(passphrase: bytes) -> tuple[bytes, str]:
    """A new key: the private half as an encrypted PEM, the public one for `resources/update_keys.toml`."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
    return pem, b64encode(key.public_key().public_bytes_raw()).decode()


def make_bundle(payload: Path, target: Path, start: str, facts: Mapping[str, Any] | None = None) -> None:
    """Everything in a folder as an unsigned bundle. `facts` take the place of what the manifest says by itself.

    ValueError for a file that no counter would take: a link, a name that is not safe everywhere.
    """
    files = {one.relative_to(payload).as_posix(): one for one in sorted(payload.rglob("*")) if not one.is_dir()}
    bad = [name for name, file in files.items() if file.is_symlink() or not is_safe(f"{PAYLOAD}{name}")]
    if bad:
        raise ValueError(f"links or unsafe names: {', '.join(bad)}")
    release = version("madoguchi")
    built_at = _built_at()
    told = {"version": release, "minimum_previous": "0.1.0", **(facts or {})}
    bill = bill_of_materials(told["version"], _LOCK.read_text(encoding="utf-8"), built_at)
    manifest = {
        "format": "madoguchi-update/1",
        "product": "madoguchi",
        "platform": this_platform(),
        "built_at": built_at.isoformat(timespec="seconds"),
        "schema": HEAD,
        "start": start,
        "sbom": _facts(bill),
        "files": {name: _facts(file.read_bytes(), executable=name == start) for name, file in files.items()},
        **told,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True).encode()
    parsed_manifest(text)
    _write(target, {MANIFEST: text, SIGNATURES: _NONE, SBOM: bill}, files)


def _built_at() -> datetime:
    """SOURCE_DATE_EPOCH where it is set: the same inputs give the same bundle (facts C-36)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def _facts(content: bytes, *, executable: bool = False) -> dict[str, Any]:
    return {"sha256": sha256(content).hexdigest(), "size": len(content), "executable": executable}


def _write(target: Path, texts: Mapping[str, bytes], files: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
        for name, file in files.items():
            archive.writestr(_entry(f"{PAYLOAD}{name}"), file.read_bytes(), zipfile.ZIP_DEFLATED)


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the time of this machine: the same files give the same bundle."""
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def sign_bundle(bundle: Path, key: Ed25519PrivateKey) -> None:
    """Add one holder's signature; the bundle is written anew beside itself, and then in its place."""
    with zipfile.ZipFile(bundle) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts[SIGNATURES] = _signed(parts[SIGNATURES], "update", parts[MANIFEST], key)
    aside = bundle.with_name(f".{bundle.name}.new")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
    aside.replace(bundle)


def make_note(bundle: Path, from_version: str, reason: str, until: date) -> bytes:
    """An unsigned roll-back note: this one bundle may take the place of that version, until that day."""
    with zipfile.ZipFile(bundle) as archive:
        digest = sha256(archive.read(MANIFEST)).hexdigest()
    note = {
        "format": "madoguchi-rollback/1", "manifest_sha256": digest, "from_version": from_version, "reason": reason,
        "until": until.isoformat(),
    }  # fmt: skip
    text = json.dumps(note, ensure_ascii=False)
    parsed_note(text.encode())
    return json.dumps({"note": text, "signatures": []}, ensure_ascii=False, indent=1).encode()


def sign_note(note: bytes, key: Ed25519PrivateKey) -> bytes:
    """Add one holder's signature to a roll-back note."""
    return _signed(note, "rollback", json.loads(note)["note"].encode(), key)


def place(payload: Path, home: Path, start: str) -> None:
    """The first installation: a release in slot a of a new home, beside which the second slot waits for an update."""
    home.mkdir(parents=True)
    shutil.copytree(payload, home / "a")
    (home / "a" / START).write_text(json.dumps({"start": start}), encoding="utf-8")
    (home / "current").write_text("a", encoding="ascii")


def _signed(file: bytes, kind: str, content: bytes, key: Ed25519PrivateKey) -> bytes:
    told = json.loads(file)
    identity = key_id(key.public_key().public_bytes_raw())
    others = [one for one in told["signatures"] if one["key"] != identity]
    mine = {"key": identity, "signature": b64encode(key.sign(to_sign(kind, content))).decode()}
    return json.dumps(told | {"signatures": [*others, mine]}, ensure_ascii=False, indent=1).encode()


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    key = actions.add_parser("key", help="make a holder's key")
    key.add_argument("--out", type=Path, required=True)
    bundle = actions.add_parser("bundle", help="make an unsigned bundle of a folder")
    bundle.add_argument("payload", type=Path)
    bundle.add_argument("--start", required=True, help="the program within the folder")
    bundle.add_argument("--minimum-previous", default="0.1.0")
    bundle.add_argument("--out", type=Path, required=True)
    sign = actions.add_parser("sign", help="sign a bundle or a note")
    sign.add_argument("file", type=Path)
    sign.add_argument("--key", type=Path, required=True)
    note = actions.add_parser("note", help="make an unsigned roll-back note")
    note.add_argument("bundle", type=Path)
    note.add_argument("--from", dest="from_version", required=True)
    note.add_argument("--reason", required=True)
    note.add_argument("--until", type=date.fromisoformat, required=True)
    note.add_argument("--out", type=Path, required=True)
    placed = actions.add_parser("place", help="install a folder into a new home with two slots")
    placed.add_argument("payload", type=Path)
    placed.add_argument("home", type=Path)
    placed.add_argument("--start", required=True, help="the program within the folder")
    given = parser.parse_args()
    {"key": _key, "place": _place, "bundle": _bundle, "sign": _sign, "note": _note}[given.action](given)
    return 0


def _key(given: Namespace) -> None:
    pem, public = make_key(getpass("Passphrase: ").encode())
    with open(os.open(given.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 the mode
        file.write(pem)
    print(f'[[keys]]\nholder = "…"\npublic = "{public}"')  # noqa: T201 the maker's answer


def _bundle(given: Namespace) -> None:
    make_bundle(given.payload, given.out, given.start, {"minimum_previous": given.minimum_previous})


def _sign(given: Namespace) -> None:
    key = load_pem_private_key(given.key.read_bytes(), getpass("Passphrase: ").encode())
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit("not an Ed25519 key")
    if zipfile.is_zipfile(given.file):
        sign_bundle(given.file, key)
    else:
        given.file.write_bytes(sign_note(given.file.read_bytes(), key))


def _place(given: Namespace) -> None:
    place(given.payload, given.home, given.start)


def _note(given: Namespace) -> None:
    given.out.write_bytes(make_note(given.bundle, given.from_version, given.reason, given.until))


if __name__ == "__main__":
    sys.exit(main())
