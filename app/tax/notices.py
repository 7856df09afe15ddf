"""What a good clerk would say to a computed return: warnings (something is wrong or missing) and advice."""

from __future__ import annotations

from collections.abc import Iterator

from app.tax.explain import notice
from app.tax.filing import must_file_income_tax, undeclared_income
from app.tax.household import Kind
from app.tax.material import medical_expenses, self_medication
from app.tax.work import Work
from models.tax import Notice, SingleParent


def warnings(work: Work, one_stop: bool) -> tuple[Notice, ...]:
    """In the order in which they matter."""
    return (*_of_filer(work), *_of_people(work), *_of_donations(work, one_stop), *_of_data(work))


def advice(work: Work) -> tuple[Notice, ...]:
    return (*_on_filing(work), *_on_deductions(work), *_on_medical(work), *_on_furusato(work))


def _of_filer(work: Work) -> Iterator[Notice]:
    filer, sheet = work.tax_return.filer, work.sheet
    if filer.left_on is not None:
        yield notice("warn_left")
    if work.people.is_minor and not filer.minor:
        yield notice("warn_age_minor")
    if filer.single_parent is not SingleParent.NONE and not any(one.is_child_of_filer for one in work.people.relatives):
        yield notice("warn_single_parent_child")
    losses = (work.tax_return.income.business.income, work.tax_return.income.other)
    if sheet["total_income"] == 0 and min(losses) < 0:
        yield notice("warn_loss")


def _of_people(work: Work) -> Iterator[Notice]:
    spouse, entries = work.tax_return.spouse, work.tax_return.dependants
    if work.people.spouse and work.sheet.why("income_tax.spouse") == "spouse_over":
        yield notice("warn_spouse_over", income=work.people.spouse.income)
    for one, entry in zip(work.people.relatives, entries, strict=True):
        if spouse and spouse.birth_date and spouse.birth_date == entry.birth_date:
            yield notice("warn_same_person", path=one.path)
        if (
            entry.name
            and [(other.name, other.birth_date) for other in entries].count((entry.name, entry.birth_date)) > 1
        ):
            yield notice("warn_same_dependant", path=one.path)
        if one.age is None:
            yield notice("warn_birth_unknown", path=one.path)
        if one.kind is Kind.ABROAD:
            yield notice("warn_abroad", path=one.path)
    if any(one.abroad for one in work.people.relatives) or (spouse and spouse.abroad):
        yield notice("warn_abroad_papers")


def _of_donations(work: Work, one_stop: bool) -> Iterator[Notice]:
    given = work.tax_return.deductions.donations
    if given.one_stop and given.furusato:
        yield notice("warn_one_stop" if one_stop else "warn_one_stop_void")
    if given.furusato > max(work.sheet["resident_tax.furusato_limit"], work.year.donation.threshold):
        yield notice("warn_furusato_over", given=given.furusato, limit=work.sheet["resident_tax.furusato_limit"])
    if given.other > 0:
        yield notice("warn_donation_other")


def _of_data(work: Work) -> Iterator[Notice]:
    moved_in = work.tax_return.credits.housing_moved_in_on
    if (
        work.sheet["resident_tax.housing_loan_credit"]
        and moved_in
        and moved_in >= work.year.housing_loan.uncertain_from
    ):
        yield notice("warn_housing_unsure")
    if "U" in (work.year.forms.income_tax.confidence, work.year.forms.resident_tax.confidence):
        yield notice("warn_boxes")


def _on_filing(work: Work) -> Iterator[Notice]:
    reason = must_file_income_tax(work)
    law, payable = work.year.filing, work.sheet["income_tax.payable"]
    days = {"opens": work.year.deadline.opens, "closes": work.year.deadline.closes}
    if reason:
        limits = {"salary": law.salary_receipts, "pension": law.pension_receipts, "other": law.other_income}
        why = notice(reason, **limits)
        yield notice("advise_file", reason_ja=why.ja, reason_en=why.en, **days)
    elif payable < 0:
        yield notice("advise_refund", amount=-payable)
    else:
        yield notice("advise_file_not")
    if undeclared_income(work.tax_return):
        yield notice("advise_resident_file", **days)
    income = work.tax_return.income
    if not (income.salary or income.public_pension or undeclared_income(work.tax_return)):
        yield notice("advise_no_income")


def _on_deductions(work: Work) -> Iterator[Notice]:
    sheet, entry = work.sheet, work.tax_return
    if sheet["total_income"] and not entry.deductions.social_insurance:
        yield notice("advise_no_insurance")
    child = any(one.is_child_of_filer and one.is_dependant for one in work.people.relatives)
    alone = entry.spouse is None or entry.spouse.died_on is not None
    if child and alone and entry.filer.single_parent is SingleParent.NONE:
        yield notice("advise_widow")
    if sheet["income_tax.specific_relatives"]:
        yield notice("advise_student")


def _on_medical(work: Work) -> Iterator[Notice]:
    paid, year = work.tax_return.deductions, work.year
    expenses = medical_expenses(paid.medical, work.sheet["total_income"], year)
    medication = self_medication(paid.self_medication, year)
    if paid.medical.paid and paid.self_medication.paid:
        key = "advise_self_medication" if medication.yen > expenses.yen else "advise_medical"
        yield notice(key, amount=max(medication.yen, expenses.yen))
    elif expenses.key == "medical_below":
        yield notice("advise_medical_below", net=expenses.facts["net"], threshold=expenses.facts["threshold"])


def _on_furusato(work: Work) -> Iterator[Notice]:
    limit = work.sheet["resident_tax.furusato_limit"]
    if limit:
        yield notice("advise_furusato", limit=limit)
