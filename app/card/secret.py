"""A secret between the keys and the chip: a buffer that is wiped, never a string.

What is promised: no copy in our own process once the reading is over; a test looks into its whole memory. What cannot
be wiped: the keyboard's events on their way through the system (one key each), the reader library's transfer buffer
until its memory is used again, the reader service and the reader themselves. The secret's life there is under a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from app.errors import InvalidInput, Problem
from app.sentences import bilingual
from models.card import SecretKind

_FORMS: Mapping[SecretKind, tuple[re.Pattern[bytes], str]] = {
    SecretKind.PIN: (re.compile(rb"[0-9]{4}"), "digits_4"),
    SecretKind.NUMBER_B: (re.compile(rb"[0-9]{14}"), "code_b"),
    SecretKind.NUMBER_A: (re.compile(rb"[0-9]{12}"), "digits_12"),
    SecretKind.BIRTH_DATE: (re.compile(rb"[0-9]{6}"), "secret_birth_date"),
    SecretKind.RESIDENCE_NUMBER: (re.compile(rb"[A-Z]{2}[0-9]{8}[A-Z]{2}"), "residence_number"),
    SecretKind.LICENCE_PIN1: (re.compile(rb"[0-9]{4}"), "licence_pin1"),
    SecretKind.LICENCE_PIN2: (re.compile(rb"[0-9]{4}"), "licence_pin2"),
    SecretKind.LICENCE_PINS: (re.compile(rb"[0-9]{8}"), "licence_pins"),
    SecretKind.STAFF_PIN: (re.compile(rb"[0-9]{6,8}"), "staff_pin"),
}
_LONGEST = 64


class Secret:
    """The characters of one secret in a wipeable buffer; it shows nobody more than its length."""

    __slots__ = ("_buffer", "kind")

    def __init__(self, kind: SecretKind, content: bytes | bytearray = b"") -> None:
        self.kind = kind
        self._buffer = bytearray(content)

    def append(self, character: int) -> None:
        """Add one ASCII character; what is beyond the longest secret is dropped."""
        if len(self._buffer) < _LONGEST:
            grown = bytearray(len(self._buffer) + 1)
            grown[:-1] = self._buffer
            grown[-1] = character
            self._become(grown)

    def backspace(self) -> None:
        if self._buffer:
            shrunk = bytearray(len(self._buffer) - 1)
            shrunk[:] = memoryview(self._buffer)[:-1]
            self._become(shrunk)

    def wipe(self) -> None:
        self._become(bytearray())

    def _become(self, content: bytearray) -> None:
        """Never resize in place: the memory of the old size would go back to the system as it is."""
        self._buffer[:] = bytes(len(self._buffer))
        self._buffer = content

    def checked(self) -> bytearray:
        """The buffer itself, folded to half width and right in length and characters; else InvalidInput.

        A wrong form is refused before anything reaches the card: it would very likely cost a try.
        """
        self._fold()
        pattern, allowed = _FORMS[self.kind]
        if not pattern.fullmatch(self._buffer):
            raise InvalidInput([Problem("secret", "●" * min(len(self._buffer), 16), bilingual(allowed))])
        return self._buffer

    def _fold(self) -> None:
        """Full-width ０–９ and Ａ–Ｚ (UTF-8 EF BC 90…) to ASCII."""
        wide, folded = self._buffer, bytearray(len(self._buffer))
        source = place = 0
        while source < len(wide):
            if wide[source] == 0xEF and source + 2 < len(wide) and wide[source + 1] == 0xBC:
                folded[place] = (wide[source + 2] - 0x60) & 0xFF
                source += 3
            else:
                folded[place] = wide[source]
                source += 1
            place += 1
        exact = bytearray(place)
        exact[:] = memoryview(folded)[:place]
        folded[:] = bytes(len(folded))
        self._become(exact)

    def __len__(self) -> int:
        return len(self._buffer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return f"Secret({self.kind})"

    def __reduce__(self) -> str:
        raise TypeError("a secret does not travel")
