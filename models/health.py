"""Whether a part of this counter is fit to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Check:
    """`detail` is a Japanese sentence; `fail` means that the main work is not possible."""

    id: str
    state: Literal["ok", "warn", "fail"]
    detail: str
