"""What an administrator should look at, said on the start page: no backup for a day, no rehearsal for a month."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.journeys.health import records
from ui.keeping.health_page import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.paths import DataFolder
    from ui.area import Services


def remind(services: Services, say: Callable[[str], None]) -> None:
    """Looks in the paper lane, so that nothing waits for it; says nothing where all is well."""
    services.paper.run(partial(_doubtful, services.folder), say, _unsaid)


def _doubtful(folder: DataFolder) -> str:
    found = [NAMES.get(one.id, one.id) for one in records(folder) if one.state != "ok"]
    return f"△ 見てください: {'、'.join(found)}" if found else ""


def _unsaid(_error: Exception) -> None:
    """The health page itself says what is wrong."""
