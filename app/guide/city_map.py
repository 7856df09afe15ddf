"""The ward as a rough drawing (`resources/guide/map.toml`): rivers, railway lines, stations; and ways in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.data_file import built, read_toml
from app.guide.words import FOLDER, Words

Degrees = tuple[float, float]
_METRES = 111_195  # of a degree of latitude
_ROUNDED = 50  # metres: no more is known


@dataclass(frozen=True)
class Station:
    """`place` in degrees north and east."""

    name_ja: str
    name_en: str
    place: Degrees


@dataclass(frozen=True)
class CityMap:
    """Rivers and lines by their Japanese names, each through its points."""

    source: str
    confidence: str
    rivers: Mapping[str, Sequence[Degrees]]
    lines: Mapping[str, Sequence[Degrees]]
    stations: Sequence[Station]


@dataclass(frozen=True)
class _File:
    source: str
    confidence: str
    rivers: dict[str, list[list[float]]]
    lines: dict[str, list[list[float]]]
    stations: dict[str, _Row]


@dataclass(frozen=True)
class _Row:
    name_en: str
    place: list[float]


@cache
def city_map() -> CityMap:
    """DataError with file, key, what was found and what is allowed."""
    file = built("map.toml", "", _File, read_toml(FOLDER / "map.toml"))
    stations = [Station(name, row.name_en, _degrees(row.place)) for name, row in file.stations.items()]
    return CityMap(file.source, file.confidence, _ways(file.rivers), _ways(file.lines), stations)


def route(place: Degrees, words: Words, *, japanese: bool) -> str:
    """From the nearest station to the place, as the crow flies."""
    station = min(city_map().stations, key=lambda one: _distance(one.place, place))
    metres = max(round(_distance(station.place, place) / _ROUNDED), 1) * _ROUNDED
    name = station.name_ja if japanese else station.name_en
    return words.route.format(station=name, direction=words.directions[_octant(station.place, place)], metres=metres)


def _distance(one: Degrees, other: Degrees) -> float:
    """Metres on the flat: the ward is small."""
    north, east = _offset(one, other)
    return math.hypot(north, east)


def _octant(one: Degrees, other: Degrees) -> int:
    """From north by east: 0 is north, 2 is east."""
    north, east = _offset(one, other)
    return round(math.atan2(east, north) / (math.pi / 4)) % 8


def _offset(one: Degrees, other: Degrees) -> Degrees:
    north = (other[0] - one[0]) * _METRES
    return north, (other[1] - one[1]) * _METRES * math.cos(math.radians(one[0]))


def _ways(given: Mapping[str, Sequence[Sequence[float]]]) -> Mapping[str, Sequence[Degrees]]:
    return {name: [_degrees(point) for point in points] for name, points in given.items()}


def _degrees(point: Sequence[float]) -> Degrees:
    north, east = point
    return north, east
