"""国民健康保険, 後期高齢者医療, 介護保険 and 国民年金."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource, PersonSource, era, of
from models.case import Case, Event, HealthInsurance, Member, Origin, Pension
from models.origin import origin_of

_INSURED = frozenset({HealthInsurance.KOKUHO, HealthInsurance.NONE})
_KINDS = {"in": "in", "move": "address", "out": "out", "household": "split"}
_SPECIAL = {Event.BIRTH: "birth", Event.DEATH: "death", Event.HH_HEAD: "head"}
_REASONS = {
    "in": "転入",
    "out": "転出",
    "address": "転居",
    "left_employer": "社保離脱",
    "joined_employer": "社保加入",
    "birth": "出生",
    "death": "死亡",
    "head": "世帯主変更",
    "split": "世帯変更",
}
_INSURANCES = {
    HealthInsurance.KOKUHO: "国民健康保険",
    HealthInsurance.SHAHO_SELF: "社会保険（本人）",
    HealthInsurance.SHAHO_DEPENDANT: "社会保険（家族）",
    HealthInsurance.KOKUHO_KUMIAI: "国民健康保険組合",
    HealthInsurance.KOKI75: "後期高齢者医療",
    HealthInsurance.PUBLIC_ASSISTANCE: "生活保護",
}


def _kind(case: Case) -> str:
    company = "" if kind_of(case) == "in" else _change_of_company(case)
    return company or _SPECIAL.get(case.event) or _KINDS.get(kind_of(case), "other")


def _change_of_company(case: Case) -> str:
    """A company's insurance left or joined; a newborn who comes into 国保 is the nearer reason."""
    if case.event is Event.BIRTH and any(member.health_insurance in _INSURED for member in case.moving):
        return ""
    if _left_employer_on(case):
        return "left_employer"
    return "joined_employer" if any(member.joined_employer_insurance_on for member in case.members) else ""


def _left_employer_on(case: Case) -> date | None:
    """The day on which the first of them left an employer's insurance."""
    return next((day for member in case.members if (day := member.lost_employer_insurance_on)), None)


_PENSION_SCHEMES = {Pension.FIRST: "national", Pension.SECOND: "employees", Pension.THIRD: "national"}
_PENSION_KINDS = {"in": "address", "move": "address"}
_CARE_KINDS = {"in": "gain", "move": "change", "out": "loss"}


def _pension_kind(case: Case) -> str:
    """From abroad the compulsory insurance begins, going abroad ends it; a divorce, a company left change class."""
    kinds = {
        Event.IN_ABR_J: "gain", Event.IN_ABR_F: "gain", Event.F_BECOME: "gain", Event.OUT_ABR: "loss",
        Event.DIV: "change",
    }  # fmt: skip
    if case.event in kinds:
        return kinds[case.event]
    return "change" if _left_employer_on(case) else _PENSION_KINDS.get(kind_of(case), "")


def _pension_reason(case: Case) -> str:
    abroad = {"gain": "abroad_in", "loss": "abroad_out", "change": "left", "address": "moved"}
    kind = _pension_kind(case)
    return "apart" if kind == "change" and _left_employer_on(case) is None else abroad.get(kind, "")


def _pension_on(case: Case) -> date | None:
    left = _left_employer_on(case) if _pension_kind(case) == "change" else None
    return left or case.moved_on


def _care_kind(member: Member, case: Case) -> str:
    """The change itself, and the certificate of the former municipality carried over (介護保険法36条)."""
    kind = _CARE_KINDS.get(kind_of(case), "loss" if case.event is Event.DEATH else "")
    return f"{kind},certification" if kind == "gain" and member.care_certified else kind


_KOKI_ARRIVALS: Mapping[Origin | None, str] = {
    Origin.OTHER_WARD_TOKYO: "in_metropolis",
    Origin.TOKYO_OTHER: "in_metropolis",
    Origin.OUTSIDE_TOKYO: "in_outside",
    Origin.ABROAD: "in_outside",
}


def _koki_reason(case: Case) -> str:
    """Within the metropolis it is the same insurer (東京都後期高齢者医療広域連合)."""
    if kind_of(case) == "in":
        return _KOKI_ARRIVALS.get(origin_of(case), "")
    return {"move": "move", "out": "out"}.get(kind_of(case), "death" if case.event is Event.DEATH else "")


SOURCES: Mapping[str, CaseSource] = {
    "insurance_kind": _kind,
    "insurance_reason": lambda case: _REASONS.get(_kind(case), ""),
    "pension.voluntary": lambda case: "abroad" if case.event is Event.OUT_ABR else "",
    "insurance.lost_on": lambda case: era(_left_employer_on(case)),
    "pension.kind": _pension_kind,
    "pension.reason": _pension_reason,
    "pension.on": lambda case: era(_pension_on(case)),
    "care.reason": lambda case: "death" if case.event is Event.DEATH else kind_of(case),
    "koki.reason": _koki_reason,
}

PARTICULARS: Mapping[str, PersonSource] = {
    "insurance_name": of(lambda member: _INSURANCES.get(member.health_insurance) if member.health_insurance else ""),
    "pension": of(lambda member: member.pension),
    "pension_scheme": of(lambda member: _PENSION_SCHEMES.get(member.pension) if member.pension else ""),
    "pension_digits": of(lambda member: (member.basic_pension_number or "").replace("-", "")),
    "pension_number": of(lambda member: member.basic_pension_number),
    "care_kind": _care_kind,
    "disability": of(lambda member: ",".join(member.disability)),
}
