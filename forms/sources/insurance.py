"""国民健康保険, 後期高齢者医療, 介護保険 and 国民年金."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource, PersonSource, era, of
from models.case import Case, Event, HealthInsurance

_KINDS = {"in": "in", "move": "address", "out": "out", "household": "split"}
_SPECIAL = {Event.BIRTH: "birth", Event.DEATH: "death", Event.HH_HEAD: "head"}
_REASONS = {
    "in": "転入",
    "out": "転出",
    "address": "転居",
    "left_employer": "社保離脱",
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
    if kind_of(case) != "in" and _left_employer_on(case):
        return "left_employer"
    return _SPECIAL.get(case.event) or _KINDS.get(kind_of(case), "other")


def _left_employer_on(case: Case) -> date | None:
    """The day on which the first of them left an employer's insurance."""
    return next((day for member in case.moving if (day := member.lost_employer_insurance_on)), None)


SOURCES: Mapping[str, CaseSource] = {
    "insurance_kind": _kind,
    "insurance_reason": lambda case: _REASONS.get(_kind(case), ""),
    "insurance.lost_on": lambda case: era(_left_employer_on(case)),
}

PARTICULARS: Mapping[str, PersonSource] = {
    "insurance": of(lambda member: member.health_insurance),
    "insurance_name": of(lambda member: _INSURANCES.get(member.health_insurance) if member.health_insurance else ""),
    "lost_insurance_on": of(lambda member: era(member.lost_employer_insurance_on)),
    "pension": of(lambda member: member.pension),
    "pension_number": of(lambda member: member.basic_pension_number),
    "care": of(lambda member: "certified" if member.care_certified else ""),
    "disability": of(lambda member: ",".join(member.disability)),
}
