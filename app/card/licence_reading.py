"""The reading of a driver's licence: free data always, the rest only with the holder's PIN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app import clock
from app.card import files, licence
from app.card.connection import Talk
from app.card.files import Key
from app.card.licence import FreeData
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.secret import Secret
from app.errors import InvalidInput
from models.card import CardKind, CardReading, SecretKind

_DIGITS = 4
_MOST_TRIES = 3
"""A right PIN sets the counter back."""
_ASKABLE = (SecretKind.LICENCE_PIN1, SecretKind.LICENCE_PINS)
_EXPIRED = "免許証の有効期間が過ぎています。"
_NEEDS_PIN = "氏名と住所は、ご本人の暗証番号1（4桁）があるときだけ読み取れます。券面を見て入力できます。"


def read(talk: Talk, request: ReadRequest, secret: SecretSource, progress: Progress) -> CardReading:
    """Read a licence; with any other secret than its PINs only what is free, and nothing is asked."""
    free = licence.read_free(talk)
    reading = _free_reading(talk, free)
    if request.kind not in _ASKABLE:
        return _told(talk, reading, _NEEDS_PIN)
    keys = {kind: files.ask(talk, file) for kind, file in _keys(request.kind).items()}
    reading = replace(reading, tries_left=keys[SecretKind.LICENCE_PIN1].tries)
    given = secret()
    if given is None:
        return _told(talk, reading, _NEEDS_PIN)
    with given:
        _unlock(talk, request, keys, given if free.pin_set else None)
    entries = licence.read_entries(talk)
    read_so_far = replace(
        reading,
        tries_left=_MOST_TRIES,
        person=entries.person,
        details={**reading.details, **entries.details},
        warnings=(*reading.warnings, *entries.warnings),
    )
    progress(read_so_far)
    if request.kind is SecretKind.LICENCE_PINS:
        domicile = licence.read_domicile(talk)
        images = {"face": licence.read_photograph(talk)}
        read_so_far = replace(read_so_far, details={**read_so_far.details, "domicile": domicile}, images=images)
    return _told(talk, read_so_far)


def _unlock(talk: Talk, request: ReadRequest, keys: Mapping[SecretKind, Key], given: Secret | None) -> None:
    """Send each PIN once, after every counter was looked at.

    None: the holder set no PIN, and the licence takes a value that everybody knows.
    """
    if given is not None and given.kind is not request.kind:
        raise InvalidInput([])
    digits = given.checked() if given is not None else licence.NO_PIN * len(keys)
    for kind, key in keys.items():
        files.guard(key, kind, last_try=request.last_try)
    for place, (kind, key) in enumerate(keys.items()):
        pin = bytearray(digits[_DIGITS * place : _DIGITS * (place + 1)])
        try:
            files.send(talk, key, kind, pin)
        finally:
            pin[:] = bytes(_DIGITS)


def _keys(kind: SecretKind) -> Mapping[SecretKind, int]:
    """The PINs that a request needs, in the order in which they stand on one line."""
    both = kind is SecretKind.LICENCE_PINS
    return {SecretKind.LICENCE_PIN1: licence.PIN1} | ({SecretKind.LICENCE_PIN2: licence.PIN2} if both else {})


def _free_reading(talk: Talk, free: FreeData) -> CardReading:
    expired = free.expires_on < clock.today() if free.expires_on else None
    issued = {"issued_on": free.issued_on.isoformat()} if free.issued_on else {}
    return CardReading(
        card=CardKind.DRIVER_LICENCE,
        expires_on=free.expires_on,
        expired=expired,
        tries_left=None,
        person=None,
        integrity="not_checked",
        warnings=(_EXPIRED,) if expired else (),
        exchanges=talk.exchanges,
        elapsed_ms=talk.elapsed_ms,
        details={"document": "driver_licence", "specification": free.specification, **issued},
    )


def _told(talk: Talk, reading: CardReading, *warnings: str) -> CardReading:
    return replace(
        reading, warnings=(*reading.warnings, *warnings), exchanges=talk.exchanges, elapsed_ms=talk.elapsed_ms
    )
