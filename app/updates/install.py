"""A checked update into the slot that does not run: unpacked aside, tried apart, and only then pointed to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.archive import Taking
from app.errors import Refused
from app.files import failure, sync_folder, write_file
from app.updates.bundle import Checked, unpack_payload
from app.updates.slots import HOME, START, Slots

_ROOM = 256 << 20  # bytes to be left free
_LONGEST = 180  # seconds of the self-test
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show a console for a moment


def install(checked: Checked, slots: Slots, taking: Taking | None = None) -> None:
    """From the next start on the new version runs. Refused or StorageFailure: everything is as it was."""
    with _aside(slots) as aside:
        _check_room(checked, slots)
        unpack_payload(checked, aside, taking or Taking(kind="update"))
        write_file(aside / START, json.dumps({"start": checked.manifest.start}).encode(), durable=True)
        self_test(checked, aside)
        target = slots.folder(slots.other)
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
        sync_folder(slots.home)
    slots.switch(slots.other, checked.manifest.version)


def self_test(checked: Checked, folder: Path) -> None:
    """The new program says its version, and finds a fresh data folder fit to work; Refused("update_self_test") else."""
    program = str(folder / checked.manifest.start)
    said = _answer([program, "--version"])
    if checked.manifest.version not in said.split():
        raise Refused("update_self_test", step="version")
    with tempfile.TemporaryDirectory(prefix="madoguchi-trial-") as data:
        answer = _answer([program, "doctor", "--json", "--data", data], MADOGUCHI_KEYS=data)
    try:
        failed = [one["id"] for one in json.loads(answer)["checks"] if one["state"] == "fail"]
    except (ValueError, KeyError, TypeError):
        raise Refused("update_self_test", step="doctor") from None
    if failed:
        raise Refused("update_self_test", step=", ".join(map(str, failed)))


def _answer(command: list[str], **environment: str) -> str:
    """What the new program says; it does not know where it will live."""
    kept = {key: value for key, value in os.environ.items() if key not in (HOME, "PYTHONPATH", "MADOGUCHI_DATA")}
    try:
        done = subprocess.run(  # noqa: S603 a program that two makers have signed
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
            timeout=_LONGEST, env=kept | environment, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise Refused("update_self_test", step="start") from None
    if done.returncode:
        raise Refused("update_self_test", step="start")
    return done.stdout


def _check_room(checked: Checked, slots: Slots) -> None:
    needed = sum(facts.size for facts in checked.manifest.files.values()) + _ROOM
    if shutil.disk_usage(slots.home).free < needed:
        raise Refused("update_no_room", needed=needed >> 20)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


@contextmanager
def _aside(slots: Slots) -> Iterator[Path]:
    """A folder beside the slots that vanishes unless it becomes one; what a kill left there vanishes too."""
    try:
        for left in slots.home.glob(".*"):
            _remove(left)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=slots.home))
        aside.chmod(0o755)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise failure(error) from error
