"""Which papers prove who files."""

from itertools import combinations

import pytest

from app.procedures.identity import papers, verdict


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        (["my_number_card"], "one"),
        (["residence_card", "bank_card"], "one"),
        (["eligibility_certificate", "pension_paper"], "two"),
        (["eligibility_certificate", "employee_card"], "helped"),
        (["eligibility_certificate"], "questions"),
        (["employee_card", "bank_card"], "none"),
        ([], "none"),
    ],
)
def test_one_with_a_photo_is_enough_else_two(shown: list[str], answer: str) -> None:
    assert verdict(shown).id == answer


def test_every_set_of_papers_has_its_answer_and_one_more_never_makes_it_worse() -> None:
    order = ["none", "questions", "helped", "two", "one"]
    for size in (0, 1, 2):
        for shown in combinations(papers(), size):
            for more in papers().keys() - set(shown):
                assert order.index(verdict([*shown, more]).id) >= order.index(verdict(shown).id)


def test_a_health_insurance_card_is_no_paper_any_more() -> None:
    assert not any("保険証" in one.name_ja.replace("被保険者証", "") for one in papers().values())
