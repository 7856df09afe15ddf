"""An update of the program: looked at, and installed after a backup, by the administrator alone (facts C-30)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app import clock
from app.access.guard import guarded
from app.access.session import Seat
from app.archive import Taking
from app.errors import Refused
from app.journeys.counter import Counter
from app.paths import DataFolder
from app.storage.backup_plan import Plan
from app.storage.schema import HEAD
from app.updates import bundle
from app.updates.bundle import Checked, Consent, Machine
from app.updates.install import install
from app.updates.signatures import maker_keys
from app.updates.slots import Slots


@dataclass(frozen=True)
class Running:
    """`waiting`: installed, and used from the next start on; `returned`: given up at a start."""

    version: str
    slot: str
    waiting: str
    returned: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Updating:
    """`slots` is None where the program was not installed in two slots (a developer's copy)."""

    counter: Counter
    folder: DataFolder
    slots: Slots | None = None

    @property
    def seat(self) -> Seat:
        return self.counter.seat

    @guarded
    def running(self) -> Running:
        trial = self.slots.trial if self.slots else None
        return Running(
            version("madoguchi"), self.slots.current if self.slots else "", trial.version if trial else "",
            self.slots.returned if self.slots else "", tuple(key.holder for key in maker_keys()),
        )  # fmt: skip

    @guarded
    def check(self, file: Path, consent: Consent | None = None, taking: Taking | None = None) -> Checked:
        """Nothing is written; Refused with what is wrong, which the trail remembers."""
        return self._checked(file, consent, taking)

    @guarded
    def install(self, file: Path, consent: Consent | None = None, taking: Taking | None = None) -> Checked:
        """Check it whole, back the records up, unpack, try it apart; it runs from the next start on."""
        if self.slots is None:
            raise Refused("update_no_slots")
        checked = self._checked(file, consent, taking)
        if self.folder.database.exists():
            Plan.of(self.folder).before(checked.manifest.version)
        install(checked, self.slots, taking)
        self._note("update.installed", checked.manifest.version)
        return checked

    def _checked(self, file: Path, consent: Consent | None, taking: Taking | None) -> Checked:
        try:
            return look(file, consent, taking)
        except Refused as error:
            self.counter.receptions.audit.note("update.refused", result="refused", reason=str(error.facts["reason"]))
            raise

    def _note(self, deed: str, of: str) -> None:
        self.counter.receptions.audit.note(deed, version=of)


def look(file: Path, consent: Consent | None = None, taking: Taking | None = None) -> Checked:
    """Whether the update would be taken here: for whoever has the file, on any machine."""
    return bundle.check(file, Machine(version("madoguchi"), HEAD, clock.now(), maker_keys()), consent, taking)


def confirm_start() -> bool:
    """The program stands and its store is open: a new version stays. Whether it was on trial."""
    slots = Slots.of_this_program()
    return slots is not None and slots.confirm()
