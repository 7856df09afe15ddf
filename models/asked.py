"""What a page wants to know of the visitor just now, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Answered = Literal["tell", "yes_no", "date", "number", "text", "choice"]


@dataclass(frozen=True)
class Asked:
    """`phrase` asks it, or else `text`: language → words. `key` is the page's own name for it.

    `tell` is only shown. `choices`: key → language → words. `help`: language → words.
    """

    key: str
    kind: Answered
    phrase: str = ""
    text: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
