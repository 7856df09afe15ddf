"""What can be placed: the fields of a form as a ward's officer knows them, by label, type and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms import field_ids
from forms.definition import Cell, Section, SheetDefinition
from forms.overlay.definition import ERAS, KANA, VALUE, Kind

NUMBER, PAGE, CODE = "sheet.number", "sheet.page", "sheet.code"
OWN = frozenset({NUMBER, PAGE, CODE})  # of every sheet, no form's
_SUITS: Mapping[str, tuple[Kind, ...]] = {
    "choice": ("check", "text"),
    "checks": ("check", "text"),
    "circle": ("check", "text"),
    "era_date": ("era_date", "text"),
    "date": ("era_date", "text"),
    "open_date": ("era_date", "text"),
    "digits": ("digits", "text"),
    "sign": ("sign",),
}
_DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class FormField:
    """One field of a form: how it may be placed (first the usual way), and the words of its options by code."""

    id: str
    label: str
    suits: tuple[Kind, ...]
    required: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[int, ...] = ()
    companion: str = ""
    size: float = 10.5
    max_length: int = 120

    @property
    def in_rows(self) -> bool:
        return field_ids.in_table(self.id)

    def areas(self, kind: Kind) -> tuple[frozenset[str], frozenset[str]]:
        """The boxes that a placement of this kind must have, and those that it may have."""
        if kind == "check":
            return frozenset(), frozenset(self.options)
        if kind == "era_date":
            return frozenset(_DATE_PARTS), frozenset((*_DATE_PARTS, "era", *ERAS))
        if kind == "name":
            return frozenset({VALUE}), frozenset({VALUE, KANA})
        return frozenset({VALUE}), frozenset({VALUE})

    def area_label(self, area: str) -> str:
        """What one of its boxes is called on the screen."""
        names = {KANA: "フリガナ", "year": "年", "month": "月", "day": "日", "era": "元号", **ERAS}
        return self.options.get(area) or names.get(area, "")


def form_fields(definition: SheetDefinition) -> Mapping[str, FormField]:
    """Every field that can get a value or a signature, in the order of the form; then what is of every sheet."""
    found = [one for section, cell in definition.cells() for one in _of_cell(definition, section, cell)]
    known = {one.id: one for one in _told_apart(found)}
    known[NUMBER] = FormField(NUMBER, "受付番号", ("text", "code"), max_length=40)
    known[CODE] = FormField(CODE, "記入内容の2次元コード", ("code",))
    known[PAGE] = FormField(PAGE, "枚数（1/2）", ("text",), max_length=9)
    return known


def _told_apart(fields: Sequence[FormField]) -> Iterator[FormField]:
    """Of several with the same label, each with its number: 方書（1）, 方書（2）."""
    labels = [(one.in_rows, one.label) for one in fields]
    for index, one in enumerate(fields):
        label = labels[index]
        several = labels.count(label) > 1
        yield replace(one, label=f"{one.label}（{labels[:index].count(label) + 1}）") if several else one


def _of_cell(definition: SheetDefinition, section: Section, cell: Cell) -> Iterator[FormField]:
    prefix = f"{section.table}." if section.repeat else ""
    offices_own = (cell.office or section.frame == "office") and not cell.value
    if not cell.field or cell.type in ("stamp", "photo") or offices_own:
        return
    label = definition.label_of(cell.field)
    if section.side and not section.repeat and section.side not in label:
        label = f"{section.side}の{label}"
    suits = ("name", "text") if cell.kana_value else _SUITS.get(cell.type, ("text", "digits"))
    companion = prefix + cell.kana if cell.kana_value else ""
    yield FormField(
        prefix + cell.field, label, suits, cell.required, dict(cell.options), cell.groups, companion, cell.size,
        cell.max_length,
    )  # fmt: skip
    if cell.kana_value:
        yield FormField(prefix + cell.kana, f"{label}のフリガナ", ("text",), size=7.5)
    if cell.postcode_value:
        yield FormField(prefix + cell.postcode, f"{label}の郵便番号", ("digits", "text"), groups=(3, 4), size=9)
