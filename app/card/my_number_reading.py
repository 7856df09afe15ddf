"""The reading of a My Number card, step by step: what is free, the secret, the person, the proofs, the pictures.

Each secret opens what it is meant for and no more: the PIN the text (and, asked for, the individual number), code B
the text and the pictures, code A the number and the pictures, the birth date only itself. Whoever waits is told each
step, so that the fields stand on the screen while the signature is still being read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from app import clock
from app.card import files, licence, mynumber, signature, surface
from app.card.connection import Talk
from app.card.files import Key
from app.card.mynumber import CommonData
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.secret import Secret
from app.errors import CardMoved, InvalidInput, Locked, Refused, UnreadableCard, WrongSecret
from models.card import CardKind, CardReading, Integrity, Presence, SecretKind
from models.person import Person, Sex

_MISMATCH = "チップの署名と内容が合いません。券面とご本人に確かめ、手で入力してください。"
_COPY = "カードのチップが本物であることを示せませんでした。券面とご本人に確かめてください。"
_DIFFERENT = "文字の情報と券面の情報が食い違っています。券面とご本人に確かめ、手で入力してください。"
_OTHER_EXPIRY = "チップの中の有効期限が二通りあります。券面の有効期限を確かめてください。"
_EXPIRED = "カードの有効期限が過ぎています。"
_NO_TEXT = "この番号では氏名と住所を文字で読み取れません。券面か画像を見て入力してください。"
_NO_IMAGES = "券面の画像は読み取れませんでした。文字の情報は読み取れています。"
_SPECIFIED = "特定在留カードです。在留資格など在留カードの部分は読み取りません。券面で確かめてください。"
_NOBODY = Person("", "", None, "", Sex.UNKNOWN, "")


def read(talk: Talk, request: ReadRequest, secret: SecretSource, progress: Progress, common: CommonData) -> CardReading:
    """Read a My Number card whose text application has just been selected."""
    _refuse_what_the_secret_does_not_open(request)
    reading = _Reading(talk, request, progress, common)
    text_first = _opens_text(request)
    key = reading.text_key(request.kind) if text_first else reading.surface_key(request.kind)
    reading.tell(tries_left=key.tries)
    given = secret()
    if given is None:
        return reading.known
    with given:
        if given.kind is not request.kind:
            raise InvalidInput([])
        files.unlock(talk, key, given, last_try=request.last_try)
        if text_first:
            reading.text(given)
        else:
            given.wipe()
            reading.surface()
            reading.count(mynumber.SURFACE_SECRETS[request.kind])
    reading.finish()
    return reading.known


def _opens_text(request: ReadRequest) -> bool:
    """Code A opens nothing of the text application but the number."""
    return request.kind in (SecretKind.PIN, SecretKind.NUMBER_B) or (
        request.kind is SecretKind.NUMBER_A and request.with_number
    )


def _refuse_what_the_secret_does_not_open(request: ReadRequest) -> None:
    if request.kind not in mynumber.TEXT_SECRETS and request.kind not in mynumber.SURFACE_SECRETS:
        raise Refused("secret_gives_no_text")
    if request.with_number and request.kind not in (SecretKind.PIN, SecretKind.NUMBER_A):
        raise Refused("number_needs_pin")
    codes = (SecretKind.NUMBER_A, SecretKind.NUMBER_B)
    if request.images and request.kind not in codes and not request.with_number:
        raise Refused("images_need_code")


class _Reading:
    """One card while it is read: `known` grows with each step, and each step is told."""

    def __init__(self, talk: Talk, request: ReadRequest, progress: Progress, common: CommonData) -> None:
        self._talk = talk
        self._request = request
        self._progress = progress
        self.known = CardReading(
            card=CardKind.MY_NUMBER,
            expires_on=common.expires_on,
            expired=_expired(common.expires_on),
            tries_left=None,
            person=None,
            integrity="not_checked",
            warnings=(_EXPIRED,) if _expired(common.expires_on) else (),
            exchanges=0,
            elapsed_ms=0,
            details={"serial": common.serial} if common.serial else {},
        )

    def tell(self, *warnings: str, **changes: Any) -> None:
        """Add to what is known and tell it, each warning once."""
        self.known = replace(
            self.known,
            warnings=tuple(dict.fromkeys((*self.known.warnings, *warnings))),
            exchanges=self._talk.exchanges,
            elapsed_ms=self._talk.elapsed_ms,
            **changes,
        )
        self._progress(self.known)

    def text_key(self, kind: SecretKind) -> Key:
        """The secret in the text application, which is selected, with its tries left."""
        return files.ask(self._talk, mynumber.TEXT_SECRETS[kind])

    def surface_key(self, kind: SecretKind) -> Key:
        """The same secret in the surface application, where it has a counter of its own."""
        files.select(self._talk, mynumber.SURFACE_APPLICATION)
        return files.ask(self._talk, mynumber.SURFACE_SECRETS[kind])

    def text(self, given: Secret) -> None:
        """After its secret: the fields first, then what proves them, then the surface where it is wanted."""
        surface_follows = self._request.images or self._request.kind is SecretKind.NUMBER_A
        if not surface_follows:
            given.wipe()
        self._prove(self._basic(), self._number())
        if surface_follows:
            self._surface_after_text(given)

    def _basic(self) -> bytes | None:
        if self._request.kind is SecretKind.NUMBER_A:
            return None
        basic = mynumber.read_basic(self._talk)
        self.tell(*basic.warnings, person=basic.person)
        return basic.signed

    def _number(self) -> bytes | None:
        if not self._request.with_number:
            return None
        digits, stored = mynumber.read_number(self._talk)
        self.tell(person=replace(self.known.person or _NOBODY, individual_number=digits))
        return stored

    def _prove(self, basic: bytes | None, number: bytes | None) -> None:
        integrity, presence = mynumber.check(self._talk, basic, number, presence=self._request.presence)
        self._judge(integrity, presence)
        self.count(mynumber.TEXT_SECRETS[self._request.kind])

    def count(self, file: int) -> None:
        """A right secret sets its counter back: for the PIN to a known number, for another the chip is asked again."""
        pin = self._request.kind is SecretKind.PIN
        left = mynumber.PIN_TRIES if pin else files.ask(self._talk, file).tries
        if left is not None:
            self.tell(tries_left=left)

    def _judge(self, integrity: Integrity, presence: Presence) -> None:
        doubts = [(_MISMATCH, integrity == "mismatch"), (_COPY, presence == "failed")]
        self.tell(*(text for text, doubt in doubts if doubt), integrity=integrity, presence=presence)

    def _surface_after_text(self, given: Secret) -> None:
        """What the text gave stays, whatever the surface says; only a card that moved ends the reading."""
        try:
            with self._surface_secret(given) as code:
                key = self.surface_key(code.kind)
                files.unlock(self._talk, key, code, last_try=self._request.last_try)
            self.surface()
        except (Locked, Refused, WrongSecret, UnreadableCard):
            self.tell(_NO_IMAGES)

    def _surface_secret(self, given: Secret) -> Secret:
        """The code itself; after the PIN the individual number that was just read, which is code A."""
        if given.kind is not SecretKind.PIN:
            return given
        number = self.known.person and self.known.person.individual_number
        return Secret(SecretKind.NUMBER_A, (number or "").encode())

    def surface(self) -> None:
        """After its secret: the pictures where they are wanted, else the least that the secret opens."""
        if self._request.kind is SecretKind.BIRTH_DATE:
            self._age()
        elif self._request.images:
            self._pictures()
        else:
            person, warnings = surface.read_birth_and_sex(self._talk)
            self._merge(person, *warnings)

    def _age(self) -> None:
        record = surface.read_age(self._talk)
        person, warnings = mynumber.bare_person(record.value, None)
        born = person.birth_date.exact() if person.birth_date else None
        age = {"age": str(_years(born, clock.today()))} if born else {}
        self.tell(*warnings, _NO_TEXT, person=person, details={**self.known.details, **age})
        self._judge(record.integrity, self._presence(record.chip_key, record.integrity))

    def _pictures(self) -> None:
        face = surface.read_face(self._talk)
        self._merge(face.person, *face.warnings)
        images, checks = dict(face.images), [face.integrity]
        if self._request.with_number:
            number = surface.read_number_image(self._talk)
            images["number"] = number.value
            checks.append(number.integrity)
        self.tell(images=images)
        self._compare_expiry(face.expires_on)
        integrity = signature.worst(*checks)
        if self._was_checked():
            integrity = signature.worst(self.known.integrity, integrity)
        presence = self.known.presence
        self._judge(integrity, presence if presence != "not_checked" else self._presence(face.chip_key, face.integrity))

    def _was_checked(self) -> bool:
        """Whether something of the text application stood for a check before."""
        return _opens_text(self._request)

    def _presence(self, chip_key: bytes, of_the_key: Integrity) -> Presence:
        if not self._request.presence:
            return "not_checked"
        return signature.prove_presence(self._talk, chip_key, of_the_key)

    def _merge(self, person: Person, *warnings: str) -> None:
        """The surface's birth date and sex beside the text's: they must be the same."""
        known = self.known.person
        if known is None or not known.birth_date_raw:
            number = known.individual_number if known else None
            self.tell(*warnings, _NO_TEXT, person=replace(person, individual_number=number))
        elif (known.birth_date_raw, known.sex_code) != (person.birth_date_raw, person.sex_code):
            self.tell(*warnings, _DIFFERENT, integrity="mismatch")
        else:
            self.tell(*warnings)

    def _compare_expiry(self, printed: date | None) -> None:
        known = self.known.expires_on
        if known is None and printed is not None:
            expired = (_EXPIRED,) if _expired(printed) else ()
            self.tell(*expired, expires_on=printed, expired=_expired(printed))
        elif printed is not None and printed != known:
            self.tell(_OTHER_EXPIRY)

    def finish(self) -> None:
        """What else is on the card, where that is wanted: asked last, for it drops what was verified."""
        if self._request.applications:
            self._notice_applications()
        self.tell()

    def _notice_applications(self) -> None:
        with suppress(CardMoved):  # a card lifted only now was read in full
            if mynumber.is_specified_residence_card(self._talk):
                self.tell(_SPECIFIED, details={**self.known.details, "residence_application": "specified"})
            if licence.is_on_my_number_card(self._talk):
                self.tell(details={**self.known.details, "licence_application": "present"})


def _expired(expires_on: date | None) -> bool | None:
    return expires_on < clock.today() if expires_on else None


def _years(born: date, today: date) -> int:
    """Full years on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
