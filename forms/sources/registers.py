"""What is asked of the registers: 住民票の写し, 印鑑登録 and 印鑑登録証明書."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource
from models.case import Case, SealRegistration


def _seal_kind(case: Case) -> str:
    return "register" if any(member.seal_registration is SealRegistration.WANTED for member in case.members) else ""


def _options(case: Case) -> str:
    wish = case.details.juminhyo
    chosen = {"honseki": wish.with_honseki, "relation": wish.with_relation, "number": wish.with_number}
    return ",".join(option for option, wanted in chosen.items() if wanted)


SOURCES: Mapping[str, CaseSource] = {
    "seal.kind": _seal_kind,
    "seal.copies": lambda case: str(case.answers.seal_certificate_copies or ""),
    "juminhyo.copies": lambda case: str(case.answers.juminhyo_copies or ""),
    "juminhyo.kind": lambda case: "all" if case.answers.juminhyo_copies else "",
    "juminhyo.options": _options,
    "juminhyo.use": lambda case: case.details.juminhyo.use,
}
