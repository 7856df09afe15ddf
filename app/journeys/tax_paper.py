"""A return in, its paper out: computed, with the filer's list of medical expenses, drawn, written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.errors import InvalidInput, Problem
from app.files import write_files
from app.journeys.paper import fonts_needed, forms_manifest
from app.sentences import bilingual
from app.tax.paper import paper_of
from forms.tax.bundle import print_return
from models.sheet import Bundle
from models.tax import Medical, TaxReturn
from models.tax_paper import MedicalExpense


@dataclass(frozen=True)
class PaperWish:
    """What paper is wanted: `medical` is the filer's list, `individual_number` is printed and never kept."""

    filed_on: date
    medical: tuple[MedicalExpense, ...] = ()
    language: str = "ja"
    final: bool = False
    individual_number: str = field(default="", repr=False)


def print_tax_sheets(tax_return: TaxReturn, wish: PaperWish) -> Bundle:
    """A checked return's sheets, the summary first; InvalidInput where the list is not the return's.

    MissingAsset where a font is absent.
    """
    paper = replace(
        paper_of(with_medical(tax_return, wish.medical)),
        medical=wish.medical,
        filed_on=wish.filed_on,
        language=wish.language,
        final=wish.final,
        individual_number=wish.individual_number,
    )
    with fonts_needed():
        return print_return(paper)


def write_tax_sheets(tax_return: TaxReturn, wish: PaperWish, out: Path) -> dict[str, object]:
    """One PDF a sheet, `bundle.pdf` and `manifest.json` in the folder, all of them or none; the manifest."""
    return _write(tax_return.income_year, print_tax_sheets(tax_return, wish), out)


def with_medical(tax_return: TaxReturn, expenses: tuple[MedicalExpense, ...]) -> TaxReturn:
    """The return with the list's totals; InvalidInput where it has other totals already."""
    if not expenses:
        return tax_return
    total = Medical(sum(one.paid for one in expenses), sum(one.reimbursed for one in expenses))
    given = tax_return.deductions.medical
    if given not in (Medical(), total):
        found = f"{given.paid} / {given.reimbursed}"
        allowed = bilingual("total_of_list", paid=total.paid, reimbursed=total.reimbursed)
        raise InvalidInput([Problem("deductions.medical", found, allowed)])
    return replace(tax_return, deductions=replace(tax_return.deductions, medical=total))


def _write(income_year: int, bundle: Bundle, out: Path) -> dict[str, object]:
    facts = _without_number({"income_year": income_year, **forms_manifest(bundle)})
    contents = {f"{sheet.form}.pdf": sheet.pdf for sheet in bundle.sheets}
    contents["bundle.pdf"] = bundle.pdf
    contents["manifest.json"] = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    write_files(out, contents)
    return facts


def _without_number(facts: dict[str, object]) -> dict[str, object]:
    """The individual number stands on the paper and nowhere else."""
    forms = facts["forms"]
    assert isinstance(forms, list)  # noqa: S101 as the manifest has them
    return {**facts, "forms": [{**one, "fields": _public(one["fields"])} for one in forms]}


def _public(fields: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in fields.items() if key != "number"}
