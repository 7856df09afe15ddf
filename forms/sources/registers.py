"""What is asked of the registers: 住民票の写し, 印鑑登録 and 印鑑登録証明書."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource
from forms.sources.roles import proxy
from models.case import Case, SealRegistration


def _seal_kind(case: Case) -> str:
    return "register" if any(member.seal_registration is SealRegistration.WANTED for member in case.members) else ""


def _options(case: Case) -> str:
    wish = case.details.juminhyo
    chosen = {"honseki": wish.with_honseki, "relation": wish.with_relation, "number": wish.with_number}
    return ",".join(option for option, wanted in chosen.items() if wanted)


def _for_proxy(read: CaseSource) -> CaseSource:
    """委任状: nothing where a member of the household comes."""
    return lambda case: read(case) if proxy(case) else ""


def _juminhyo_kind(case: Case) -> str:
    return "all" if case.answers.juminhyo_copies else ""


def _juminhyo_copies(case: Case) -> str:
    return str(case.answers.juminhyo_copies or "")


SOURCES: Mapping[str, CaseSource] = {
    "seal.kind": _seal_kind,
    "seal.copies": lambda case: str(case.answers.seal_certificate_copies or ""),
    "juminhyo.copies": _juminhyo_copies,
    "juminhyo.kind": _juminhyo_kind,
    "proxy.juminhyo": _for_proxy(_juminhyo_kind),
    "proxy.juminhyo_copies": _for_proxy(_juminhyo_copies),
    "proxy.juminhyo_options": _for_proxy(_options),
    "proxy.juminhyo_use": _for_proxy(lambda case: case.details.juminhyo.use),
    "proxy.seal": _for_proxy(_seal_kind),
    "juminhyo.options": _options,
    "juminhyo.use": lambda case: case.details.juminhyo.use,
}
