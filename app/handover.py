"""Hand-over to the sections: what was recorded at reception, for the desks that go on with it (docs/handover.md).

JSON keeps every value exactly; CSV (UTF-8 with BOM, CRLF) is safe against formulas. There is no column for the
individual number, so that none can leave here.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.formula_cells import safe_cell
from app.paths import RESOURCES
from models.case import Address, Case, Member, ResidenceCard
from models.procedure import Plan, PlannedProcedure

SCHEMA = "madoguchi-handover/1"
_OUTSIDE = ("区役所の外",)


@dataclass(frozen=True)
class Section:
    """What goes to one desk: a row is one procedure for one person, column → text."""

    desk: str
    floor: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class _Subject:
    """What a column is read from."""

    number: str
    case: Case
    procedure: PlannedProcedure
    index: int

    @property
    def member(self) -> Member:
        return self.case.members[self.index]


_Column = Callable[[_Subject], object]


def _of_member(key: str) -> _Column:
    return lambda subject: getattr(subject.member, key)


def _of_card(key: str) -> _Column:
    return lambda subject: getattr(subject.member.residence_card or ResidenceCard(), key)


def _of_address(which: str, key: str) -> _Column:
    return lambda subject: getattr(getattr(subject.case, which) or Address(), key)


def _of_case(key: str) -> _Column:
    return lambda subject: getattr(subject.case, key)


def _detail(part: str, key: str) -> _Column:
    return lambda subject: getattr(getattr(subject.case.details, part), key)


def _answer(key: str) -> _Column:
    return lambda subject: getattr(subject.case.answers, key)


def _filer(subject: _Subject) -> str:
    filer = subject.case.filer
    if filer is None:
        return ""
    return filer.name if filer.member is None else subject.case.members[filer.member].name


COLUMNS: Mapping[str, _Column] = {
    "受付番号": lambda subject: subject.number,
    "届出日": _of_case("filed_on"),
    "届出の種類": _of_case("event"),
    "異動日": _of_case("moved_on"),
    "転出予定日": _of_case("planned_out_on"),
    "手続き": lambda subject: subject.procedure.id,
    "手続き名": lambda subject: subject.procedure.name_ja,
    "期限": lambda subject: subject.procedure.due_on,
    "書類": lambda subject: " ".join(subject.procedure.forms),
    "対象者番号": lambda subject: subject.index,
    "氏名": _of_member("name"),
    "フリガナ": _of_member("name_kana"),
    "旧氏": _of_member("former_family_name"),
    "通称": _of_member("alias"),
    "生年月日": _of_member("birth_date"),
    "性別": _of_member("sex"),
    "続柄": _of_member("relation"),
    "国籍区分": _of_member("nationality_class"),
    "国籍・地域": _of_card("nationality"),
    "在留資格": _of_card("status"),
    "在留期間": _of_card("period"),
    "在留期間満了日": _of_card("valid_until"),
    "在留カード等番号": _of_card("number"),
    "新郵便番号": _of_address("new_address", "postcode"),
    "新住所": _of_address("new_address", "address"),
    "新方書": _of_address("new_address", "building"),
    "旧郵便番号": _of_address("old_address", "postcode"),
    "旧住所": _of_address("old_address", "address"),
    "旧方書": _of_address("old_address", "building"),
    "新世帯主": lambda subject: subject.case.new_household_head.name if subject.case.new_household_head else "",
    "本籍": _of_case("honseki"),
    "筆頭者": _of_case("hittosha"),
    "届出人": _filer,
    "届出人の関係": lambda subject: subject.case.filer.relation if subject.case.filer else "",
    "電話": lambda subject: subject.case.filer.phone if subject.case.filer else "",
    "言語": _of_case("language"),
    "カード保有": _of_member("my_number_card"),
    "署名用証明書希望": _of_member("wants_signature_certificate"),
    "印鑑登録": _of_member("seal_registration"),
    "住民票通数": _answer("juminhyo_copies"),
    "印鑑証明通数": _answer("seal_certificate_copies"),
    "健康保険": _of_member("health_insurance"),
    "社保喪失日": _of_member("lost_employer_insurance_on"),
    "年金種別": _of_member("pension"),
    "学校": _of_member("school"),
    "前の学校": _of_member("previous_school"),
    "保育希望": _of_member("nursery"),
    "介護認定": _of_member("care_certified"),
    "手帳": lambda subject: " ".join(subject.member.disability),
    "犬の名前": _detail("dog", "name"),
    "犬種": _detail("dog", "breed"),
    "鑑札番号": _detail("dog", "tag"),
    "標識番号": _detail("moped", "plate"),
    "車台番号": _detail("moped", "frame"),
    "車名・型式": _detail("moped", "model"),
    "排気量": _detail("moped", "displacement"),
}


def sections(number: str, case: Case, plan: Plan) -> tuple[Section, ...]:
    """One hand-over a desk of the ward, in the order of the visit; what lies outside the ward gets none."""
    desks: dict[tuple[str, str], list[PlannedProcedure]] = {}
    for procedure in plan.procedures:
        if not procedure.desk.startswith(_OUTSIDE):
            desks.setdefault((procedure.desk, procedure.floor), []).append(procedure)
    return tuple(_section(number, case, desk, floor, procedures) for (desk, floor), procedures in desks.items())


def to_json(number: str, found: Sequence[Section]) -> bytes:
    """All sections as one object (UTF-8), every value exactly as recorded."""
    facts = {
        "schema": SCHEMA,
        "reception": number,
        "sections": [{"desk": one.desk, "floor": one.floor, "rows": [dict(row) for row in one.rows]} for one in found],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def to_csv(section: Section) -> bytes:
    """One section as a table; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(section.columns)
    writer.writerows([safe_cell(row[column]) for column in section.columns] for row in section.rows)
    return out.getvalue().encode("utf-8-sig")


def columns_of(desk: str) -> tuple[str, ...]:
    """The columns that a desk gets."""
    data = _data()
    return (*data["common"], *data["desks"].get(desk, ()))


def _section(number: str, case: Case, desk: str, floor: str, procedures: Sequence[PlannedProcedure]) -> Section:
    columns = columns_of(desk)
    rows = [
        {column: _text(COLUMNS[column](_Subject(number, case, procedure, index))) for column in columns}
        for procedure in procedures
        for index in procedure.members
    ]
    return Section(desk, floor, columns, tuple(rows))


def _text(value: object) -> str:
    """ISO dates, codes of the case file, `true` and `false`; empty for what is not known."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _data() -> Mapping[str, dict[str, tuple[str, ...]]]:
    return tomllib.loads((RESOURCES / "handover.toml").read_text(encoding="utf-8"))
