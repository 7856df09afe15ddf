"""The reading of a residence card or special permanent resident certificate: free data, number, contents, signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app import clock
from app.card import residence, residence_signature
from app.card.connection import Talk
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.residence import Contents, FreeData
from app.card.residence_issuers import issuer_of
from app.card.secret import Secret
from app.card.secure_messaging import open_channel
from app.errors import InvalidInput
from models.card import CardKind, CardReading, SecretKind

_NEEDS_NUMBER = "券面の在留カード等番号（英字2・数字8・英字2）を入力すると、内容を読み取れます。"
_EXPIRED = "カードの有効期間が過ぎています。"
_FOREIGN = "チップの証明書が、出入国在留管理庁の発行と確かめられません。偽造の疑いがあります。券面を確かめてください。"
_MISMATCH = "チップの署名と内容が合いません。券面とご本人に確かめ、手で入力してください。"


def read(talk: Talk, request: ReadRequest, secret: SecretSource, progress: Progress) -> CardReading:
    """Read the card; with any other secret than its number only what is free, and nothing is asked."""
    free = residence.read_free(talk)
    given = secret() if request.kind is SecretKind.RESIDENCE_NUMBER else None
    if given is None:
        return _reading(talk, free, (_NEEDS_NUMBER,))
    with given:
        contents, number = _open(talk, free, given)
    read_so_far = replace(
        _reading(talk, free, contents.warnings),
        details={**free.details, "number": number, **contents.details},
        images=contents.images,
    )
    read_so_far = _with_expiry(read_so_far, contents.expires_on)
    progress(read_so_far)
    return _with_proof(read_so_far, contents, free.type.generation)


def _open(talk: Talk, free: FreeData, given: Secret) -> tuple[Contents, str]:
    """The number is sent once; it is printed on the card, so that it may stand among the facts read."""
    if given.kind is not SecretKind.RESIDENCE_NUMBER:
        raise InvalidInput([])
    number = given.checked()
    channel = open_channel(talk, free.type.suite, number)
    channel.verify(number)
    return residence.read_contents(channel, free), number.decode()


def _reading(talk: Talk, free: FreeData, warnings: tuple[str, ...]) -> CardReading:
    return CardReading(
        card=CardKind.RESIDENCE,
        expires_on=None,
        expired=None,
        tries_left=None,
        person=None,
        integrity="not_checked",
        warnings=warnings,
        exchanges=talk.exchanges,
        elapsed_ms=talk.elapsed_ms,
        details=free.details,
    )


def _with_proof(reading: CardReading, contents: Contents, generation: int) -> CardReading:
    """Whether the signature fits, and whose certificate it is."""
    integrity = residence_signature.integrity(contents.proof, contents.signed)
    certificate = residence_signature.certificate_of(contents.proof)
    issuer = issuer_of(certificate, generation) if certificate is not None else "not_checked"
    doubts = [(_MISMATCH, integrity == "mismatch"), (_FOREIGN, issuer == "unknown")]
    warnings = (*reading.warnings, *(text for text, doubt in doubts if doubt))
    return replace(reading, integrity=integrity, warnings=warnings, details={**reading.details, "issuer": issuer})


def _with_expiry(reading: CardReading, expires_on: date | None) -> CardReading:
    expired = expires_on < clock.today() if expires_on else None
    warnings = (_EXPIRED, *reading.warnings) if expired else reading.warnings
    return replace(reading, expires_on=expires_on, expired=expired, warnings=warnings)
