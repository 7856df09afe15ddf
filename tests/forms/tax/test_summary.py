"""The filer's summary: one page in every language, with the taxes to scale and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.cover_words import languages
from forms.errors import DefinitionError
from forms.paper import Shade
from forms.tax.summary import lay_out_summary
from forms.tax.summary_words import load_summary_words, summary_languages
from tests.forms.tax.returns import RETURNS, YEARS, paper
from tests.forms.test_layout import faults


def test_every_language_of_the_cover_sheet_has_a_summary() -> None:
    assert summary_languages().keys() == languages().keys()


@pytest.mark.parametrize("language", summary_languages())
@pytest.mark.parametrize("name", RETURNS)
def test_the_summary_stands_on_one_page_inside_its_boxes_with_glyphs_for_every_letter(name: str, language: str) -> None:
    (page,) = lay_out_summary(paper(name, 2026, language))
    assert faults(page) == []
    assert page.problems == []


def test_the_taxes_are_drawn_to_the_scale_of_the_income() -> None:
    one = paper("refund")
    (page,) = lay_out_summary(one)
    bars = [mark.box.width for mark in page.marks if isinstance(mark, Shade) and mark.box.height == 12]
    whole, deducted, taxable, income_tax, resident_tax, rest = bars
    total = one.yen("total_income")
    assert deducted + taxable == pytest.approx(whole)
    assert income_tax + resident_tax + rest == pytest.approx(whole)
    assert resident_tax / whole == pytest.approx(one.yen("resident_tax.total") / total)


@pytest.mark.parametrize("year", YEARS)
def test_who_gets_money_back_is_told_how_much_and_until_when(year: int) -> None:
    one = paper("refund", year, "en")
    text = " ".join(mark.text for mark in lay_out_summary(one)[0].texts)
    assert f"{-one.yen('income_tax.payable'):,} yen back" in text
    assert one.edition.file_until.strftime("%Y") in text
    assert "no separate resident tax return" in text


def test_who_need_not_file_is_sent_to_the_ward_alone() -> None:
    text = " ".join(mark.text for mark in lay_out_summary(paper("nothing", 2025, "en"))[0].texts)
    assert "You do not need to file an income tax return." in text
    assert "Sumida City Office, Taxation Division" in text
    assert "cannot be sent by e-mail" in text


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ("{amount}", "{sum}", "amount"),
        ('next = "', 'after = "', "next"),
        ('keep = "Keep', 'keep = "{Keep', "keep"),
    ],
)
def test_a_broken_file_of_words_is_named(tmp_path: Path, right: str, wrong: str, key: str) -> None:
    source = Path("resources/tax_summary/en.toml").read_text(encoding="utf-8")
    file = tmp_path / "en.toml"
    file.write_text(source.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_summary_words(file)
    assert fault.value.key == key
    assert fault.value.file == "en.toml"
