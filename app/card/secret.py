"""A secret between the keys and the chip: a buffer that is wiped, never a string.

Python cannot promise that no copy exists elsewhere in memory; the buffer keeps the secret's life under a second.
"""

from __future__ import annotations

import re
from typing import Self

from app.errors import InvalidInput, Problem
from models.card import SecretKind

_FORMS = {
    SecretKind.PIN: (re.compile(rb"[0-9]{4}"), "数字4桁"),
    SecretKind.NUMBER_B: (
        re.compile(rb"[0-9]{14}"),
        "数字14桁（生年月日6桁＋有効期限の西暦4桁＋セキュリティコード4桁）",
    ),
    SecretKind.NUMBER_A: (re.compile(rb"[0-9]{12}"), "数字12桁"),
    SecretKind.BIRTH_DATE: (re.compile(rb"[0-9]{6}"), "数字6桁（券面の生年月日の年2桁＋月2桁＋日2桁）"),
    SecretKind.RESIDENCE_NUMBER: (re.compile(rb"[A-Z]{2}[0-9]{8}[A-Z]{2}"), "英字2・数字8・英字2"),
    SecretKind.LICENCE_PIN1: (re.compile(rb"[0-9]{4}"), "数字4桁（免許証の暗証番号1）"),
    SecretKind.LICENCE_PIN2: (re.compile(rb"[0-9]{4}"), "数字4桁（免許証の暗証番号2）"),
    SecretKind.LICENCE_PINS: (re.compile(rb"[0-9]{8}"), "数字8桁（免許証の暗証番号1、続けて暗証番号2）"),
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
            self._buffer.append(character)

    def backspace(self) -> None:
        if self._buffer:
            self._buffer[-1] = 0
            del self._buffer[-1]

    def wipe(self) -> None:
        for index in range(len(self._buffer)):
            self._buffer[index] = 0
        self._buffer.clear()

    def checked(self) -> bytearray:
        """The buffer itself, folded to half width and right in length and characters; else InvalidInput.

        A wrong form is refused before anything reaches the card: it would very likely cost a try.
        """
        self._fold()
        pattern, allowed = _FORMS[self.kind]
        if not pattern.fullmatch(self._buffer):
            raise InvalidInput([Problem("secret", "●" * min(len(self._buffer), 16), allowed)])
        return self._buffer

    def _fold(self) -> None:
        """Full-width ０–９ and Ａ–Ｚ (UTF-8 EF BC 90…) to ASCII, in place."""
        folded = bytearray()
        index = 0
        while index < len(self._buffer):
            if self._buffer[index : index + 2] == b"\xef\xbc" and index + 2 < len(self._buffer):
                folded.append((self._buffer[index + 2] - 0x60) & 0xFF)
                index += 3
            else:
                folded.append(self._buffer[index])
                index += 1
        self.wipe()
        self._buffer += folded
        folded[:] = bytes(len(folded))

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
