"""What the clerk is working on: the reception and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.case import Case
    from models.procedure import Plan
    from models.reception import Reception
    from models.sheet import Bundle


@dataclass(frozen=True)
class Work:
    """`plan` and `bundle` belong to the case as it stands; a change of the case drops them."""

    reception: Reception
    plan: Plan | None = None
    bundle: Bundle | None = None

    @property
    def case(self) -> Case:
        return self.reception.case
