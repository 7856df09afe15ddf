"""Models that listen: taken in from a folder, a zip and a tar, and whatever is unsafe or no model refused."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from app.archive import Taking
from app.errors import Refused
from app.translation import models
from app.translation.listening import listens
from app.translation.packages import Package, damaged, installed
from tests.app.translation.tiny import JA_EN, MODELS


def take_in(folder: Path, file: Path, expected: str | None = None, taking: Taking | None = None) -> Package:
    """Without a trial: most of these files hold no model that runs."""
    return models.take_in(folder, file, expected, taking, lambda _folder: None)


TINY = MODELS / "vosk-model-tiny-counter-ja.tar.xz"
NAME = "vosk-model-small-vn-0.4"
FILES = {"am/final.mdl": b"model", "conf/model.conf": b"--x=1\n", "graph/words.txt": b"a 1\n", "README": b"MIT licence"}


Change = Callable[[tarfile.TarInfo], None]


def tar(path: Path, files: dict[str, bytes], top: str = NAME, change: Change | None = None) -> Path:
    with tarfile.open(path, "w:xz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"{top}/{name}" if top else name)
            entry.size = len(content)
            if change:
                change(entry)
            archive.addfile(entry, io.BytesIO(content))
    return path


def folder(path: Path) -> Path:
    for name, content in FILES.items():
        file = path / NAME / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return path / NAME


def zipped(path: Path) -> Path:
    file = path / "vosk.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"{NAME}/{name}", content)
    return file


@pytest.mark.parametrize("make", [folder, zipped, lambda path: tar(path / "a.tar.xz", FILES)])
def test_a_model_comes_as_folder_zip_or_tar(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    package = take_in(tmp_path / "models", make(tmp_path))
    assert (package.id, package.kind, package.source, package.licence) == ("listen-vn-0_4", "listening", "vn", "MIT")
    assert [one.id for one in installed(tmp_path / "models")] == ["listen-vn-0_4"]
    assert not damaged(tmp_path / "models", package)


def test_the_tiny_model_is_one_for_tests(tmp_path: Path) -> None:
    package = take_in(tmp_path / "models", TINY)
    assert (package.source, package.test_model) == ("ja", True)
    assert min(package.files) == "am/final.mdl"


def test_a_translation_is_still_known_as_one() -> None:
    assert not listens(JA_EN)
    assert listens(TINY)


@pytest.mark.parametrize(
    ("files", "top", "change", "reason"),
    [
        ({"am/final.mdl": b"x"}, NAME, None, "model_incomplete"),
        ({**FILES, "../../evil.txt": b"x"}, NAME, None, "model_unsafe_path"),
        ({**FILES, "graph/CON.txt": b"x"}, NAME, None, "model_unsafe_path"),
        ({"/etc/evil.txt": b"x"}, "", None, "model_unsafe_path"),
        ({**FILES, "AM/final.mdl": b"x"}, NAME, None, "model_duplicate"),
        (FILES, "vosk-model-small-xx-0.4", None, "model_language"),
        (FILES, "my-model", None, "model_language"),
        ({"a/final.mdl": b"x", "b/c.txt": b"x"}, "", None, "model_not_one_folder"),
        (FILES, NAME, lambda entry: setattr(entry, "type", tarfile.SYMTYPE), "model_link"),
        (FILES, NAME, lambda entry: setattr(entry, "type", tarfile.LNKTYPE), "model_link"),
        (FILES, NAME, lambda entry: setattr(entry, "type", tarfile.FIFOTYPE), "model_link"),
    ],
)  # fmt: skip
def test_an_unsafe_or_broken_tar_is_refused_and_nothing_is_written(
    tmp_path: Path, files: dict[str, bytes], top: str, change: Change | None, reason: str
) -> None:
    file = tar(tmp_path / "a.tar.xz", files, top, change)
    with pytest.raises(Refused) as refused:
        take_in(tmp_path / "models", file)
    assert refused.value.facts["reason"] == reason
    assert installed(tmp_path / "models") == []
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "models") == ["a.tar.xz"]


def test_a_file_of_too_many_entries_is_refused(tmp_path: Path) -> None:
    many = FILES | {f"graph/{number}.txt": b"" for number in range(500)}
    with pytest.raises(Refused, match="refused"):
        take_in(tmp_path / "models", tar(tmp_path / "a.tar.xz", many))


def test_a_cut_off_tar_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "vosk.tar.xz"
    file.write_bytes(TINY.read_bytes()[:200_000])
    with pytest.raises(Refused) as refused:
        take_in(tmp_path / "models", file)
    assert refused.value.facts["reason"] == "model_file_damaged"


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    model = folder(tmp_path)
    (model / "graph" / "more.txt").symlink_to("/etc/hostname")
    with pytest.raises(Refused) as refused:
        take_in(tmp_path / "models", model)
    assert refused.value.facts["reason"] == "model_link"


def test_progress_is_told_and_giving_up_leaves_nothing(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    take_in(tmp_path / "models", TINY, taking=Taking(lambda done, of: told.append((done, of))))
    assert told[-1][0] == told[-1][1] == sum(one.size for one in installed(tmp_path / "models"))
    given_up = Event()
    given_up.set()
    with pytest.raises(Refused):
        take_in(tmp_path / "other", TINY, taking=Taking(cancel=given_up))
    assert not list((tmp_path / "other").glob("*")) if (tmp_path / "other").exists() else True
