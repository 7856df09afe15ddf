"""A version filled with invented households, as the counter would print it: what fits, and what does not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.case_file import read_case
from app.errors import MissingAsset
from app.paths import RESOURCES
from forms.errors import MissingFont
from forms.fill import fill_sheet
from forms.load import load_sheets
from forms.overlay.definition import OfficeSheet
from forms.overlay.render import draw_on_blank
from models.case import Case
from models.sheet import PrintedSheet

_PRACTICE = RESOURCES / "practice"
_NUMBER = "2026-000123"


@dataclass(frozen=True)
class Household:
    """`name_ja` says what it tries."""

    id: str
    name_ja: str
    case: Case


@cache
def households() -> Mapping[str, Household]:
    """The invented households to try a form with."""
    listed = tomllib.loads((_PRACTICE / "households.toml").read_text(encoding="utf-8"))["household"]
    return {
        one["id"]: Household(one["id"], one["name_ja"], read_case(_PRACTICE / one["file"])) for one in listed
    }  # fmt: skip


def try_out(sheet: OfficeSheet, blank: bytes, household: str) -> PrintedSheet:
    """The version as it would come out of the printer; MissingAsset where a font is absent."""
    filled = fill_sheet(load_sheets()[sheet.form], households()[household].case)
    try:
        return draw_on_blank(sheet, blank, filled, _NUMBER)
    except MissingFont as error:
        raise MissingAsset(error.asset, error.how_to_install) from error
