"""Whole readings and single parsers under answers changed in every way: a reading or words, never anything else."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from app.card import apdu, licence, mynumber, residence, signature, surface
from app.card.connection import CardConnection, Talk
from app.card.simulated.chip import SimulatedChip, SimulatedConnection
from app.errors import KnownError
from tests import reader_service
from tests.app.card import others
from tests.app.card.fuzzing import ROUTES, MutatingChip, kept_seeds, read_to_the_end
from tests.app.card.people import chip
from tests.reader_service import card_laid

through_the_reader = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


def in_process(route: str, seeds: list[int]) -> set[str]:
    one = MutatingChip(ROUTES[route].chip())
    return {read_to_the_end(route, seed, one, lambda: SimulatedConnection(one)) for seed in seeds}


def by_the_reader(route: str, seeds: list[int]) -> set[str]:
    one = MutatingChip(ROUTES[route].chip())
    with reader_service.running(), card_laid(one):
        return {read_to_the_end(route, seed, one, None) for seed in seeds}


@pytest.mark.parametrize("route", ROUTES)
def test_a_mutated_reading_ends_in_a_reading_or_in_words(route: str) -> None:
    assert {"read", "unreadable_card"} <= in_process(route, [*kept_seeds(route), *range(60)])


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("route", ROUTES)
def test_thousands_of_mutated_readings_end_in_a_reading_or_in_words(route: str) -> None:
    assert {"read", "unreadable_card"} <= in_process(route, list(range(1_000, 6_000)))


def unlocked(original: SimulatedChip) -> SimulatedChip:
    """The same files, open to everyone: what is tried here is how they are understood."""
    return SimulatedChip(
        {
            aid: replace(one, files={name: replace(file, opened_by=frozenset()) for name, file in one.files.items()})
            for aid, one in original.applications.items()
        }
    )


Parser = Callable[[CardConnection], object]
PARSERS: dict[str, tuple[Callable[[], SimulatedChip], bytes, Parser]] = {
    "basic information": (chip, mynumber.TEXT_APPLICATION, mynumber.read_basic),
    "number": (chip, mynumber.TEXT_APPLICATION, mynumber.read_number),
    "certificate": (
        chip,
        mynumber.TEXT_APPLICATION,
        lambda card: signature.certified_key(signature.read_certificate(card, 4)),
    ),
    "common data": (chip, mynumber.COMMON_APPLICATION, mynumber.read_common),
    "surface": (chip, mynumber.SURFACE_APPLICATION, surface.read_face),
    "age": (chip, mynumber.SURFACE_APPLICATION, surface.read_age),
    "residence card's free data": (others.residence, b"", residence.read_free),
    "licence's free data": (others.licence, b"", licence.read_free),
    "licence's entries": (others.licence, licence.ENTRIES_DIRECTORY, licence.read_entries),
}


def parsed(name: str, seeds: range) -> int:
    """How many of the mutated contents were understood; any exception but a known error is a defect."""
    make, aid, parser = PARSERS[name]
    one = MutatingChip(unlocked(make()), often=0.05 if name == "surface" else 0.6)  # it takes dozens of exchanges
    understood = 0
    for seed in seeds:
        with Talk(SimulatedConnection(one)) as talk, suppress(KnownError):
            if aid:
                SimulatedChip.process(one, apdu.select_application(aid))
            one.begin(seed)
            parser(talk)
            understood += 1
    return understood


@pytest.mark.parametrize("name", PARSERS)
def test_mutated_content_is_understood_or_refused(name: str) -> None:
    assert 0 < parsed(name, range(300)) < 300


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", PARSERS)
def test_tens_of_thousands_of_mutated_contents_are_understood_or_refused(name: str) -> None:
    assert 0 < parsed(name, range(1_000, 26_000)) < 25_000


class TestThroughTheReader:
    pytestmark = through_the_reader

    @pytest.mark.parametrize("route", ROUTES)
    def test_a_mutated_reading_through_the_reader_ends_in_a_reading_or_in_words(self, route: str) -> None:
        assert by_the_reader(route, [*kept_seeds(route), *range(10)])

    @pytest.mark.nightly
    @pytest.mark.timeout(3600)
    @pytest.mark.parametrize("route", ROUTES)
    def test_a_thousand_mutated_readings_through_the_reader_end_so_too(self, route: str) -> None:
        assert {"read", "unreadable_card"} <= by_the_reader(route, list(range(10_000, 11_000)))
