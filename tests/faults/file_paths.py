"""The ways onto the disk beside the database: journals, settings, keys, backups and back, the ward's forms, models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from app import journal, settings
from app.errors import KnownError
from app.keys.escrow import EscrowSecret
from app.keys.ring import header, rotate, set_escrow
from app.office_forms.blank import take_blank
from app.office_forms.store import OfficeForms
from app.paths import DataFolder
from app.settings import Settings
from app.storage import backup
from app.storage.backup_plan import Plan
from app.storage.receptions import Receptions
from app.translation import office, packages
from app.translation.office import Change
from tests.app.translation.tiny import EN_JA, JA_EN
from tests.faults.forks import Deed
from tests.faults.records import deed_of, new_reception
from tests.faults.save_path import READY, SavePath
from tests.forms.overlay.blanks import idou_blank, idou_sheet

_START = datetime(2026, 11, 24, tzinfo=UTC)


def some_receptions(folder: DataFolder) -> None:
    with closing(Receptions.open(folder)) as store:
        for _ in range(5):
            store.save(new_reception())


def journals(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """Phrases, counts of talks, settings."""
    yield READY
    for _ in count():
        word = f"phrase{chance.randrange(10**9)}"
        office.keep(folder.phrases, [Change(word, "en", "Please wait a moment.", "試験係")])
        yield {"phrase": word}
        journal.append(folder.talks, [{"day": "2026-11-24", "language": word, "turns": 3}])
        yield {"talk": word}
        settings.save(folder.settings, Settings(printer=word, favourites=("hello",) * 100))
        yield {"settings": word}


def journals_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    for key, file, name in (("phrase", folder.phrases, "phrase"), ("talk", folder.talks, "language")):
        there = {one[name] for one in journal.records(file)[0]}
        yield from (f"{key} {one[key]} is gone" for one in told if key in one and one[key] not in there)
    if any("settings" in one for one in told) and not settings.load(folder.settings).settings.printer:
        yield "the settings are gone"


def journals_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    """A line may be torn, which the next one survives; a settings file may not."""
    yield from (str(one.path) for one in settings.load(folder.settings).problems)


def keys(folder: DataFolder, _chance: Random) -> Iterator[Deed]:
    """The data key wrapped anew for this machine and for one escrow key after the other."""
    yield READY
    while True:
        secret = EscrowSecret.make()
        letters = " ".join(secret.letters)
        yield {"escrow about": letters}
        set_escrow(folder, secret.public)
        yield {"escrow": letters}
        rotate(folder)
        yield {"rotated": True}


def keys_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """The paper that was promised to open the data does, or the one that was about to replace it."""
    last = next((place for place in range(len(told) - 1, -1, -1) if "escrow" in told[place]), None)
    if last is None:
        return
    papers = [told[last]["escrow"], *(one["escrow about"] for one in told[last + 1 :] if "escrow about" in one)]
    if not any(_opens(folder, letters) for letters in papers):
        yield "no recovery sheet opens the data"


def _opens(folder: DataFolder, letters: str) -> bool:
    try:
        header(folder).opened_by(EscrowSecret.from_letters(letters))
    except KnownError:
        return False
    return True


def backups(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """One backup an hour, of hours that pass quickly, while receptions are saved."""
    plan = Plan(folder, folder.backups)
    with closing(Receptions.open(folder)) as store:
        yield READY
        first = _START + timedelta(hours=chance.randrange(10**5))
        for hour in count():
            yield deed_of(store.save(new_reception()))
            contents = plan.make(first + timedelta(hours=hour))
            yield {"backup of": contents.rows["reception"]}


def backups_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """A backup counts when it was told; 24 stay."""
    promised = min(24, sum("backup of" in one for one in told))
    if (found := len(Plan(folder, folder.backups).kept())) < promised:
        yield f"{promised} backups were told, {found} are there"


def backups_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    """The newest opens as a restore would open it: what has a name is whole."""
    for one in Plan(folder, folder.backups).kept()[:3]:
        try:
            backup.check(folder, one.path)
        except KnownError as error:
            yield f"{one.path.name}: {error.facts}"


def restores_before(folder: DataFolder) -> None:
    """A backup of three, then two more that are in the store alone."""
    with closing(Receptions.open(folder)) as store:
        for _ in range(3):
            store.save(new_reception())
        backup.create(folder, _file(folder))
        for _ in range(2):
            store.save(new_reception())


def restores(folder: DataFolder, _chance: Random) -> Iterator[Deed]:
    with closing(Receptions.open(folder)) as store:
        before = [{"promised": one.id.hex} for one in store.list()]
    yield READY
    yield from before
    backup.restore(folder, _file(folder))
    yield {"restored": True}


def restores_mended(folder: DataFolder) -> None:
    """Who finds the restore unfinished runs it again."""
    if folder.unfinished_restore.exists():
        backup.restore(folder, _file(folder))


def restores_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """Every reception is in the store, or in what was set aside."""
    there = _ids(folder) | _ids_set_aside(folder)
    yield from (
        f"reception {one['promised'][:8]} is nowhere" for one in told if one.get("promised", "") not in {*there, ""}
    )


def restores_half(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """The backup's three, or all five that were there: nothing between."""
    found = len(_ids(folder))
    if found not in ((3,) if {"restored": True} in told else (3, 5)):
        yield f"{found} receptions after a restore"


def _file(folder: DataFolder) -> Path:
    return folder.root.parent / "before.mdgbackup"


def _ids(folder: DataFolder) -> set[str]:
    with closing(Receptions.open(folder)) as store:
        return {one.id.hex for one in store.list()}


def _ids_set_aside(folder: DataFolder) -> set[str]:
    """Put back by hand as operations.md says, in a folder of its own."""
    with TemporaryDirectory(dir=folder.root.parent) as made:
        by_hand = DataFolder(Path(made))
        for aside in sorted(folder.root.glob("before-restore-*")):
            for file in aside.iterdir():
                (by_hand.root / file.name).write_bytes(file.read_bytes())
        return _ids(by_hand) if by_hand.database.exists() else set()


def forms_before(folder: DataFolder) -> None:
    """Two blanks of the same form, the first of them in use."""
    some_receptions(folder)
    for pages in (1, 2):
        _blank(folder, pages).write_bytes(take_blank(idou_blank(pages)).pdf)
    blank = _blank(folder, 1).read_bytes()
    OfficeForms(folder.forms).save(idou_sheet(blank), blank)


def _blank(folder: DataFolder, pages: int) -> Path:
    return folder.root.parent / f"blank-{pages}.pdf"


def forms(folder: DataFolder, _chance: Random) -> Iterator[Deed]:
    """A version of the ward's form is changed, its blank with it."""
    store, blanks = OfficeForms(folder.forms), [_blank(folder, pages).read_bytes() for pages in (1, 2)]
    yield READY
    for turn in count(1):
        blank = blanks[turn % 2]
        kept = store.save(idou_sheet(blank), blank)
        yield {"form": kept.blank_sha256}


def forms_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    store = OfficeForms(folder.forms)
    for one in store.versions("idou"):
        try:
            store.read("idou", one.version)
        except KnownError as error:
            yield f"{one.version}: {error.code}"


def forms_lost(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    if not OfficeForms(folder.forms).versions("idou"):
        yield "the ward's form is gone"


def models(folder: DataFolder, _chance: Random) -> Iterator[Deed]:
    """Installed and removed; the trial of a model, which writes nothing and takes a second, is left out."""
    with patch.object(packages, "try_model", lambda *_place: None):
        yield READY
        while True:
            for file in (JA_EN, EN_JA):
                for one in packages.installed(folder.models):
                    yield {"removing": one.id}
                    packages.remove(folder.models, one.id)
                yield {"model": packages.install(folder.models, file).id}


def models_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    there = {one.id for one in packages.installed(folder.models)}
    kept = [one for one in told if one.keys() & {"model", "removing"}]
    if kept and "model" in kept[-1] and kept[-1]["model"] not in there:
        yield f"{kept[-1]['model']} was installed and is not there"


def models_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    found = packages.installed(folder.models)
    yield from (f"{one.id} is not what was installed" for one in found if packages.damaged(folder.models, one))
    named = {one.name for one in folder.models.glob("*/") if not one.name.startswith(".")}
    yield from (f"{name} has a name and is no package" for name in named - {one.id for one in found})


PATHS = (
    SavePath("phrases, settings", journals, 0.01, 12, weight=2, also_lost=journals_lost, also_half=journals_half),
    SavePath("keys", keys, 0.02, weight=2, before=some_receptions, also_lost=keys_lost),
    SavePath("backup", backups, 0.08, 4, 10, 2, some_receptions, also_lost=backups_lost, also_half=backups_half),
    SavePath("restore", restores, 0.06, 1, 1, 2, restores_before, restores_mended, restores_lost, restores_half),
    SavePath("ward's forms", forms, 0.03, 4, before=forms_before, also_lost=forms_lost, also_half=forms_half),
    SavePath("models", models, 0.1, 4, before=some_receptions, also_lost=models_lost, also_half=models_half),
)
