"""The data key: wrapped by this machine and by the ward's escrow key, lost by neither alone, readable nowhere."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput, StorageFailure
from app.keys.data_key import DataKey
from app.keys.escrow import EscrowPublic, EscrowSecret
from app.keys.letters import from_letters, to_letters
from app.keys.ring import data_key, header, recover, rotate, set_escrow
from app.keys.sealed import BrokenSeal, Sealer
from app.paths import DataFolder


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This machine's key store."""
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    return tmp_path / "machine"


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data").make()


def lose(store: Path) -> None:
    for file in store.iterdir():
        file.unlink()


def reason(folder: DataFolder) -> object:
    with pytest.raises(StorageFailure) as caught:
        data_key(folder)
    return caught.value.facts["reason"]


def test_a_key_is_made_once_and_opened_at_every_start(folder: DataFolder) -> None:
    assert data_key(folder) == data_key(folder)


def test_the_data_folder_alone_opens_nothing(folder: DataFolder, store: Path) -> None:
    key = data_key(folder)
    raw = key.wrapped_by(bytes)
    kept = b"".join(file.read_bytes() for file in folder.root.iterdir())
    assert raw not in kept
    assert raw.hex().encode() not in kept
    lose(store)
    assert reason(folder) == "key_missing"


def test_only_this_user_may_read_the_machines_wrapping_key(folder: DataFolder, store: Path) -> None:
    data_key(folder)
    assert {oct(file.stat().st_mode & 0o777) for file in store.iterdir()} == {"0o600"}
    assert oct(store.stat().st_mode & 0o777) == "0o700"


def test_the_recovery_sheet_opens_what_the_machine_has_lost(folder: DataFolder, store: Path) -> None:
    key, paper = data_key(folder), EscrowSecret.make()
    set_escrow(folder, paper.public)
    lose(store)
    assert reason(folder) == "key_missing"
    recover(folder, EscrowSecret.from_letters(" ".join(paper.letters).lower()))
    assert data_key(folder) == key
    assert header(folder).escrow == paper.public


def test_another_recovery_sheet_opens_nothing_and_changes_nothing(folder: DataFolder) -> None:
    data_key(folder)
    set_escrow(folder, EscrowSecret.make().public)
    before = folder.keys.read_bytes()
    with pytest.raises(StorageFailure) as caught:
        recover(folder, EscrowSecret.make())
    assert caught.value.facts["reason"] == "wrong_escrow_key"
    assert folder.keys.read_bytes() == before


def test_without_an_escrow_key_no_sheet_helps(folder: DataFolder) -> None:
    data_key(folder)
    with pytest.raises(StorageFailure) as caught:
        recover(folder, EscrowSecret.make())
    assert caught.value.facts["reason"] == "no_escrow"


def test_rotation_wraps_anew_and_forgets_the_wrapping_of_before(folder: DataFolder, store: Path) -> None:
    key, paper = data_key(folder), EscrowSecret.make()
    set_escrow(folder, paper.public)
    before = header(folder)
    rotate(folder)
    after = header(folder)
    assert data_key(folder) == key == after.opened_by(paper)
    assert (after.key_id, after.machine.name != before.machine.name) == (before.key_id, True)
    assert after.escrowed != before.escrowed
    assert [file.stem for file in store.iterdir()] == [after.machine.name]


def test_a_new_escrow_key_takes_the_place_of_the_old_one(folder: DataFolder) -> None:
    key, old, new = data_key(folder), EscrowSecret.make(), EscrowSecret.make()
    set_escrow(folder, old.public)
    set_escrow(folder, new.public)
    assert header(folder).opened_by(new) == key
    with pytest.raises(StorageFailure):
        header(folder).opened_by(old)


def test_a_readable_key_of_an_earlier_version_is_wrapped_and_removed(folder: DataFolder) -> None:
    folder.plain_key.write_text("ab" * 32, encoding="ascii")
    assert data_key(folder) == DataKey(bytes.fromhex("ab" * 32)) == data_key(folder)
    assert not folder.plain_key.exists()
    assert "ab" * 32 not in folder.keys.read_text(encoding="ascii")


def test_a_migration_that_was_interrupted_goes_on_where_it_was(folder: DataFolder) -> None:
    folder.plain_key.write_text("ab" * 32, encoding="ascii")
    data_key(folder)
    folder.plain_key.write_text("ab" * 32, encoding="ascii")  # killed before it was removed
    assert data_key(folder) == DataKey(bytes.fromhex("ab" * 32))
    assert not folder.plain_key.exists()


def test_a_half_written_key_file_is_said_and_kept(folder: DataFolder) -> None:
    folder.plain_key.write_text("ab" * 20, encoding="ascii")
    assert reason(folder) == "key_missing"
    assert folder.plain_key.read_text(encoding="ascii") == "ab" * 20


@pytest.mark.parametrize("cut", [0, 1, 40, 200, -1])
def test_a_damaged_header_is_said_and_never_replaced(folder: DataFolder, cut: int) -> None:
    data_key(folder)
    damaged = folder.keys.read_bytes()[: cut if cut >= 0 else -20]
    folder.keys.write_bytes(damaged)
    assert reason(folder) == "key_missing"
    assert folder.keys.read_bytes() == damaged


def test_a_header_cannot_name_a_file_outside_the_key_store(folder: DataFolder, store: Path) -> None:
    data_key(folder)
    name = header(folder).machine.name
    (store.parent / "elsewhere.key").write_bytes((store / f"{name}.key").read_bytes())
    folder.keys.write_text(folder.keys.read_text(encoding="ascii").replace(name, "../elsewhere"), encoding="ascii")
    assert reason(folder) == "key_missing"


def test_many_who_start_at_once_get_the_same_key(folder: DataFolder) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: data_key(folder), range(24)))
    assert all(key == keys[0] for key in keys)


def test_a_key_store_that_cannot_be_written_is_said(folder: DataFolder, store: Path) -> None:
    store.write_text("a file stands where the folder should be", encoding="ascii")
    assert reason(folder) == "key_store_not_writable"
    assert not folder.keys.exists()


def test_keys_show_themselves_to_nobody() -> None:
    key, paper = DataKey.random(), EscrowSecret.make()
    assert (repr(key), repr(paper)) == ("DataKey()", "EscrowSecret()")
    assert key.derived("fields") != key.derived("audit")


def test_the_sheets_letters_are_easy_to_copy() -> None:
    letters = EscrowSecret.make().letters
    assert len(letters) == 13
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{5}", group) for group in letters)


@given(st.binary(min_size=32, max_size=32))
def test_letters_give_the_same_bytes_however_they_are_typed(content: bytes) -> None:
    groups = to_letters(content)
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    for typed in (" ".join(groups), "-".join(groups).lower(), "".join(groups).translate(wide)):
        assert from_letters(typed, 32) == content


def test_a_mistyped_group_is_named_and_not_repeated() -> None:
    groups = list(to_letters(bytes(range(32))))
    groups[4] = groups[4][::-1]
    with pytest.raises(InvalidInput) as caught:
        from_letters(" ".join(groups), 32)
    assert [problem.path for problem in caught.value.problems] == ["recovery_key[5]"]
    assert groups[4] not in str(caught.value.facts)


def test_groups_in_another_order_are_noticed() -> None:
    groups = to_letters(os.urandom(32))
    with pytest.raises(InvalidInput):
        from_letters("".join(groups[1:] + groups[:1]), 32)


def test_an_escrow_key_travels_as_text(folder: DataFolder) -> None:
    public = EscrowSecret.make().public
    assert EscrowPublic.from_text(public.text) == public
    with pytest.raises(InvalidInput):
        EscrowPublic.from_text("not a key")


@given(st.binary(max_size=200), st.integers(min_value=0), st.binary(min_size=1, max_size=1))
def test_what_is_sealed_opens_only_in_its_place_and_unchanged(content: bytes, place: int, other: bytes) -> None:
    sealer = Sealer(bytes(32))
    sealed = sealer.seal(content, b"a|1")
    assert sealer.open(sealed, b"a|1") == content
    changed = bytearray(sealed)
    changed[place % len(sealed)] ^= other[0] or 1
    for wrong, where in ((bytes(changed), b"a|1"), (sealed, b"a|2"), (sealed[:-1], b"a|1"), (b"", b"a|1")):
        with pytest.raises(BrokenSeal):
            sealer.open(wrong, where)
