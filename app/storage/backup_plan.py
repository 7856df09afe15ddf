"""When a backup is due, where it lies and how long it stays: 24 hourly and 14 daily ones (facts C-38).

The counter's settings may name other folders and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from app import clock
from app.errors import StorageFailure
from app.files import copy_file, failure
from app.paths import DataFolder
from app.settings import Settings, load
from app.storage.backup import create, free
from app.storage.backup_file import SUFFIX, Contents

EVERY = timedelta(hours=1)
_CHANGED_AGO = timedelta(days=30)
_HOURLY_NAME, _BEFORE_NAME = "madoguchi-", "before-"


@dataclass(frozen=True)
class Kept:
    """A backup on the disk, by its name; `size` in bytes."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True)
class Plan:
    """The backups of a store in their folder, which should lie on another disk than the store."""

    folder: DataFolder
    place: Path
    second: Path | None = None
    hourly: int = Settings.backups_hourly
    daily: int = Settings.backups_daily

    @classmethod
    def of(cls, folder: DataFolder) -> Self:
        """As this counter's settings have it now."""
        chosen = load(folder.settings).settings
        place, second = chosen.backup_folder, chosen.second_backup_folder
        return cls(
            folder, Path(place) if place else folder.backups, Path(second) if second else None,
            chosen.backups_hourly, chosen.backups_daily,
        )  # fmt: skip

    @property
    def places(self) -> tuple[Path, ...]:
        return (self.place, self.second) if self.second else (self.place,)

    def kept(self) -> tuple[Kept, ...]:
        """Newest first, of both places; files with other names are nobody's business here."""
        prefixes = (_HOURLY_NAME, _BEFORE_NAME)
        found = [one for place in self.places for prefix in prefixes for one in _found(place, prefix)]
        return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))

    def due(self, now: datetime, every: timedelta = EVERY) -> bool:
        """None within that time; one that lies in the future tells of a clock that went back."""
        newest = next(iter(_found(self.place, _HOURLY_NAME)), None)
        return newest is None or not now - every < newest.made_at <= now

    def make(self, now: datetime) -> Contents:
        """One more, checked; then those go that are no longer needed. Fails as `create`, and then nothing goes.

        StorageFailure("second_backup_folder") where it was made, and the second place did not take its copy.
        """
        made = free(self.place, _HOURLY_NAME, now, SUFFIX)
        contents = create(self.folder, made)
        self._let_go(self.place, now)
        if self.second:
            try:
                copy_file(made, self.second / made.name)
            except StorageFailure:
                raise StorageFailure("second_backup_folder") from None
            self._let_go(self.second, now)
        return contents

    def before(self, new: str) -> Contents:
        """What a migration to a schema, or an update of the program to a version, takes first."""
        return create(self.folder, free(self.place, f"{_BEFORE_NAME}{new}-", clock.now(), SUFFIX))

    def on_own_disk(self) -> bool:
        """Whether they would survive the store's disk."""
        with suppress(OSError):
            return self.place.stat().st_dev != self.folder.root.stat().st_dev
        return False

    def _let_go(self, place: Path, now: datetime) -> None:
        hourly = _found(place, _HOURLY_NAME)
        stay = {hourly[index].path for index in wanted([one.made_at for one in hourly], self.hourly, self.daily)}
        old = [one.path for one in hourly if one.path not in stay]
        old += [one.path for one in _found(place, _BEFORE_NAME) if now - one.made_at > _CHANGED_AGO]
        for path in old:
            with suppress(OSError):
                path.unlink()


def wanted(
    made: Iterable[datetime], hourly: int = Settings.backups_hourly, daily: int = Settings.backups_daily
) -> set[int]:
    """Which of these times, newest first, stay: the last 24, and the last of each of 14 days (Japan's)."""
    times = list(made)
    last_of_day = {moment.astimezone(clock.JAPAN).date(): index for index, moment in reversed(list(enumerate(times)))}
    return {*range(min(hourly, len(times))), *(last_of_day[day] for day in sorted(last_of_day, reverse=True)[:daily])}


def _found(place: Path, prefix: str) -> list[Kept]:
    try:
        files = sorted(place.glob(f"{prefix}*{SUFFIX}"), key=_time_in, reverse=True)
        return [Kept(file, when, file.stat().st_size) for file in files if (when := _time_in(file)) > _NEVER]
    except OSError as error:
        raise failure(error) from error


_NEVER = datetime.min.replace(tzinfo=UTC)


def _time_in(file: Path) -> datetime:
    """`madoguchi-20261124T101500Z.mdgbackup`; a name that says no time was never one of ours."""
    text = file.name.removesuffix(SUFFIX).rpartition("-")[2]
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return _NEVER
