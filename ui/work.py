"""What the clerk is working on: the reception and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.journeys.number import NumberForm, Numbers
    from models.card import Proof
    from models.case import Case
    from models.procedure import Plan
    from models.reception import Reception
    from models.sheet import Bundle, Hand


@dataclass(frozen=True)
class Work:
    """`plan` and `bundle` belong to the case as it stands; a change of the case drops them.

    `hands` are what was changed or signed on the sheets. `pictures` are those of the card that was read, by what they
    show; `proof` is what its signature proves, None without a card. `numbers` are individual numbers that were read for
    the sheets of `number_forms`; gone once they are printed. All of these in memory alone, until the visitor leaves at
    the latest.
    """

    reception: Reception
    plan: Plan | None = None
    bundle: Bundle | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    proof: Proof | None = None
    hands: Mapping[str, Hand] = field(default_factory=dict, repr=False)
    number_forms: tuple[NumberForm, ...] = ()
    numbers: Numbers = field(default_factory=dict, repr=False)

    @property
    def case(self) -> Case:
        return self.reception.case

    def worked_out(self, found: Work) -> Work:
        """With the plan and the sheets that were made of this case meanwhile; the record is found by them."""
        bundle = found.bundle or self.bundle
        procedures = tuple(one.id for one in found.plan.procedures) if found.plan else ()
        forms = tuple(sheet.form for sheet in bundle.sheets) if bundle else ()
        reception = replace(self.reception, procedures=procedures, forms=forms)
        return replace(self, reception=reception, plan=found.plan, bundle=bundle, number_forms=found.number_forms)
