"""What is changed on a sheet at the counter: texts that stay with the reception, and signatures that do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from models.sheet import Hand, Signature

Hands = Mapping[str, Hand]
Edits = Mapping[str, Mapping[str, str]]
_NUMBER = re.compile(r"(?:\d[\s-]?){12}")


def with_text(hands: Hands, form: str, field: str, text: str) -> Hands:
    """A field's text as the clerk wrote it on the preview; its signatures are void: something else was signed."""
    hand = hands.get(form, Hand())
    return {**hands, form: Hand({**hand.values, field: text})}


def with_signature(hands: Hands, form: str, field: str, signature: Signature | None) -> Hands:
    """A signature in its field, or none any more."""
    hand = hands.get(form, Hand())
    signatures = {key: one for key, one in hand.signatures.items() if key != field}
    return {
        **hands,
        form: replace(hand, signatures=signatures if signature is None else {**signatures, field: signature}),
    }


def unsigned(hands: Hands) -> Hands:
    """The texts alone, for a case that has changed since it was signed."""
    return {form: replace(hand, signatures={}) for form, hand in hands.items()}


def edits_of(hands: Hands) -> Edits:
    """What the reception keeps: no signature, and no text that holds an individual number."""
    kept = {form: {key: text for key, text in hand.values.items() if not _secret(text)} for form, hand in hands.items()}
    return {form: values for form, values in kept.items() if values}


def hands_of(edits: Edits) -> Hands:
    return {form: Hand(values) for form, values in edits.items()}


def _secret(text: str) -> bool:
    """Twelve digits in a row, of any width and grouping."""
    return bool(_NUMBER.search(unicodedata.normalize("NFKC", text)))
