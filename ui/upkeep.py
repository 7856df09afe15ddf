"""What the window does by itself for the records: a checked backup each hour and at the end of the day.

In a lane of its own and over a connection of its own, so that no save waits for it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app import clock
from app.errors import Refused
from app.settings import load
from ui.lanes import Lane

if TYPE_CHECKING:
    from app.journeys.counter import Counter
    from app.journeys.keeping import Keeper
    from app.paths import DataFolder
    from ui.shell import Shell

_LOOK_EVERY = 5 * 60 * 1000  # ms
_FIRST_LOOK = 60 * 1000
_TRAIL_LOOK = 5 * 1000
_AT_THE_END = timedelta(minutes=10)
"""A backup younger than this is the day's last."""


class Upkeep(QObject):
    """Looks every five minutes whether anything is due. What fails is said, and tried again at the next look."""

    def __init__(self, frame: Shell, data: DataFolder, counter: Counter) -> None:
        super().__init__(frame)
        self._frame, self._data, self._counter = frame, data, counter
        self.lane = Lane("upkeep", self)
        self._stopped_on: date | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """The window stands; what it needs first comes first."""
        self._timer.start()
        QTimer.singleShot(_FIRST_LOOK, self, self.look)
        QTimer.singleShot(_TRAIL_LOOK, self, self._look_at_trail)

    def _look_at_trail(self) -> None:
        """Whether somebody has tampered with it while the program was closed."""
        self.lane.run(self._opened, _nothing, self._frame.say)

    def _opened(self) -> None:
        """The store is open: a new version of the program has stood its trial, whatever the trail says."""
        from app.journeys.updating import confirm_start

        self._counter.receptions  # noqa: B018 opened here, where it has not been
        confirm_start()
        self._counter.check_trail()

    def look(self) -> None:
        self.lane.run(lambda: self._keeper().tick(clock.now()), _nothing, self._frame.say)
        self.lane.run(self._purge, _nothing, self._purge_failed)

    def _purge(self) -> None:
        """What is kept longer than the rules say goes, once a day; not where the trail would be a stranger's."""
        from app.journeys.retention import Retention

        Retention(self._counter, self._data).tick(clock.now())

    def _purge_failed(self, error: Exception) -> None:
        """A clock that cannot be right is said once a day; what else goes wrong at each look."""
        today = clock.today()
        if not isinstance(error, Refused) or self._stopped_on != today:
            self._frame.say(error)
        self._stopped_on = today

    def close(self) -> None:
        """The day's last backup, which the closing waits for."""
        self._timer.stop()
        self.lane.run(self._last, _nothing, _nothing)
        self.lane.close()

    def _last(self) -> None:
        """Unless the office does without."""
        if load(self._data.settings).settings.backup_at_closing:
            self._keeper().tick(clock.now(), _AT_THE_END)

    def _keeper(self) -> Keeper:
        from app.journeys.keeping import Keeper

        return Keeper(self._counter, self._data)


def _nothing(_outcome: object) -> None:
    """A backup that was made is nobody's news; one that fails while the window goes is seen on the health page."""
