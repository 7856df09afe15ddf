"""One-time codes (TOTP, RFC 6238: SHA-1, six digits, 30 s), and the recovery codes for whoever has lost the device."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

PERIOD, DIGITS = 30, 6
_FARTHEST = 20  # steps: ten minutes
_SECRET = 20  # bytes
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that reads like another
_GROUPS, _GROUP = 4, 5
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789", " 　-‐－ー")


def new_secret() -> str:
    """A shared secret as authenticators take it (Base32)."""
    return base64.b32encode(secrets.token_bytes(_SECRET)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of a time step (RFC 4226 §5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(moment: datetime) -> int:
    return int(moment.timestamp()) // PERIOD


def matching_step(secret: str, code: str, moment: datetime, last: int) -> int | None:
    """The time step, now or one beside it, whose code this is. None where it is wrong or was used before (`last`)."""
    typed, now = code.translate(_WIDE), step_of(moment)
    steps = [step for step in (now, now - 1, now + 1) if step > last]
    return next((step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), typed.encode())), None)


def clock_off(secret: str, code: str, moment: datetime, last: int) -> int | None:
    """By how many minutes device and counter differ, where this is the code of another moment within ten minutes.

    Such a code opens nothing: what is wrong is a clock, and that is worth saying. None where it is no code at all, or
    none later than the `last` that was used.
    """
    typed, now = code.translate(_WIDE), step_of(moment)
    for away in range(2, _FARTHEST + 1):
        for step in (now - away, now + away):
            if step > last and hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
                return round((step - now) * PERIOD / 60)
    return None


def uri(secret: str, login: str) -> str:
    """What an authenticator reads from the 2D code."""
    label = f"{quote('まどぐち')}:{quote(login)}"
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote('まどぐち')}&digits={DIGITS}&period={PERIOD}"


def new_recovery_codes(count: int) -> tuple[str, ...]:
    """`K7QXM-…`: 100 bits each, printed once and never shown again."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(count * _GROUPS)]
    return tuple("-".join(groups[place : place + _GROUPS]) for place in range(0, len(groups), _GROUPS))


def is_recovery_code(typed: str) -> bool:
    """Whether it is meant as one: longer than a one-time code."""
    return len(typed.translate(_WIDE)) > DIGITS


def recovery_hash(typed: str) -> str:
    """Under which a recovery code is kept: a hundred random bits need no slow hash."""
    return sha256(typed.translate(_WIDE).upper().encode()).hexdigest()
