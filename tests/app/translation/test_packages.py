"""Models as files: what is right is taken in whole, what is not leaves nothing behind."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from app.archive import Limits, sha256_of
from app.errors import InvalidInput, KnownError, Refused
from app.sentences import sentence
from app.translation.packages import ASIDE, RECORD, damaged, install, installed, remove
from tests.app.translation.tiny import EN_JA, JA_EN, TOP, metadata, package, parts, put, zipped

Made = Callable[[], bytes]


def with_entry(name: str, content: bytes = b"x") -> Made:
    return lambda: zipped({**{f"{TOP}/{key}": value for key, value in parts().items()}, name: content})


def with_info(name: str, mode: int = 0, content: bytes = b"x") -> Made:
    """A right package with one more entry of this Unix mode."""

    def made() -> bytes:
        out = BytesIO(package())
        with zipfile.ZipFile(out, "a") as archive:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content)
        return out.getvalue()

    return made


def changed(**files: bytes | None) -> Made:
    names = {"model_bin": "model/model.bin", "config": "model/config.json", "pieces": "sentencepiece.model"}
    return lambda: package({names.get(key, f"{key}.json"): value for key, value in files.items()})


def patched(offset_of: bytes, at: int, value: bytes) -> Made:
    """A right package with bytes changed at a place of every record that begins with `offset_of`."""

    def made() -> bytes:
        data = bytearray(package())
        start = data.find(offset_of)
        while start >= 0:
            data[start + at : start + at + len(value)] = value
            start = data.find(offset_of, start + 4)
        return bytes(data)

    return made


CENTRAL = b"PK\x01\x02"
HOSTILE: dict[str, tuple[str, Made]] = {
    "out_of_the_folder": ("model_unsafe_path", with_entry("../evil.txt")),
    "out_from_within": ("model_unsafe_path", with_entry(f"{TOP}/model/../../../evil.txt")),
    "absolute": ("model_unsafe_path", with_entry("/tmp/evil.txt")),
    "drive": ("model_unsafe_path", with_entry("C:/evil.txt")),
    "stream": ("model_unsafe_path", with_entry(f"{TOP}/README.md:hidden")),
    "back_slash": ("model_unsafe_path", with_entry(f"{TOP}\\..\\evil.txt")),
    "server": ("model_unsafe_path", with_entry("//server/share/evil.txt")),
    "device": ("model_unsafe_path", with_entry(f"{TOP}/NUL")),
    "device_with_ending": ("model_unsafe_path", with_entry(f"{TOP}/com1.txt")),
    "point_at_the_end": ("model_unsafe_path", with_entry(f"{TOP}/README.md.")),
    "blank_at_the_end": ("model_unsafe_path", with_entry(f"{TOP}/README.md ")),
    "control_character": ("model_unsafe_path", with_entry(f"{TOP}/a\x1b[2J")),
    "right_to_left_mark": ("model_unsafe_path", with_entry(f"{TOP}/a\u202egpj")),
    "empty_part": ("model_unsafe_path", with_entry(f"{TOP}//a")),
    "endless_name": ("model_unsafe_path", with_entry(f"{TOP}/{'a' * 300}")),
    "link": ("model_link", with_info(f"{TOP}/link", 0o120777, content=b"/etc/passwd")),
    "pipe": ("model_link", with_info(f"{TOP}/pipe", 0o010666)),
    "character_device": ("model_link", with_info(f"{TOP}/device", 0o020666)),
    "twice": ("model_duplicate", with_info(f"{TOP}/README.md")),
    "twice_but_for_capitals": ("model_duplicate", with_entry(f"{TOP}/METADATA.json", metadata("ja", "en"))),
    "file_that_is_a_folder": ("model_duplicate", with_entry(f"{TOP}/model", b"x")),
    "two_folders": ("model_not_one_folder", with_entry("translate-en_ja-1_0/metadata.json", metadata("en", "ja"))),
    "no_folder": ("model_not_one_folder", lambda: zipped(parts())),
    "pickle_by_name": ("model_pickle", with_entry(f"{TOP}/weights.pt")),
    "pickle_by_content": ("model_pickle", changed(model_bin=b"\x80\x04\x95data")),
    "checkpoint_in_a_zip": ("model_pickle", changed(model_bin=zipped({"data.pkl": b"x"}))),
    "swells": ("model_bomb", with_entry(f"{TOP}/zeros", bytes(200 << 20))),
    "too_many": (
        "model_too_big",
        lambda: zipped({f"{TOP}/{number}": b"" for number in range(401)}),
    ),
    "encrypted": ("model_encrypted", patched(CENTRAL, 8, b"\x01\x00")),
    "unknown_packing": ("model_file_damaged", patched(CENTRAL, 10, struct.pack("<H", 99))),
    "cut_off": ("model_file_damaged", lambda: package()[:-1000]),
    "no_zip": ("model_file_damaged", lambda: b"not a zip at all"),
    "empty": ("model_file_damaged", lambda: b""),
    "wrong_checksum": ("model_file_damaged", patched(CENTRAL, 16, b"\0\0\0\0")),
    "no_metadata": ("model_incomplete", changed(metadata=None)),
    "no_model": ("model_incomplete", changed(model_bin=None)),
    "metadata_no_json": ("model_metadata", changed(metadata=b"{")),
    "metadata_endlessly_deep": ("model_metadata", changed(metadata=b"[" * 60_000)),
    "metadata_with_a_path": ("model_metadata", changed(metadata=metadata("../..", "en"))),
    "version_with_a_path": ("model_metadata", changed(metadata=metadata("ja", "en", "../../1"))),
    "into_itself": ("model_metadata", changed(metadata=metadata("ja", "ja"))),
    "model_of_noise": ("model_trial_failed", changed(model_bin=b"\x06\0\0\0" + b"noise" * 1000)),
    "pieces_of_noise": ("model_trial_failed", changed(pieces=b"noise" * 1000)),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    reason, made = HOSTILE[name]
    models, file = tmp_path / "data" / "models", tmp_path / "hostile.argosmodel"
    file.write_bytes(made())
    with pytest.raises(Refused) as refused:
        install(models, file)
    assert refused.value.facts["reason"] == reason
    for language in ("ja", "en"):
        assert ("何も入れていません" if language == "ja" else "Nothing was installed") in sentence(
            refused.value, language
        )
    left = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    assert left <= {Path("data"), Path("data/models"), Path("hostile.argosmodel")}


def test_a_right_package_is_taken_in_listed_and_removed(tmp_path: Path) -> None:
    taken = install(tmp_path, JA_EN)
    assert (taken.id, taken.source, taken.target, taken.version) == ("translate-ja_en-0_1", "ja", "en", "0.1")
    assert taken.sha256 == sha256_of(JA_EN)
    assert taken.test_model
    assert installed(tmp_path) == [taken]
    assert not damaged(tmp_path, taken)
    remove(tmp_path, taken.id)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InvalidInput):
        remove(tmp_path, taken.id)


def test_what_is_installed_is_not_overwritten_by_a_file_of_the_same_name(tmp_path: Path) -> None:
    install(tmp_path, JA_EN)
    before = (tmp_path / "translate-ja_en-0_1" / "model" / "model.bin").read_bytes()
    disguised = tmp_path / "x.argosmodel"
    disguised.write_bytes(package({"metadata.json": metadata("ja", "en")}, EN_JA))
    with pytest.raises(Refused) as refused:
        install(tmp_path, disguised)
    assert refused.value.facts["reason"] == "model_exists"
    assert (tmp_path / "translate-ja_en-0_1" / "model" / "model.bin").read_bytes() == before


def test_a_file_that_is_not_on_the_given_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        install(tmp_path, JA_EN, sha256_of(EN_JA))
    assert refused.value.facts["reason"] == "model_hash"
    assert install(tmp_path, JA_EN, sha256_of(JA_EN).upper()).source == "ja"


def test_sentence_splitters_and_strangers_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "with_splitter.argosmodel"
    extra: dict[str, bytes | None] = {
        "stanza/ja/tokenize/gsd.pt": b"PK\x03\x04pickle", "minisbd/ja.onnx": b"x", "run.exe": b"MZ",
    }  # fmt: skip
    file.write_bytes(package({**extra, "LICENSE": b"Licence: CC-BY 4.0"}))
    taken = install(tmp_path / "models", file)
    folder = tmp_path / "models" / taken.id
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {*parts(), "LICENSE", RECORD}
    assert taken.licence == "CC BY"


def test_a_half_unpacked_package_disturbs_no_other_and_vanishes(tmp_path: Path) -> None:
    half = tmp_path / f"{ASIDE}left"
    half.mkdir()
    (half / "metadata.json").write_text("{", encoding="utf-8")
    (tmp_path / "vosk-something").mkdir()
    taken = install(tmp_path, JA_EN)
    assert installed(tmp_path) == [taken]
    assert not half.exists()
    (tmp_path / taken.id / RECORD).write_text(json.dumps({"id": 1}), encoding="utf-8")
    other = put(tmp_path, tmp_path, "en", "ja", EN_JA)
    assert installed(tmp_path) == [other]


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    taken = install(tmp_path, JA_EN)
    model = tmp_path / taken.id / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:-1] + b"\x7f")
    assert damaged(tmp_path, taken)


def test_the_size_of_a_file_is_limited(tmp_path: Path) -> None:
    for limits in (Limits(file=1000), Limits(unpacked=1000), Limits(entries=2)):
        with pytest.raises(Refused) as refused:
            install(tmp_path, JA_EN, limits=limits)
        assert refused.value.facts["reason"] == "model_too_big"


def test_no_file_at_all_is_bad_input(tmp_path: Path) -> None:
    for file in (tmp_path / "none.argosmodel", tmp_path):
        with pytest.raises(KnownError) as error:
            install(tmp_path / "models", file)
        assert error.value.exit_code == 9
