"""What a correction has changed: every fact that is not the same, and no other."""

from dataclasses import replace

from app.case_difference import Difference, differences
from app.case_file import read_case
from app.paths import RESOURCES

FAMILY = read_case(RESOURCES / "practice" / "family.json")


def test_the_same_case_differs_in_nothing() -> None:
    assert differences(FAMILY, FAMILY) == ()


def test_each_changed_fact_stands_with_its_path_and_both_its_values() -> None:
    first = replace(FAMILY.members[0], name="墨田　次郎", driver_licence=not FAMILY.members[0].driver_licence)
    after = replace(FAMILY, members=(first, *FAMILY.members[1:]), honseki="")
    found = {one.path: (one.before, one.after) for one in differences(FAMILY, after)}
    assert found["members[0].name"] == (FAMILY.members[0].name, "墨田　次郎")
    assert found["honseki"] == (FAMILY.honseki, "")
    assert set(found["members[0].driver_licence"]) == {"true", "false"}
    assert len(found) == 3


def test_a_person_who_joins_is_told_fact_by_fact() -> None:
    fewer = replace(FAMILY, members=FAMILY.members[:3])
    added = differences(fewer, FAMILY)
    assert Difference("members[3].name", "", FAMILY.members[3].name) in added
    assert all(one.path.startswith("members[3].") and not one.before for one in added)


def test_an_address_that_was_not_there_is_told_part_by_part() -> None:
    paths = {one.path for one in differences(replace(FAMILY, old_address=None), FAMILY)}
    assert "old_address.address" in paths
