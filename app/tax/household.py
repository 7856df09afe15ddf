"""The people of a return as the law sees them: ages on 31 December, incomes, and what each counts as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.tax.incomes import income_of_relative
from app.tax.load import relation_words
from app.tax.year import Year
from models.ages import age_on
from models.partial_date import PartialDate
from models.tax import Dependant, Disability, TaxReturn
from models.tax import Spouse as SpouseEntry


class Kind(StrEnum):
    """What a relative counts as."""

    CHILD = "child"  # 16歳未満: no deduction, yet a head
    GENERAL = "general"
    YOUNG = "young"  # 特定扶養親族
    ELDER = "elder"
    ELDER_COHABITING = "elder_cohabiting"
    SPECIFIC = "specific"  # 特定親族特別控除: over the limit, no longer a 扶養親族
    ABROAD = "abroad"  # 国外居住の30〜69歳: not 控除対象
    OVER = "over"  # income over the limit


@dataclass(frozen=True, slots=True)
class Relative:
    """`path` is the entry's place in the return; `age` is None where the birth date is not known."""

    path: str
    kind: Kind
    age: int | None
    income: int
    disability: Disability
    abroad: bool
    is_child_of_filer: bool

    @property
    def is_dependant(self) -> bool:
        """扶養親族: within the limit of income."""
        return self.kind not in (Kind.SPECIFIC, Kind.OVER)

    @property
    def is_head(self) -> bool:
        """Counts in the non-taxable limits (16歳未満の者及び控除対象扶養親族)."""
        return self.is_dependant and self.kind is not Kind.ABROAD


@dataclass(frozen=True, slots=True)
class SpouseFacts:
    """`is_dependant`: 同一生計配偶者, within the limit of income whatever the filer earns."""

    income: int
    is_elder: bool
    is_dependant: bool
    disability: Disability
    abroad: bool


@dataclass(frozen=True, slots=True)
class Household:
    age: int
    is_minor: bool
    spouse: SpouseFacts | None
    relatives: tuple[Relative, ...]

    @property
    def heads(self) -> int:
        """本人 + 同一生計配偶者 + 扶養親族, 16歳未満 included."""
        spouse = self.spouse is not None and self.spouse.is_dependant
        return 1 + spouse + sum(one.is_head for one in self.relatives)

    @property
    def heads_in_japan(self) -> int:
        """The heads of the flat reduction: residents alone."""
        spouse = self.spouse is not None and self.spouse.is_dependant and not self.spouse.abroad
        return 1 + spouse + sum(one.is_dependant and not one.abroad for one in self.relatives)

    @property
    def dependent_disabilities(self) -> tuple[Disability, ...]:
        """Of the 同一生計配偶者 and every 扶養親族, children included."""
        spouse = [self.spouse.disability] if self.spouse and self.spouse.is_dependant else []
        found = [*spouse, *(one.disability for one in self.relatives if one.is_dependant)]
        return tuple(one for one in found if one is not Disability.NONE)

    def has_dependant_below(self, age: int) -> bool:
        return any(one.is_dependant and one.age is not None and one.age < age for one in self.relatives)


def household(tax_return: TaxReturn, year: Year) -> Household:
    """Everyone of the return, judged by the year's law."""
    filer = tax_return.filer
    first_of_january = date(year.fiscal_year, 1, 1)
    return Household(
        age=age_on(filer.birth_date, year.last_day),
        is_minor=filer.minor or age_on(filer.birth_date, first_of_january) < year.exemption.adult_age,
        spouse=None if tax_return.spouse is None else _spouse(tax_return.spouse, year),
        relatives=tuple(
            _relative(f"dependants[{index}]", one, filer.birth_date, year)
            for index, one in enumerate(tax_return.dependants)
        ),
    )


def _spouse(entry: SpouseEntry, year: Year) -> SpouseFacts:
    age = _age(entry.birth_date, entry.died_on or year.last_day)
    income = income_of_relative(entry, age, year)
    return SpouseFacts(
        income=income,
        is_elder=age is not None and age >= year.spouse.elder_age,
        is_dependant=income <= year.limits.dependant,
        disability=entry.disability,
        abroad=entry.abroad,
    )


def _relative(path: str, entry: Dependant, filer_born: PartialDate, year: Year) -> Relative:
    age = _age(entry.birth_date, entry.died_on or year.last_day)
    income = income_of_relative(entry, age, year)
    kind = _kind(entry, age, income, year)
    child = _is_child(entry, filer_born)
    return Relative(path, kind, age, income, entry.disability, entry.abroad, child)


def _is_child(entry: Dependant, filer_born: PartialDate) -> bool:
    """As the relation says; where it says nothing, whoever is younger."""
    if entry.relation:
        return entry.relation in relation_words()["child"]
    return entry.birth_date is None or entry.birth_date.earliest() > filer_born.earliest()


def _kind(entry: Dependant, age: int | None, income: int, year: Year) -> Kind:
    law = year.dependants
    if income > year.limits.dependant:
        rows = year.specific_relatives.rows
        return Kind.SPECIFIC if age in law.young and rows and income <= rows[-1].up_to else Kind.OVER
    if age is not None and age < law.child_below_age:
        return Kind.CHILD
    if entry.abroad and age in law.abroad and entry.disability is Disability.NONE:
        return Kind.ABROAD
    if age in law.young:
        return Kind.YOUNG
    elder = Kind.ELDER_COHABITING if entry.cohabiting_parent else Kind.ELDER
    return elder if age is not None and age >= law.elder_age else Kind.GENERAL


def _age(birth: PartialDate | None, day: date) -> int | None:
    return None if birth is None else age_on(birth, day)
