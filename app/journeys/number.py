"""個人番号 at the counter: read only where a sheet of this case asks for it by law, and only for this printing.

The numbers never stand in the case: what is saved, shown or handed over does not know them. They are put in for the one
drawing that goes to the printer; on the screen a mask stands in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.card.request import ReadRequest
from app.errors import Refused, UnreadableCard
from app.individual_number import is_right
from forms.fill import fill_sheet
from forms.load import load_sheets
from models.card import CardReading, SecretKind
from models.case import Case, Member
from models.person import Person

Numbers = Mapping[int, str]
"""Twelve digits by the member's place in the case."""
_MASK = "●" * 12
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # 異体字セレクタ: chosen by the clerk, not on the card


@dataclass(frozen=True)
class NumberForm:
    """A sheet that asks for individual numbers: by which law, and of which members. `sure`: the law is confirmed."""

    form: str
    name_ja: str
    law: str
    sure: bool
    members: tuple[int, ...]


def number_forms(case: Case, forms: Sequence[str]) -> tuple[NumberForm, ...]:
    """Which of the forms have a box for a number of whom: the sheets themselves tell, filled with marks as numbers."""
    marks = {f"{index:012}": index for index in range(len(case.members))}
    marked = with_numbers(case, {index: mark for mark, index in marks.items()})
    found = []
    for sheet in (load_sheets()[form] for form in forms):
        if sheet.asks_number:
            filled = fill_sheet(sheet, marked)
            members = sorted({marks[text] for key in filled.private if (text := filled.values[key]) in marks})
            if members:
                sure = sheet.confidence not in ("B", "U")
                found.append(NumberForm(sheet.id, sheet.name_ja, sheet.number_law, sure, tuple(members)))
    return tuple(found)


def with_numbers(case: Case, numbers: Numbers) -> Case:
    """The case with these numbers, for one drawing."""
    if not numbers:
        return case
    members = tuple(
        replace(one, individual_number=numbers.get(index, one.individual_number))
        for index, one in enumerate(case.members)
    )
    return replace(case, members=members)


def masked(numbers: Numbers) -> Numbers:
    """What the screen shows of them: that they are there."""
    return dict.fromkeys(numbers, _MASK)


def read_number(
    case: Case,
    forms: Sequence[str],
    request: ReadRequest,
    read: Callable[[ReadRequest], CardReading],
    *,
    practice: bool = False,
) -> tuple[int, str]:
    """The member whose card lies there, and the number.

    Refused("number_not_needed") before the card is touched where no form asks for one; Refused where the card is that
    of nobody who is asked, UnreadableCard where the number does not hold together. At a counter that practises only an
    invented number is taken, which is one with a wrong check digit.
    """
    asked = {member for form in number_forms(case, forms) for member in form.members}
    if not asked:
        raise Refused("number_not_needed")
    reading = read(replace(request, kind=SecretKind.PIN, with_number=True))
    person = reading.person
    if person is None or person.individual_number is None:
        raise Refused("number_needs_my_number_card")
    if reading.integrity == "mismatch":
        raise UnreadableCard("number_mismatch")
    if is_right(person.individual_number) is practice:
        raise Refused("number_not_invented") if practice else UnreadableCard("number_check_digit")
    holders = [index for index in sorted(asked) if _is_same(case.members[index], person)]
    if not holders:
        raise Refused("number_of_another_person")
    return holders[0], person.individual_number


def _is_same(member: Member, person: Person) -> bool:
    return member.birth_date == person.birth_date and _plain(member.name) == _plain(person.name)


def _plain(name: str) -> str:
    """A name to compare: without spaces and selectors, else exactly as it is written."""
    return "".join(one for one in name if not one.isspace() and ord(one) not in _SELECTORS)
