"""What a clerk types becomes the address as the residence record writes it."""

import pytest

from app.addresses import suggestions, town_of, towns


def written(typed: str) -> list[str]:
    return [one.address for one in suggestions(typed)]


def test_the_ward_has_26_towns_with_104_chome_and_a_postcode_of_its_own_each() -> None:
    assert len(towns()) == 26
    assert sum(town.chome for town in towns()) == 104
    assert len({town.postcode for town in towns()}) == 26


@pytest.mark.parametrize(
    "typed",
    ["吾妻橋1-23-20", "吾妻橋１－２３－２０", "吾妻橋一丁目23番20号", "あづまばし1-23-20", "アズマバシ1ー23ー20",
     "東京都墨田区吾妻橋1丁目23番20号", "墨田区 吾妻橋1-23-20", "あずま1-23-20"],
)  # fmt: skip
def test_every_way_of_typing_gives_the_record_s_way_of_writing(typed: str) -> None:
    assert written(typed) == ["東京都墨田区吾妻橋一丁目23番20号"]


def test_what_follows_the_number_is_the_building_exactly_as_typed() -> None:
    (one,) = suggestions("緑4-5-6　ＳＡＭＰＬＥ荘　１０１号")
    assert (one.address, one.building, one.postcode) == (
        "東京都墨田区緑四丁目5番6号", "ＳＡＭＰＬＥ荘　１０１号", "130-0021"
    )  # fmt: skip


def test_a_postcode_brings_its_town_with_or_without_hyphen_and_while_it_is_typed() -> None:
    assert written("130-0015") == written("1300015") == ["東京都墨田区横網"]
    assert len(written("131-00")) == 8


def test_a_town_without_number_offers_each_of_its_chome() -> None:
    assert written("横網") == ["東京都墨田区横網一丁目", "東京都墨田区横網二丁目"]


def test_towns_that_begin_alike_are_offered_side_by_side() -> None:
    assert written("ひがし") == ["東京都墨田区東駒形", "東京都墨田区東向島", "東京都墨田区東墨田"]


def test_the_wrestlers_rank_is_taken_for_the_town_that_looks_like_it() -> None:
    assert written("横綱1-2-3") == ["東京都墨田区横網一丁目2番3号"]


@pytest.mark.parametrize("typed", ["", "　", "千葉県千葉市", "吾妻橋9-1-1", "999-9999", "xyz", "\ud842"])
def test_what_is_not_in_this_ward_proposes_nothing(typed: str) -> None:
    assert written(typed) == []


def test_the_town_of_an_address_is_the_longest_that_fits() -> None:
    east, elsewhere = town_of("東京都墨田区東墨田一丁目1番1号"), town_of("東京都台東区東上野四丁目5番6号")
    assert east is not None
    assert east.name_ja == "東墨田"
    assert elsewhere is None
