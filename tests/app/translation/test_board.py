"""The pointing board: sixty phrases, each with a drawing of our own that every scheme can colour."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.data_file import DataError
from app.paths import RESOURCES
from app.translation.board import board, load
from app.translation.phrasebook import base


def test_every_phrase_of_the_board_has_its_own_drawing() -> None:
    wanted = {id_ for id_, phrase in base().items() if phrase.board}
    assert len(wanted) == 60
    drawn = [board().svg(id_, "#000000", "#0000ff", "#eeeeee") for id_ in wanted]
    assert len(set(drawn)) == 60
    for svg in drawn:
        ET.fromstring(svg)  # noqa: S314 our own file
        assert not re.search(rb"[{}]", svg)


def test_no_group_is_larger_than_a_screen() -> None:
    assert max(len(group.phrases) for group in board().groups.values()) <= 10


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"yes", "no", ', '"yes", '), "board.toml: groups"),
        (('"yes", "no", ', '"yes", "yes", "no", '), "board.toml: groups"),
        (("\nyes = ", "\nyess = "), "board.toml: drawings"),
        (("{house}<path", "{castle}<path"), "found 'castle'"),
        (('name_ja = "返事"', 'name_ja = "返事"\ncolour = 1'), "colour"),
    ],
)
def test_a_wrong_board_is_named(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = (RESOURCES / "board.toml").read_text(encoding="utf-8").replace(*change, 1)
    (tmp_path / "board.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        load(tmp_path / "board.toml")
