"""The settings file: described once, forgiving to read, whole or not at all to write."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StorageFailure
from app.settings import ZOOMS, Loaded, Scheme, ServerAddress, Settings, load, save

SERVER = ServerAddress("madoguchi-server.example", 5433, "madoguchi", "counter_012")
ALL = Settings(Scheme.DARK, 150, tablet=True, reader='読取機 "A" \\ 1', printer="窓口プリンター", server=SERVER)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.toml"


def test_what_is_saved_comes_back(file: Path) -> None:
    save(file, ALL)
    assert load(file) == Loaded(ALL)
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_a_file_the_defaults_stand(file: Path) -> None:
    assert load(file) == Loaded(Settings())


def test_an_unknown_key_is_reported_with_the_known_ones_and_the_rest_is_taken(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("zoom = 200\ncolour = 'red'\n", encoding="utf-8")
    loaded = load(file)
    assert loaded.settings == Settings(zoom=200)
    assert [problem.found for problem in loaded.problems] == ["colour"]
    assert "scheme" in loaded.problems[0].allowed


@pytest.mark.parametrize(
    "line",
    [
        "zoom = 110",
        "zoom = true",
        "scheme = 'pink'",
        "tablet = 1",
        "reader = 3",
        "zoom = '",
        "server = 'here'",
        "server = {host = 'a'}",
        "server = {host = 'a', user = 'b', port = 0}",
        "server = {host = 'a', user = 'b', port = '1'}",
        "server = {host = 'a', user = 'b', sslmode = 'disable'}",
    ],
)
def test_a_value_that_is_not_allowed_leaves_the_default_and_is_reported(file: Path, line: str) -> None:
    file.parent.mkdir()
    file.write_text(line, encoding="utf-8")
    loaded = load(file)
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1


def test_a_file_that_is_no_text_is_reported(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    assert load(file).problems


def test_saving_keeps_a_faulty_file_beside_the_new_one(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("colour = 'red'\n", encoding="utf-8")
    save(file, ALL)
    assert load(file) == Loaded(ALL)
    assert file.with_suffix(".faulty.toml").read_text(encoding="utf-8") == "colour = 'red'\n"


def test_a_folder_that_cannot_be_made_is_a_storage_failure_and_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageFailure):
        save(tmp_path / "data" / "settings.toml", ALL)


@given(
    st.builds(
        Settings,
        scheme=st.sampled_from(Scheme),
        zoom=st.sampled_from(ZOOMS),
        tablet=st.booleans(),
        reader=st.text(max_size=40).filter(str.isprintable),
        printer=st.text(max_size=40).filter(str.isprintable),
    )
)
def test_any_settings_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    save(path, settings)
    assert load(path) == Loaded(settings)
