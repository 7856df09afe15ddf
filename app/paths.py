"""Where things are: the data folder of this counter, and the program's own resources."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import StorageFailure

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class DataFolder:
    """The data folder: database, key, settings, installed models and the ward's own forms."""

    root: Path

    @classmethod
    def chosen(cls, given: str | None = None, *, demo: bool = False) -> DataFolder:
        """`--data`, else MADOGUCHI_DATA, else the platform's per-user folder; a demonstration has one of its own."""
        text = given or os.environ.get("MADOGUCHI_DATA")
        root = Path(text) if text else _users_folder()
        return cls(root / "demo" if demo else root)

    def make(self) -> DataFolder:
        """Create the folder for this user alone; StorageFailure where that is not possible."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFailure("folder_not_writable") from error
        return self

    @property
    def database(self) -> Path:
        return self.root / "madoguchi.db"

    @property
    def keys(self) -> Path:
        """The wrapped data key; the counters of before have a readable one in `plain_key`."""
        return self.root / "keys.json"

    @property
    def plain_key(self) -> Path:
        return self.root / "data.key"

    @property
    def backups(self) -> Path:
        """Where backups lie as long as the settings name no better place."""
        return self.root / "backups"

    @property
    def backup_tries(self) -> Path:
        """The journal of what was tried with the backups."""
        return self.root / "backup-tries.jsonl"

    @property
    def unfinished_restore(self) -> Path:
        """Stands while a restore is under way: the store is not opened then."""
        return self.root / "restore.unfinished"

    @property
    def anchors(self) -> Path:
        """The signed heads of the audit trail."""
        return self.root / "anchors.jsonl"

    @property
    def crash(self) -> Path:
        """Where the program stood when it crashed; empty while it runs. `last_crash` is that of an earlier run."""
        return self.root / "crash.txt"

    @property
    def last_crash(self) -> Path:
        return self.root / "crash-before.txt"

    @property
    def card_authorities(self) -> Path:
        """Whose staff cards are taken (PEM). Public: whose card is whose stands in the store."""
        return self.root / "staff-card-authorities.pem"

    @property
    def settings(self) -> Path:
        return self.root / "settings.toml"

    @property
    def server(self) -> Path:
        """The certificates for the ward's server, where this counter has joined one."""
        return self.root / "server"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def forms(self) -> Path:
        """The ward's own forms: `<form id>/<version>/`."""
        return self.root / "forms"

    @property
    def phrases(self) -> Path:
        """The journal of the office's own phrases and reviews."""
        return self.root / "phrases.jsonl"

    @property
    def talks(self) -> Path:
        """The counts of conversations: day, language, turns. No word of any."""
        return self.root / "talks.jsonl"


def _users_folder() -> Path:
    import platformdirs  # only here: the window starts without it where the folder is named

    return platformdirs.user_data_path("madoguchi", appauthor=False)
