"""Damages of the store's files: found by what looks at them anyway, and made good from the backup."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

from app.errors import KnownError
from app.paths import DataFolder
from app.storage import backup
from app.storage.receptions import Receptions
from tests.faults.figures import Figures
from tests.faults.forks import Deed, apart, chance
from tests.faults.kill import load_everything
from tests.faults.records import deed_of, half, lost, new_filing, new_reception, next_of

_PAGE, _FRAME, _WAL_HEADER = 4096, 4096 + 24, 32
_BACKUP = "store.mdgbackup"
Damage = Callable[[Path, Random], None]
"""Of a folder with `closed/`, `open/` (its journal not folded in yet) and `earlier/` beside `now/`, which it spoils."""


def damages(place: Path, number: int, seed: int) -> Iterator[Figures]:
    """So many, each kind as often as the others; every one must be found, and undone by the backup."""
    load_everything(place)
    home = place / "damage"
    told = apart(partial(_filled, home))
    for name, damage in KINDS.items():
        began, figures = time.monotonic(), Figures(f"damage: {name}")
        for turn in range(round(number / len(KINDS))):
            figures = figures.and_(Figures("", **apart(partial(_one, home, damage, told, chance(seed, name, turn)))))
        yield figures.and_(Figures("", seconds=time.monotonic() - began))
    rmtree(home)


def _filled(home: Path) -> list[Deed]:
    """A counter's afternoon in three states: earlier, still open, closed. Its trail is anchored, a backup taken."""
    folder, dice, told = DataFolder(home / "live"), chance("filled"), list[Deed]()
    with closing(Receptions.open(folder)) as store:
        for turn in count(1):
            told += [deed_of(store.save(next_of(new_reception(), dice))), deed_of(store.filings.save(new_filing()))]
            if turn == 8:
                store.audit.anchor()
                copytree(folder.root, home / "earlier")
            if turn == 16:
                break
        store.audit.anchor()
        backup.create(folder, home / _BACKUP)
        copytree(folder.root, home / "open")
    copytree(folder.root, home / "closed")
    return told


def _one(home: Path, damage: Damage, told: list[Deed], dice: Random) -> dict[str, object]:
    now = DataFolder(home / "now")
    rmtree(now.root, ignore_errors=True)
    damage(home, dice)
    by = _found_by(now) or ("nobody, harmless" if not [*lost(now, told), *half(now)] else "")
    backup.restore(now, home / _BACKUP)
    wrong = [*lost(now, told), *half(now)]
    missed = [] if by else ["nobody found it"]
    return {
        "tried": 1, "acknowledged": len(told), "lost": len(wrong), "unclear": len(missed),
        "more": {f"found by {by}": 1.0} if by else {}, "told": (*missed, *wrong),
    }  # fmt: skip


def _found_by(folder: DataFolder) -> str:
    """The first of those that look at the store each day: its opening, the trail at the start, the hourly backup."""
    try:
        store = Receptions.open(folder)
    except KnownError:
        return "opening"
    with closing(store):
        try:
            if not store.audit.verify().holds:
                return "trail"
        except KnownError:
            return "trail"
        try:
            backup.create(folder, folder.root / "trial.mdgbackup")
        except KnownError:
            return "backup"
    return ""


def _bytes(home: Path, dice: Random) -> None:
    """Sixteen bytes anywhere."""
    copytree(home / "closed", home / "now")
    _overwrite(DataFolder(home / "now").database, dice, 1, dice.randbytes(16))


def _page(home: Path, dice: Random) -> None:
    """A page of nothing."""
    copytree(home / "closed", home / "now")
    _overwrite(DataFolder(home / "now").database, dice, _PAGE, bytes(_PAGE))


def _cut(home: Path, dice: Random) -> None:
    """The database ends early."""
    copytree(home / "closed", home / "now")
    _shorten(DataFolder(home / "now").database, dice, 0)


def _wal(folder: Path) -> Path:
    return folder / (DataFolder(folder).database.name + "-wal")


def _wal_bytes(home: Path, dice: Random) -> None:
    """Sixteen bytes of the journal."""
    copytree(home / "open", home / "now")
    _overwrite(_wal(home / "now"), dice, 1, dice.randbytes(16))


def _wal_cut(home: Path, dice: Random) -> None:
    """The journal ends early."""
    copytree(home / "open", home / "now")
    _shorten(_wal(home / "now"), dice, 0)


def _wal_old(home: Path, dice: Random) -> None:
    """The journal of an earlier hour, or none, beside a later database that was not folded in; or an earlier one."""
    copytree(home / dice.choice(("closed", "open")), home / "now")
    _wal(home / "now").unlink(missing_ok=True)
    _wal(home / "now").write_bytes(_wal(home / "earlier").read_bytes()[: dice.randrange(40, 10**9)])


def _old(home: Path, dice: Random) -> None:
    """The whole database of an earlier hour."""
    copytree(home / "closed", home / "now")
    for name in (DataFolder(home / "now").database.name, _wal(home / "now").name):
        (home / "now" / name).write_bytes((home / "earlier" / name).read_bytes())


KINDS: dict[str, Damage] = {
    "16 bytes": _bytes, "page of zeros": _page, "database cut": _cut, "journal, 16 bytes": _wal_bytes,
    "journal cut": _wal_cut, "old journal": _wal_old, "old database": _old,
}  # fmt: skip


def _overwrite(file: Path, dice: Random, unit: int, content: bytes) -> None:
    whole = bytearray(file.read_bytes())
    at = dice.randrange((len(whole) - len(content)) // unit + 1) * unit
    whole[at : at + len(content)] = content
    file.write_bytes(whole)


def _shorten(file: Path, dice: Random, least: int) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: dice.randrange(least, len(whole))])
