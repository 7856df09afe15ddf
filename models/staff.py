"""The people who work with the program, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Role(StrEnum):
    """窓口, 税, 通訳, 管理者, 監査 (facts C-05)."""

    CLERK = "clerk"
    TAX = "tax"
    TRANSLATOR = "translator"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Staff:
    """Somebody who may sign in. `login` is what is typed, `name` what a colleague reads (氏名).

    `supervisor` (責任者) may release a protected address and look over a return. What proves the person never shows in
    a representation: `password` is an Argon2id hash, `totp` the shared secret of the one-time codes, `card` the SHA-256
    of the certificate of a staff card. `last_code` is the time step of the last one-time code: no code serves twice.
    `renew`: the password was given by an administrator, and is to be chosen anew.
    """

    id: UUID
    login: str
    name: str
    roles: frozenset[Role]
    created_at: datetime
    supervisor: bool = False
    disabled: bool = False
    password: str = field(default="", repr=False)
    renew: bool = False
    totp: str = field(default="", repr=False)
    card: str = ""
    last_code: int = 0
    failures: int = 0
    locked: bool = False
    wait_until: datetime | None = None
    signed_in_at: datetime | None = None
    signed_in_on: str = ""
