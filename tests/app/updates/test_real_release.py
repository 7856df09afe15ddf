"""The real program as a release: signed, installed, tried by itself in its slot, started and confirmed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import RESOURCES
from app.updates.bundle import Machine, check
from app.updates.install import install
from app.updates.launch import launch
from app.updates.slots import Slots
from installer.update.make import make_bundle, place, sign_bundle
from tests.app.updates.makers import HERE, MAKERS, NOW

ROOT = RESOURCES.parent
START = """#!{python}
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).resolve().parent))
from ui.main import main
sys.exit(main())
"""
pytestmark = pytest.mark.nightly


def release(folder: Path) -> Path:
    """What a checkout would ship."""
    listed = subprocess.run(["git", "ls-files", "-z", *("app", "ui", "forms", "models", "resources")], cwd=ROOT,
                            capture_output=True, text=True, check=True)  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "madoguchi").write_text(START.format(python=sys.executable), encoding="utf-8")
    (folder / "madoguchi").chmod(0o755)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="the start of the release begins with #!")
def test_the_real_program_passes_its_own_self_test_and_runs_from_its_slot(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    payload, file, home = release(tmp_path / "payload"), tmp_path / "m.mdgupdate", tmp_path / "home"
    place(payload, home, "madoguchi")
    make_bundle(payload, file, "madoguchi", {"built_at": NOW.isoformat(), "minimum_previous": "0.0.1"})
    for key in MAKERS[:2]:
        sign_bundle(file, key)
    older = Machine("0.0.9", HERE.schema, NOW, HERE.keys)  # the release says 0.1.0
    slots = Slots(home)
    install(check(file, older), slots)
    assert (slots.current, slots.trial is not None) == ("b", True)
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "data"))
    assert launch(slots, ["doctor", "--json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert {one["id"]: one["state"] for one in answer["checks"]}["update"] == "warn"  # waits for its window to stand
    assert slots.current == "b"
