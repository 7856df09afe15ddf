"""What was tried with the backups: looked through, restored in rehearsal. One line a try, beside the store."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from app import journal
from app.paths import DataFolder


@dataclass(frozen=True)
class Try:
    """`file` is the backup's name, `at` ISO 8601 in UTC; `seconds` it took. Only what went well is noted."""

    kind: Literal["checked", "rehearsed"]
    file: str
    at: str
    seconds: float

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def note(folder: DataFolder, one: Try) -> None:
    journal.append(folder.backup_tries, [asdict(one)])


def tries(folder: DataFolder) -> list[Try]:
    """The oldest first; a line that is none of ours counts for nothing."""
    found = []
    for record in journal.records(folder.backup_tries)[0]:
        try:
            one = Try(**record)
            _ = one.moment
        except (TypeError, ValueError):
            continue
        found.append(one)
    return found


def last_rehearsal(folder: DataFolder) -> Try | None:
    return next((one for one in reversed(tries(folder)) if one.kind == "rehearsed"), None)
