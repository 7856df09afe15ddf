"""Updates: what two makers signed goes into the other slot and is tried; all else is refused with nothing written."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import Refused, StorageFailure
from app.sentences import LANGUAGES, sentence
from app.updates.bundle import Consent, check
from app.updates.install import install
from app.updates.launch import launch, opens_window
from app.updates.manifest import number
from app.updates.signatures import maker_keys
from app.updates.slots import MOST_STARTS, Slots
from installer.update.make import place
from tests.app.updates import hostile
from tests.app.updates.makers import HERE, MAKERS, NOW, bundle, note, program, rewritten

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tiny program begins with #!")


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    """Version 0.1.0 runs in slot a."""
    home = tmp_path / "home"
    place(program(tmp_path / "release", "0.1.0"), home, "madoguchi")
    return Slots(home)


def reason_of(file: Path, consent: Consent | None = None) -> str:
    with pytest.raises(Refused) as caught:
        check(file, HERE, consent)
    for language in LANGUAGES:
        assert "{" not in sentence(caught.value, language)
    return str(caught.value.facts["reason"])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def says(slots: Slots, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = launch(slots, arguments)
    return code, capfd.readouterr().out.strip()


# -- what is right -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signers", [(0, 1), (1, 2), (2, 0), (0, 1, 2)])
def test_any_two_of_the_three_makers_are_enough(tmp_path: Path, signers: tuple[int, ...]) -> None:
    found = check(bundle(tmp_path, signers=[MAKERS[one] for one in signers]), HERE)
    assert (found.manifest.version, len(found.signed_by), found.age) == ("0.2.0", len(signers), 0)
    assert found.components > 20


def test_the_new_version_runs_from_the_next_start_and_stays_once_it_stands(
    tmp_path: Path, slots: Slots, capfd: pytest.CaptureFixture[str]
) -> None:
    install(check(bundle(tmp_path), HERE), slots)
    assert slots.current == "b"
    assert says(slots, capfd, "--demo") == (0, "0.2.0 --demo")
    assert slots.confirm()
    assert slots.trial is None
    assert (slots.folder("a") / "lib" / "data.txt").read_text(encoding="utf-8") == "data of 0.1.0\n"
    assert not [*slots.home.glob(".new-*")]


def test_a_new_version_that_ends_badly_is_taken_back_at_once(
    tmp_path: Path, slots: Slots, capfd: pytest.CaptureFixture[str]
) -> None:
    install(check(bundle(tmp_path, ends=3), HERE), slots)
    code, told = says(slots, capfd)
    assert (code, told.splitlines()) == (0, ["0.2.0", "0.1.0"])
    assert (slots.current, slots.returned, slots.trial) == ("a", "0.2.0", None)


def test_a_new_version_that_never_stands_is_given_up_after_a_few_starts(
    tmp_path: Path, slots: Slots, capfd: pytest.CaptureFixture[str]
) -> None:
    install(check(bundle(tmp_path), HERE), slots)
    said = [says(slots, capfd)[1] for _ in range(MOST_STARTS + 1)]
    assert said == ["0.2.0"] * MOST_STARTS + ["0.1.0"]
    assert slots.returned == "0.2.0"


def test_commands_are_no_trial_and_take_nothing_back(
    tmp_path: Path, slots: Slots, capfd: pytest.CaptureFixture[str]
) -> None:
    install(check(bundle(tmp_path, ends=2), HERE), slots)
    for _ in range(MOST_STARTS + 1):
        assert says(slots, capfd, "fill", "--case", "x") == (2, "0.2.0 fill --case x")
    assert slots.current == "b"
    assert (opens_window(["--data", "x", "--demo"]), opens_window(["--data", "x", "doctor"])) == (True, False)


def test_a_new_program_that_is_not_even_there_is_taken_back(
    tmp_path: Path, slots: Slots, capfd: pytest.CaptureFixture[str]
) -> None:
    install(check(bundle(tmp_path), HERE), slots)
    (slots.folder("b") / "madoguchi").unlink()
    assert says(slots, capfd) == (0, "0.1.0")


@pytest.mark.parametrize("how", [{"fonts": "fail"}, {"facts": {"version": "0.3.0"}}])
def test_what_fails_its_self_test_is_not_installed(tmp_path: Path, slots: Slots, how: dict[str, object]) -> None:
    file = bundle(tmp_path, **how)  # type: ignore[arg-type]
    before = everything(slots.home)
    with pytest.raises(Refused) as caught:
        install(check(file, HERE), slots)
    assert caught.value.facts["reason"] == "update_self_test"
    assert everything(slots.home) == before


def test_a_switch_that_was_cut_half_way_leaves_the_program_of_before(slots: Slots) -> None:
    (slots.home / "trial.json").write_text(
        json.dumps({"slot": "b", "before": "a", "version": "0.2.0", "starts": 0}), encoding="utf-8"
    )
    assert slots.trial is None
    assert slots.begin_start() == "a"
    (slots.home / "trial.json").write_text("{", encoding="utf-8")
    assert slots.begin_start() == "a"


def test_the_launcher_needs_nothing_of_ours_but_itself(slots: Slots) -> None:
    code = "import sys; import app.updates.launch; print(sorted(one for one in sys.modules if one.startswith('app')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout.strip()
        == "['app', 'app.errors', 'app.files', 'app.updates', 'app.updates.launch', 'app.updates.slots']"
    )


# -- what is not ---------------------------------------------------------------------------------------------------


def test_there_are_forty_hostile_bundles() -> None:
    assert len(hostile.CASES) >= 40


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_bundle_is_refused_with_a_sentence_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    case = hostile.CASES[name]
    file = case.make(tmp_path)
    before = everything(tmp_path)
    assert reason_of(file) == case.reason
    assert everything(tmp_path) == before


def test_every_changed_byte_of_a_small_bundle_is_found_or_changes_nothing(tmp_path: Path) -> None:
    """Of the files' own bytes, not of the archive's padding: nothing else than what was signed is ever accepted."""
    file = bundle(tmp_path)
    content = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        signed = {name: archive.read(name) for name in archive.namelist()}
    for at in range(0, len(content), max(len(content) // 150, 1)):
        file.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
        try:
            check(file, HERE)
        except Refused:
            continue
        with zipfile.ZipFile(file) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == signed


def test_an_old_file_is_taken_where_the_administrator_means_it(tmp_path: Path) -> None:
    file = bundle(tmp_path, facts={"built_at": (NOW - timedelta(days=500)).isoformat()})
    assert reason_of(file) == "update_old"
    assert check(file, HERE, Consent(old=True)).age == 500


def test_going_back_needs_the_makers_note_for_just_this_bundle_and_version(tmp_path: Path) -> None:
    file = bundle(tmp_path, "0.0.9", facts={"minimum_previous": "0.0.1"})
    assert check(file, HERE, Consent(note(file))).rollback == "0.1.0 の不具合"
    other = bundle(tmp_path, "0.0.8", facts={"minimum_previous": "0.0.1"})
    wrong = {
        "of another bundle": note(other),
        "from another version": note(file, from_version="0.1.1"),
        "expired": note(file, until=date(2026, 11, 23)),
        "no JSON": b"{",
        "no text": b'{"note": 7, "signatures": []}',
    }
    assert {name: reason_of(file, Consent(one)) for name, one in wrong.items()} == dict.fromkeys(wrong, "update_note")
    for unsigned in (note(file, signers=MAKERS[:1]), rewritten(note(file), until="2030-01-01")):
        assert reason_of(file, Consent(unsigned)) == "update_signatures"


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure):
        check(tmp_path / "none.mdgupdate", HERE)


def test_a_build_without_keys_takes_nothing(tmp_path: Path) -> None:
    file = bundle(tmp_path)
    with pytest.raises(Refused) as caught:
        check(file, replace(HERE, keys=()))
    assert caught.value.facts["reason"] == "update_no_keys"
    assert len(maker_keys()) in (0, 3)


def test_versions_are_compared_as_numbers() -> None:
    assert number("0.10.0") > number("0.9.9")
    for wrong in ("1.0", "1.0.0.0", "01.0.0", "1.0.0-rc1", "", "１.0.0"):
        with pytest.raises(ValueError):
            number(wrong)
