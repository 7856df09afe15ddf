"""Dogs (狂犬病予防法4条)."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource

SOURCES: Mapping[str, CaseSource] = {
    "dog.name": lambda case: case.details.dog.name,
    "dog.breed": lambda case: case.details.dog.breed,
    "dog.tag": lambda case: case.details.dog.tag,
}
