"""What can go wrong in the world, as facts. A face (window, command line) makes the sentence.

A `KnownError` is the world's doing and has a sentence in `resources/messages.toml`; any other exception is our bug.
Facts hold no personal data: they are printed and logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self


class Bilingual(str):
    """Words in Japanese that know their English; `app.sentences.bilingual` makes them of `resources/problems.toml`."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, ja: str, en: str) -> Self:
        one = super().__new__(cls, ja)
        one.en = en
        return one

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # copies need both
        return str(self), self.en


@dataclass(frozen=True)
class Problem:
    """One fault of an input: where, what was found, what is allowed.

    A plain text is the same in every language: codes, digits, what a person typed. Words are `Bilingual`.
    """

    path: str
    found: str
    allowed: str

    @property
    def facts(self) -> dict[str, object]:
        """As the contract has it; `found_en` and `allowed_en` where the English is another."""
        english = {f"{key}_en": one.en for key, one in vars(self).items() if isinstance(one, Bilingual)}
        return vars(self) | {key: one for key, one in english.items() if one != vars(self)[key.removesuffix("_en")]}


class KnownError(Exception):
    """Base of all expected errors: `code` and `exit_code` are the contract's, `facts` its extra keys."""

    code: ClassVar[str]
    exit_code: ClassVar[int]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class Usage(KnownError):
    """The command's arguments do not fit; `detail` says which."""

    code = "usage"
    exit_code = 2

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)


class NoReader(KnownError):
    """No card reader, or the reader service is not running."""

    code = "no_reader"
    exit_code = 3


class NoCard(KnownError):
    """No card was laid down in time."""

    code = "no_card"
    exit_code = 4


class WrongSecret(KnownError):
    code = "wrong_secret"
    exit_code = 5

    def __init__(self, tries_left: int | None, *, reason: str | None = None) -> None:
        super().__init__(tries_left=tries_left, **({"reason": reason} if reason else {}))


class Locked(KnownError):
    """The secret is blocked, or no try was left and none was made; `other_routes`: secrets that still lead on."""

    code = "locked"
    exit_code = 6

    def __init__(self, **facts: object) -> None:
        super().__init__(tries_left=0, **facts)


class CardMoved(KnownError):
    """The card left the reader, or was reset, before the end."""

    code = "card_moved"
    exit_code = 7


class UnreadableCard(KnownError):
    """Not a card we can read, or its content does not hold together."""

    code = "unreadable_card"
    exit_code = 8

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class InvalidInput(KnownError):
    """The input's faults, all of them together; `facts` may say how many there are where not all are named."""

    code = "invalid_input"
    exit_code = 9

    def __init__(self, problems: Sequence[Problem], **facts: object) -> None:
        super().__init__(problems=[problem.facts for problem in problems], **facts)
        self.problems = tuple(problems)


class MissingAsset(KnownError):
    """A font, model or data pack is not installed."""

    code = "missing_asset"
    exit_code = 10

    def __init__(self, asset: str, how_to_install: str) -> None:
        super().__init__(asset=asset, how_to_install=how_to_install)


class Refused(KnownError):
    """Law, role or policy forbids it."""

    code = "refused"
    exit_code = 11

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason=reason, **facts)


class StorageFailure(KnownError):
    """Database or disk; what was acknowledged is kept."""

    code = "storage"
    exit_code = 12

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
