"""Keeping the records safe: backups by hand and by the hour, the way back, the ward's escrow key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from app import clock
from app.access.guard import guarded
from app.access.session import Seat
from app.journeys.counter import Counter
from app.keys import ring
from app.keys.escrow import EscrowPublic, EscrowSecret
from app.paths import DataFolder
from app.storage import backup
from app.storage.backup import Restored
from app.storage.backup_file import Contents
from app.storage.backup_plan import EVERY, Kept, Plan
from app.storage.ballast import Ballast
from forms.office_page import print_procedure, print_recovery_sheet


@dataclass(frozen=True)
class RecoverySheet:
    """The PDF is the only place of the private half; `public` is what every counter of the ward is given."""

    pdf: bytes = field(repr=False)
    public: str


@dataclass(frozen=True)
class Keeper:
    """`place` is where the hourly backups lie: another disk, or beside the store where the ward has named none."""

    counter: Counter
    folder: DataFolder
    place: Path | None = None

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
        return backup.check(self.folder, file, EscrowSecret.from_letters(letters) if letters else None)

    @guarded
    def kept(self) -> tuple[Kept, ...]:
        """The backups on the disk, newest first."""
        return self._plan.kept()

    @guarded
    def make_now(self) -> Contents:
        """One more of the hourly backups, at once."""
        contents = self._plan.make(clock.now())
        self._note("backup.created")
        return contents

    @guarded
    def restore(self, file: Path) -> Restored:
        """Put a backup of this machine's own key in the place of the store, which nobody else may have open."""
        self.counter.close()
        restored = backup.restore(self.folder, file)
        self._note("backup.restored")
        return restored

    def recover(self, file: Path, letters: str) -> Restored:
        """Put a backup in place with the paper from the safe: who holds it needs no other right.

        InvalidInput names the groups of letters that were mistyped.
        """
        secret = EscrowSecret.from_letters(letters)
        self.counter.close()
        restored = backup.restore(self.folder, file, secret)
        self._note("backup.recovered")
        return restored

    def unlock(self, letters: str) -> None:
        """Let this machine open its own store again, with the paper from the safe; the records are as they were."""
        ring.recover(self.folder, EscrowSecret.from_letters(letters))
        self._note("keys.unlocked")

    def tick(self, now: datetime, every: timedelta = EVERY) -> Contents | None:
        """What the running window asks for now and then: room held for a full disk, and a backup where one is due."""
        if not self.folder.database.exists():
            return None
        Ballast(self.folder).take()
        return self._plan.make(now) if self._plan.due(now, every) else None

    @guarded
    def new_escrow(self, made_on: str) -> RecoverySheet:
        """A new escrow key on its sheet. Nothing is wrapped for it before the sheet is safe: then `use_escrow`."""
        secret = EscrowSecret.make()
        return RecoverySheet(print_recovery_sheet(secret.letters, secret.public.id, made_on), secret.public.text)

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

    def _note(self, deed: str) -> None:
        """In the trail of the store as it is now."""
        self.counter.receptions.audit.note(deed)

    @property
    def _plan(self) -> Plan:
        return Plan(self.folder, self.place or self.folder.backups)


def fallback_procedure() -> bytes:
    """One page to print and keep at every counter (facts 1.7)."""
    return print_procedure()
