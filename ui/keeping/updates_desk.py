"""What the page of updates asks for, done in the database's lane: the records are backed up first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.archive import Taking
from app.errors import StorageFailure
from app.journeys.updating import Updating
from app.updates.bundle import Consent
from app.updates.slots import Slots
from ui.keeping.updates_page import UpdatesPage
from ui.lanes import Waiting

if TYPE_CHECKING:
    from app.paths import DataFolder
    from app.updates.bundle import Checked
    from ui.area import Services
    from ui.shell import Shell

_LARGEST_NOTE = 64 << 10


class UpdatesDesk(QObject):
    """Holds the page."""

    def __init__(self, frame: Shell, services: Services, data: DataFolder) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._updating = Updating(services.counter, data, Slots.of_this_program())
        self._taking: Taking | None = None
        self.page = UpdatesPage()
        self.page.check_wanted.connect(self._check)
        self.page.install_wanted.connect(self._install)

    def show(self) -> None:
        self._frame.show_page(self.page)
        self._look()

    def stop(self) -> None:
        """What is being checked or unpacked is given up: nothing of it stays."""
        if self._taking is not None:
            self._taking.cancel.set()

    def _look(self) -> None:
        self._services.database.run(self._updating.running, self.page.show_running, self._frame.say)

    def _check(self, file: str, note: str, old: bool) -> None:
        self._taking = taking = Taking(kind="update")
        do = partial(_with_note, self._updating.check, file, note, old, taking)
        waiting = Waiting("更新を調べています", taking.cancel.set)
        self._services.database.run(do, self.page.show_checked, self._failed, waiting)

    def _install(self, file: str, note: str, old: bool) -> None:
        self.page.install.setEnabled(False)
        self._taking = taking = Taking(kind="update")
        do = partial(_with_note, self._updating.install, file, note, old, taking)
        waiting = Waiting("バックアップを作り、更新を入れて試しています", taking.cancel.set)
        self._services.database.run(do, self._installed, self._failed, waiting)

    def _installed(self, _checked: Checked) -> None:
        self.page.show_none()
        self._look()

    def _failed(self, error: Exception) -> None:
        self.page.show_none()
        self._frame.say(error)


def _with_note(
    do: Callable[[Path, Consent, Taking], Checked], file: str, note: str, old: bool, taking: Taking
) -> Checked:
    """In the lane: the note is read there."""
    return do(Path(file), Consent(_read(note) if note else b"", old), taking)


def _read(note: str) -> bytes:
    try:
        with Path(note).open("rb") as file:
            return file.read(_LARGEST_NOTE)
    except OSError:
        raise StorageFailure("file_not_readable") from None
