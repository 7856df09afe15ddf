"""The battery as the system tells it."""

from pathlib import Path

import pytest

from app.power import Battery, battery


def supply(folder: Path, name: str, **facts: str) -> None:
    (folder / name).mkdir(parents=True)
    for key, value in facts.items():
        (folder / name / key).write_text(f"{value}\n", encoding="ascii")


def test_the_emptiest_battery_is_told_and_whether_the_cable_feeds_it(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", capacity="87", status="Charging")
    supply(tmp_path, "BAT1", type="Battery", capacity="12", status="Discharging")
    assert battery(tmp_path) == Battery(12, on_mains=False)


@pytest.mark.parametrize("capacity", ["", "no number"])
def test_a_machine_without_a_battery_or_with_a_mute_one_has_none(tmp_path: Path, capacity: str) -> None:
    assert battery(tmp_path / "nothing") is None
    supply(tmp_path, "BAT0", type="Battery", capacity=capacity, status="Full")
    assert battery(tmp_path) is None
