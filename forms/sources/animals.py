"""Dogs (狂犬病予防法4条)."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource

_YES_NO = {True: "yes", False: "no", None: ""}

SOURCES: Mapping[str, CaseSource] = {
    "dog.name": lambda case: case.details.dog.name,
    "dog.breed": lambda case: case.details.dog.breed,
    "dog.tag": lambda case: case.details.dog.tag,
    "dog.has_tag": lambda case: "yes" if case.details.dog.tag else "",
    "dog.change": lambda case: "place,address" if kind_of(case) in ("in", "move") else "",
    "dog.chip_registered": lambda case: _YES_NO[case.answers.dog_chip_registered],
}
