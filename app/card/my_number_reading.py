"""The reading of a My Number card, step by step: what is free, the secret, the person, the chip's signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app import clock
from app.card import mynumber
from app.card.connection import Talk
from app.card.request import Progress, ReadRequest, SecretSource
from app.errors import InvalidInput, Refused
from models.card import CardKind, CardReading, Integrity, SecretKind


def read(talk: Talk, request: ReadRequest, secret: SecretSource, progress: Progress) -> CardReading:
    """Read a My Number card whose text application has just been found."""
    expires_on = mynumber.read_expiry(talk)
    _refuse_what_no_card_gives(request)
    mynumber.select_text(talk)
    tries = mynumber.ask_tries(talk, request.kind)
    free = _reading(talk, expires_on, tries)
    given = secret()
    if given is None:
        return free
    with given:
        if given.kind is not request.kind:
            raise InvalidInput([])
        given.checked()
        mynumber.guard_tries(tries, last_try=request.last_try)
        mynumber.verify(talk, given)
    return _read_person(talk, request, free, progress)


def _refuse_what_no_card_gives(request: ReadRequest) -> None:
    if request.kind in (SecretKind.NUMBER_A, SecretKind.RESIDENCE_NUMBER):
        raise Refused("secret_gives_no_text")
    if request.with_number and request.kind is not SecretKind.PIN:
        raise Refused("number_needs_pin")


def _reading(talk: Talk, expires_on: date | None, tries: int | None) -> CardReading:
    expired = expires_on < clock.today() if expires_on else None
    warnings = ("カードの有効期限が過ぎています。",) if expired else ()
    return CardReading(
        CardKind.MY_NUMBER, expires_on, expired, tries, None, "not_checked", warnings, talk.exchanges, talk.elapsed_ms
    )


def _read_person(talk: Talk, request: ReadRequest, free: CardReading, progress: Progress) -> CardReading:
    basic = mynumber.read_basic(talk)
    digits, stored = mynumber.read_number(talk) if request.with_number else (None, None)
    most = mynumber.SECRETS[request.kind].most_tries
    read_so_far = replace(
        free,
        person=replace(basic.person, individual_number=digits),
        tries_left=most or free.tries_left,  # a right secret sets the counter back
        warnings=(*free.warnings, *basic.warnings),
    )
    progress(read_so_far)
    integrity = mynumber.check_integrity(talk, basic.signed, stored)
    return replace(
        read_so_far,
        integrity=integrity,
        warnings=(*read_so_far.warnings, *_integrity_warning(integrity)),
        exchanges=talk.exchanges,
        elapsed_ms=talk.elapsed_ms,
    )


def _integrity_warning(integrity: Integrity) -> tuple[str, ...]:
    if integrity != "mismatch":
        return ()
    return ("チップの署名と内容が合いません。券面とご本人に確かめ、手で入力してください。",)
