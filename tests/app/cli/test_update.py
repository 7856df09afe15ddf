"""`update` on the command line and in the journey: who may, a backup first, and what the trail says afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.journeys.updating as journey
from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.updating import Updating, confirm_start
from app.paths import DataFolder
from app.storage.receptions import Receptions
from app.updates.slots import HOME, Slots
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.cli.test_contract import call
from tests.app.storage.test_receptions import reception
from tests.app.updates.makers import KEYS, MAKERS, bundle
from tests.app.updates.test_updates import slots
from tests.signed_in import seat_of

__all__ = ["slots"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tiny program begins with #!")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    store = Receptions.open(DataFolder(tmp_path / "data"))
    store.save(reception())
    store.close()
    return DataFolder(tmp_path / "data")


@pytest.fixture
def counter(data: DataFolder) -> Iterator[Counter]:
    one = Counter(lambda: Receptions.open(data), "窓口1", seat=seat_of(Role.ADMIN))
    yield one
    one.close()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that knows the three invented makers."""
    monkeypatch.setattr(journey, "maker_keys", lambda: KEYS)


@pytest.mark.usefixtures("known")
def test_a_backup_is_taken_first_and_the_trail_tells_of_the_update(
    tmp_path: Path, data: DataFolder, counter: Counter, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    updating = Updating(counter, data, slots)
    assert updating.running().waiting == ""
    updating.install(bundle(tmp_path))
    assert [one.name.split("-")[1] for one in data.backups.iterdir()] == ["0.2.0"]
    assert updating.running().waiting == "0.2.0"
    assert [*counter.receptions.audit.entries()][-1].action == "update.installed"
    monkeypatch.setenv(HOME, str(slots.home))
    assert confirm_start()
    assert not confirm_start()
    assert updating.running().waiting == ""


@pytest.mark.usefixtures("known")
def test_what_is_refused_stands_in_red_in_the_trail_and_nothing_was_done(
    tmp_path: Path, data: DataFolder, counter: Counter, slots: Slots
) -> None:
    for do in (Updating(counter, data, slots).check, Updating(counter, data, slots).install):
        with pytest.raises(Refused):
            do(bundle(tmp_path, signers=MAKERS[:1]))
    told = [one for one in counter.receptions.audit.entries() if one.action == "update.refused"]
    assert [one.facts["reason"] for one in told] == ["update_signatures"] * 2
    assert not data.backups.exists()
    assert slots.current == "a"


def test_without_two_slots_nothing_is_installed(tmp_path: Path, data: DataFolder, counter: Counter) -> None:
    with pytest.raises(Refused) as caught:
        Updating(counter, data).install(bundle(tmp_path))
    assert caught.value.facts["reason"] == "update_no_slots"


def test_the_command_needs_the_administrator_and_says_why_this_build_takes_nothing(
    tmp_path: Path, data: DataFolder, slots: Slots
) -> None:
    file = str(bundle(tmp_path))
    code, answer, _ = call("update", "check", file, "--json")
    assert (code, answer["reason"]) == (11, "update_no_keys")
    arguments = ("update", "install", file, "--home", str(slots.home), "--json")
    assert call(*arguments, data=data.root)[0] == 2
    code, answer, _ = call_as(Role.CLERK, *arguments, data=data.root)
    assert (code, answer["reason"]) == (11, "not_permitted")
    code, answer, _ = call_as(Role.ADMIN, *arguments, data=data.root)
    assert (code, answer["reason"]) == (11, "update_no_keys")
