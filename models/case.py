"""A case: one life event of one household, as the contract's case file has it (東京都墨田区 counter)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.partial_date import PartialDate
from models.person import Sex


class Event(StrEnum):
    """The life events (moving-procedures §1)."""

    IN_DOM = "IN_DOM"
    IN_SP = "IN_SP"
    IN_ABR_J = "IN_ABR_J"
    IN_ABR_F = "IN_ABR_F"
    F_BECOME = "F_BECOME"
    MOVE = "MOVE"
    OUT = "OUT"
    OUT_SP = "OUT_SP"
    OUT_ABR = "OUT_ABR"
    HH_HEAD = "HH_HEAD"
    HH_SPLIT = "HH_SPLIT"
    HH_MERGE = "HH_MERGE"
    HH_CHANGE = "HH_CHANGE"
    BIRTH = "BIRTH"
    DEATH = "DEATH"
    MARR = "MARR"
    DIV = "DIV"


class Origin(StrEnum):
    OTHER_WARD_TOKYO = "other_ward_tokyo"
    TOKYO_OTHER = "tokyo_other"
    OUTSIDE_TOKYO = "outside_tokyo"
    ABROAD = "abroad"
    WITHIN_SUMIDA = "within_sumida"


class NationalityClass(StrEnum):
    JAPANESE = "japanese"
    FOREIGN = "foreign"
    SPECIAL_PERMANENT = "special_permanent"


class HealthInsurance(StrEnum):
    KOKUHO = "kokuho"
    SHAHO_SELF = "shaho_self"
    SHAHO_DEPENDANT = "shaho_dependant"
    KOKUHO_KUMIAI = "kokuho_kumiai"
    KOKI75 = "koki75"
    PUBLIC_ASSISTANCE = "public_assistance"
    NONE = "none"


class Pension(StrEnum):
    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    VOLUNTARY = "voluntary"
    NONE = "none"


class School(StrEnum):
    NONE = "none"
    PRIMARY = "primary"
    JUNIOR_HIGH = "junior_high"
    PRIVATE = "private"
    OTHER = "other"
    UNIVERSITY = "university"


class SealRegistration(StrEnum):
    NONE = "none"
    WANTED = "wanted"
    REGISTERED = "registered"


class Disability(StrEnum):
    PHYSICAL = "physical"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"


@dataclass(frozen=True)
class Address:
    """`address` from the prefecture to the number; `building` is 方書. Abroad: the country's name as address."""

    postcode: str = ""
    address: str = ""
    building: str = ""


@dataclass(frozen=True)
class HouseholdHead:
    name: str
    name_kana: str = ""


@dataclass(frozen=True)
class ResidenceCard:
    """在留カード or 特別永住者証明書. `category` is the 法30条の45 class (中長期在留者 …)."""

    number: str = ""
    nationality: str = ""
    status: str = ""
    period: str = ""
    valid_until: date | None = None
    category: str = ""


@dataclass(frozen=True)
class Member:
    """One person of the household; `moving` are the people whom the event is about."""

    name: str
    name_kana: str = ""
    former_family_name: str | None = None
    alias: str | None = None
    birth_date: PartialDate | None = None
    sex: Sex = Sex.UNKNOWN
    relation: str = ""
    nationality_class: NationalityClass = NationalityClass.JAPANESE
    moving: bool = True
    individual_number: str | None = field(default=None, repr=False)
    juminhyo_code: str | None = field(default=None, repr=False)
    my_number_card: bool = False
    wants_signature_certificate: bool = False
    seal_registration: SealRegistration = SealRegistration.NONE
    driver_licence: bool = False
    health_insurance: HealthInsurance | None = None
    lost_employer_insurance_on: date | None = None
    joined_employer_insurance_on: date | None = None
    pension: Pension | None = None
    basic_pension_number: str | None = field(default=None, repr=False)
    school: School = School.NONE
    previous_school: str | None = None
    nursery: bool = False
    care_certified: bool = False
    disability: tuple[Disability, ...] = ()
    residence_card: ResidenceCard | None = None


@dataclass(frozen=True)
class Answers:
    """What the clerk asked; None is a question not asked yet."""

    dog: bool | None = None
    dog_chip_registered: bool | None = None
    moped: bool | None = None
    car: bool | None = None
    single_parent: bool | None = None
    pregnant: bool | None = None
    claimant_is_public_servant: bool | None = None
    child_lives_apart: bool | None = None
    three_or_more_children: bool | None = None
    protected_address: bool | None = None
    wants_former_name: bool | None = None
    wants_alias: bool | None = None
    wants_specified_residence_card: bool | None = None
    juminhyo_copies: int | None = None
    seal_certificate_copies: int | None = None
    taxed: bool | None = None
    school_area_changes: bool | None = None
    bulky_waste: bool | None = None
    enters_care_facility: bool | None = None
    wrong_reading: bool | None = None
    wants_direct_debit: bool | None = None
    wants_payment_account: bool | None = None


@dataclass(frozen=True)
class Dog:
    name: str = ""
    breed: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Moped:
    plate: str = ""
    frame: str = ""
    model: str = ""
    displacement: str = ""


@dataclass(frozen=True)
class BankAccount:
    bank: str = ""
    branch: str = ""
    kind: str = "普通"
    number: str = field(default="", repr=False)
    holder_kana: str = ""


@dataclass(frozen=True)
class JuminhyoRequest:
    """What the requested 住民票の写し shall show; all off unless asked for."""

    use: str = ""
    with_honseki: bool = False
    with_relation: bool = False
    with_number: bool = False


@dataclass(frozen=True)
class Details:
    dog: Dog = Dog()
    moped: Moped = Moped()
    bank: BankAccount = BankAccount()
    juminhyo: JuminhyoRequest = JuminhyoRequest()


@dataclass(frozen=True)
class Filer:
    """Who stands at the counter: a member (by index), or a 代理人 with name, address and birth date."""

    member: int | None = None
    phone: str = ""
    relation: str = "本人"
    name: str = ""
    address: str = ""
    birth_date: PartialDate | None = None


@dataclass(frozen=True)
class Case:
    """`moved_on` is the day of the event; `planned_out_on` the 転出予定日 told to the former municipality."""

    event: Event
    filed_on: date
    members: tuple[Member, ...]
    origin: Origin | None = None
    moved_on: date | None = None
    planned_out_on: date | None = None
    new_address: Address | None = None
    old_address: Address | None = None
    new_household_head: HouseholdHead | None = None
    old_household_head: HouseholdHead | None = None
    joins_existing_household: bool = False
    honseki: str = ""
    hittosha: str = ""
    answers: Answers = Answers()
    details: Details = Details()
    filer: Filer | None = None
    language: str = "ja"

    @property
    def moving(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.moving)
