"""Keeping the records safe: backups by hand and by the hour, the way back, the ward's escrow key."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeVar

from app import clock
from app.access.guard import guarded
from app.access.session import Seat
from app.errors import StorageFailure
from app.journeys.counter import Counter
from app.journeys.paper import print_empty_forms
from app.keys import ring
from app.keys.escrow import EscrowPublic, EscrowSecret
from app.keys.letters import same_group
from app.paths import DataFolder
from app.storage import backup, backup_log
from app.storage.backup import Restored
from app.storage.backup_file import Contents
from app.storage.backup_log import Try
from app.storage.backup_plan import EVERY, Kept, Plan
from app.storage.ballast import Ballast
from app.storage.leftovers import sweep
from app.storage.rehearsal import Loss, Rehearsed, rehearse, saved_since
from forms.bundle import join
from forms.office_page import print_procedure, print_recovery_sheet

_T = TypeVar("_T")


@dataclass(frozen=True)
class RecoverySheet:
    """The page holds the private half and nothing else does once this is forgotten.

    `public` is what every counter of the ward is given.
    """

    pdf: bytes = field(repr=False)
    public: str
    id: str
    letters: tuple[str, ...] = field(repr=False)

    def reads(self, place: int, typed: str) -> bool:
        """Whether somebody who has the paper in hand typed the group at this place (from 0)."""
        return same_group(self.letters[place], typed)


@dataclass(frozen=True)
class Keeper:
    """Where the backups lie and how long they stay is in the counter's settings (`Plan.of`)."""

    counter: Counter
    folder: DataFolder

    @property
    def seat(self) -> Seat:
        return self.counter.seat

    @guarded
    def create(self, target: Path) -> Contents:
        """A checked backup in a new file."""
        contents = backup.create(self.folder, target)
        self._note("backup.created")
        return contents

    @guarded
    def check(self, file: Path, letters: str = "") -> Contents:
        """Open a backup as a restore would; with the sheet's letters where this machine has not got the key."""
        secret = _secret(letters)
        return self._tried("checked", file, lambda: backup.check(self.folder, file, secret))

    @guarded
    def rehearse(self, file: Path, letters: str = "") -> Rehearsed:
        """Restore into a folder that vanishes, and read what came back. The store goes on being used."""
        secret = _secret(letters)
        made = self._tried("rehearsed", file, lambda: rehearse(self.folder, file, secret))
        self._note("backup.rehearsed")
        return made

    @guarded
    def kept(self) -> tuple[Kept, ...]:
        """The backups on the disk, newest first."""
        return self._plan.kept()

    @guarded
    def tries(self) -> list[Try]:
        """What was tried with the backups, the oldest first."""
        return backup_log.tries(self.folder)

    @guarded
    def loss(self, contents: Contents) -> Loss | None:
        """What was saved since; None where the present store does not open (then there is nothing to lose)."""
        try:
            return saved_since(self.counter.receptions, datetime.fromisoformat(contents.made_at))
        except StorageFailure:
            return None

    @guarded
    def make_now(self) -> Contents:
        """One more of the hourly backups, at once."""
        contents = self._plan.make(clock.now())
        self._note("backup.created")
        return contents

    @guarded
    def restore(self, file: Path) -> Restored:
        """Put a backup of this machine's own key in the place of the store, which nobody else may have open.

        Whoever is signed in is signed out: the staff is that of the backup now.
        """
        return self._restored(file, None, "backup.restored")

    def examine(self, file: Path, letters: str) -> Contents:
        """Look through a backup with the paper from the safe, as `recover` will; nothing is touched."""
        return backup.check(self.folder, file, EscrowSecret.from_letters(letters))

    def recover(self, file: Path, letters: str) -> Restored:
        """Put a backup in place with the paper from the safe: who holds it needs no other right.

        InvalidInput names the groups of letters that were mistyped.
        """
        return self._restored(file, EscrowSecret.from_letters(letters), "backup.recovered")

    def unlock(self, letters: str) -> None:
        """Let this machine open its own store again, with the paper from the safe; the records are as they were."""
        ring.recover(self.folder, EscrowSecret.from_letters(letters))
        self._note("keys.unlocked")

    def tick(self, now: datetime, every: timedelta = EVERY) -> Contents | None:
        """What the running window asks for now and then: a backup where one is due, room held for a full disk.

        What a killed program has left half-done is swept away.
        """
        if not self.folder.database.exists():
            return None
        plan = self._plan
        sweep(self.folder.root, plan.places, now)
        Ballast(self.folder).take()
        return plan.make(now) if plan.due(now, every) else None

    @guarded
    def new_escrow(self, made_on: str) -> RecoverySheet:
        """A new escrow key on its sheet. Nothing is wrapped for it before the sheet is safe: then `use_escrow`."""
        secret = EscrowSecret.make()
        pdf = print_recovery_sheet(secret.letters, secret.public.id, made_on)
        return RecoverySheet(pdf, secret.public.text, secret.public.id, secret.letters)

    @guarded
    def escrow(self) -> EscrowPublic | None:
        """The ward's escrow key as this counter has it: its public half, for the next counter."""
        return ring.header(self.folder).escrow

    @guarded
    def use_escrow(self, text: str) -> str:
        """Wrap this counter's key for the ward's escrow key (its public half as text); returns the id on the sheet."""
        public = EscrowPublic.from_text(text)
        ring.set_escrow(self.folder, public)
        self._note("keys.escrowed")
        return public.id

    @guarded
    def rotate(self) -> None:
        """Wrap this counter's key anew in the machine's key store."""
        ring.rotate(self.folder)
        self._note("keys.rotated")

    @guarded
    def allow_settings(self, *names: str) -> None:
        """How the records are kept and when the screen locks is the administrator's to change; the trail says which."""
        self.counter.receptions.audit.note("settings.changed", target=", ".join(names))

    def _restored(self, file: Path, secret: EscrowSecret | None, deed: str) -> Restored:
        self.counter.close()
        restored = backup.restore(self.folder, file, secret)
        self._note(deed)
        if self.seat.session is not None and self.seat.session.user is not None:
            self.seat.session = None
        return restored

    def _tried(self, kind: Literal["checked", "rehearsed"], file: Path, do: Callable[[], _T]) -> _T:
        """What went well is remembered, with the time that it took."""
        began = time.monotonic()
        result = do()
        seconds = round(time.monotonic() - began, 2)
        backup_log.note(self.folder, Try(kind, file.name, clock.now().isoformat(timespec="seconds"), seconds))
        return result

    def _note(self, deed: str) -> None:
        """In the trail of the store as it is now."""
        self.counter.receptions.audit.note(deed)

    @property
    def _plan(self) -> Plan:
        return Plan.of(self.folder)


def _secret(letters: str) -> EscrowSecret | None:
    return EscrowSecret.from_letters(letters) if letters else None


def fallback_procedure() -> bytes:
    """One page to print and keep at every counter (facts 1.7)."""
    return print_procedure()


def fallback_set(forms: Sequence[str], own_forms: Path) -> bytes:
    """The page of procedure, and these forms without entries, on the ward's own blanks where it has them."""
    parts = [print_procedure()]
    if forms:
        parts.append(print_empty_forms(forms, clock.today(), own_forms).pdf)
    return join(parts)[0]
