"""The sealed container: what goes in comes out for the passphrase, and nothing for anything that was changed."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput, KnownError, Refused
from app.exports import container
from app.exports.container import Cost, opened, sealed
from app.journeys.exporting import open_sealed, write_sealed
from app.paths import RESOURCES
from tests.app.cli.test_contract import call

PASSPHRASE = "hashi no tamoto de"
CHEAP = Cost(64, 1, 1)
FILES = {"handover.json": "墨田　𠮷平".encode(), "handover-01.csv": b"", "large.csv": bytes(range(256)) * 1000}


def made(files: dict[str, bytes] | None = None, passphrase: str = PASSPHRASE) -> bytes:
    return sealed(FILES if files is None else files, passphrase, "2026-11-24T03:00:00+00:00", "試験係（窓口1）", CHEAP)


def test_every_file_comes_back_and_nothing_can_be_read_without_the_passphrase() -> None:
    content = made()
    header, files = opened(content, PASSPHRASE)
    assert (files, header.made_by) == (FILES, "試験係（窓口1）")
    assert "墨田".encode() not in content
    assert b"handover" not in content
    assert made() != content
    with pytest.raises(Refused):
        opened(content, PASSPHRASE + " ")


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9_][a-zぁ-ん0-9_. -]{0,20}", fullmatch=True), st.binary(max_size=70_000), max_size=4
    )
)
def test_any_files_come_back_as_they_were(files: dict[str, bytes]) -> None:
    assert opened(made(files), PASSPHRASE)[1] == files


def test_sizes_around_a_chunk_are_all_right() -> None:
    for size in range(65_490, 65_560, 7):
        assert opened(made({"a": bytes(size)}), PASSPHRASE)[1] == {"a": bytes(size)}


def test_a_change_of_any_byte_a_cut_or_an_addition_opens_nothing() -> None:
    content = made()
    changed = [
        content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        for place in (*range(0, 330, 11), *range(400, len(content), 9001), len(content) - 1)
    ]
    chunk = 65_536 + 16
    begin = _begin(content)
    pieces = [content[begin : begin + chunk], content[begin + chunk : begin + 2 * chunk]]
    changed += [content[:-1], content + b"x", content[:begin], content[: begin + chunk]]
    changed.append(content[:begin] + pieces[1] + pieces[0] + content[begin + 2 * chunk :])
    for one in changed:
        with pytest.raises(KnownError):
            opened(one, PASSPHRASE)


def _begin(content: bytes) -> int:
    (length,) = struct.unpack(">I", content[9:13])
    return 13 + int(length)


@pytest.mark.parametrize(
    "values",
    [
        {"memory": 1 << 30},
        {"rounds": 10_000},
        {"lanes": 0},
        {"chunk": 1 << 40},
        {"salt": "AA=="},
        {"more": 1},
        {"kdf": "none"},
    ],
    ids=str,
)
def test_a_header_that_asks_for_too_much_is_no_file_of_ours(values: dict[str, object]) -> None:
    content = made()
    begin = _begin(content)
    told = json.dumps(json.loads(content[13:begin]) | values).encode()
    with pytest.raises(InvalidInput):
        opened(content[:9] + struct.pack(">I", len(told)) + told + content[begin:], PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"MDGX", b"PK\x03\x04" + bytes(50), container._MAGIC + b"\xff" * 4])
def test_what_is_no_container_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        opened(content, PASSPHRASE)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "a/b", "a\\b", ".hidden", "", "a\0b"])
def test_no_name_leads_elsewhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError):
        made({name: b"x"})
    with monkeypatch.context() as patch:
        patch.setattr(container, "_NAME", re.compile(r"[\s\S]*"))
        content = made({name: b"x"})
    with pytest.raises(Refused):
        opened(content, PASSPHRASE)


def test_a_passphrase_that_is_soon_guessed_seals_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_sealed(tmp_path, "handover", FILES, "password1234", "試験係")
    assert not [*tmp_path.iterdir()]


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    file = write_sealed(tmp_path, "handover-20261124-0001", FILES, PASSPHRASE, "試験係")
    assert file.stat().st_mode & 0o77 == 0
    with pytest.raises(Refused):
        open_sealed(file, "another passphrase", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert open_sealed(file, PASSPHRASE, tmp_path / "out")["files"] == sorted(FILES)
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == FILES


def test_the_command_seals_a_hand_over_and_opens_it_again(tmp_path: Path) -> None:
    family = str(RESOURCES / "practice" / "family.json")
    arguments = ("handover", "--case", family, "--out", str(tmp_path), "--number", "1", "--sealed", "--json")
    code, answer, _ = call(*arguments, line=f"{PASSPHRASE}\n")
    assert (code, answer["container"], [one.name for one in tmp_path.iterdir()]) == (
        0,
        "handover-1.mdgx",
        ["handover-1.mdgx"],
    )
    file, out = str(tmp_path / "handover-1.mdgx"), tmp_path / "out"
    code, error, _ = call("export", "open", file, "--out", str(out), "--json", line="another passphrase\n")
    assert (code, error["reason"], out.exists()) == (11, "export_closed", False)
    code, answer, _ = call("export", "open", file, "--out", str(out), "--json", line=f"{PASSPHRASE}\n")
    assert (code, answer["made_by"], "handover.json" in answer["files"]) == (0, "コマンド", True)
    assert json.loads((out / "handover.json").read_text(encoding="utf-8"))["reception"] == "1"
