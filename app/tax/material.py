"""The deductions for what was paid or lost (物的控除): one function a line, for either tax."""

from __future__ import annotations

from app.tax.figure import Figure, added, figure
from app.tax.rounding import drop_part_of_yen, raise_part_of_yen
from app.tax.shapes import Column, PremiumScale
from app.tax.year import Year
from models.tax import Casualty, Donations, EarthquakeInsurance, LifeInsurance, Medical


def paid_in_full(paid: int) -> Figure:
    """社会保険料控除, 小規模企業共済等掛金控除: all that was paid (所得税法74条, 75条, 地方税法314条の2)."""
    return figure(paid, "paid") if paid else figure(0, "not_entered")


def life_insurance(paid: LifeInsurance, child_rule: bool, column: Column, year: Year) -> Figure:
    """生命保険料控除 of the three classes, each within its cap (所得税法76条, 地方税法314条の2第1項5号)."""
    law = year.life_insurance
    new, old, most = (
        (law.new_income_tax, law.old_income_tax, law.total_income_tax)
        if column is Column.INCOME_TAX
        else (law.new_resident_tax, law.old_resident_tax, law.total_resident_tax)
    )
    special = year.life_insurance_child
    general_new = special.new_income_tax if special and child_rule and column is Column.INCOME_TAX else new
    general = _best_of_class(paid.new_general, paid.old_general, general_new, old)
    care = of_scale(paid.care_medical, new)
    pension = _best_of_class(paid.new_pension, paid.old_pension, new, old)
    amount = min(most, general + care + pension)
    if not amount:
        return figure(0, "not_entered")
    return figure(amount, "life_insurance", general=general, care=care, pension=pension, most=most)


def _best_of_class(new: int, old: int, new_scale: PremiumScale, old_scale: PremiumScale) -> int:
    """The best of the new contracts alone, the old ones alone, and both together within the new cap."""
    of_new, of_old = of_scale(new, new_scale), of_scale(old, old_scale)
    return max(of_new, of_old, min(new_scale.cap, of_new + of_old))


def of_scale(premium: int, scale: PremiumScale) -> int:
    """A premium on its scale, a part of a yen raised."""
    row = next((row for row in scale.rows if premium <= row.up_to), None)
    return scale.cap if row is None else raise_part_of_yen(premium * row.rate + row.plus) if premium else 0


def earthquake_insurance(paid: EarthquakeInsurance, column: Column, year: Year) -> Figure:
    """地震保険料控除 with 旧長期損害保険料 (所得税法77条, 地方税法314条の2第1項5号の3)."""
    law = year.earthquake_insurance
    scale = law.income_tax if column is Column.INCOME_TAX else law.resident_tax
    new = min(scale.cap, raise_part_of_yen(paid.earthquake * scale.rate))
    old = of_scale(paid.old_long_term, scale.old)
    amount = min(scale.cap, new + old)
    if not amount:
        return figure(0, "not_entered")
    return figure(amount, "earthquake", new=new, old=old, most=scale.cap)


def casualty(lost: Casualty, total: int, year: Year) -> Figure:
    """雑損控除 (所得税法72条, 地方税法314条の2第1項1号): the larger of two."""
    law = year.casualty
    if not lost.loss and not lost.disaster_cost:
        return figure(0, "not_entered")
    share = drop_part_of_yen(total * law.income_rate)
    net = lost.loss - lost.reimbursed
    amount = max(0, net - share, lost.disaster_cost - law.disaster_threshold)
    facts = {"net": net, "share": share, "cost": lost.disaster_cost, "threshold": law.disaster_threshold}
    return figure(amount, "casualty" if amount else "casualty_below", **facts)


def medical_expenses(paid: Medical, total: int, year: Year) -> Figure:
    """医療費控除: over 100,000 yen or 5% of the income, whichever is less (所得税法73条)."""
    law = year.medical
    if not paid.paid:
        return figure(0, "not_entered")
    threshold = min(law.threshold, drop_part_of_yen(total * law.income_rate))
    net = max(0, paid.paid - paid.reimbursed)
    amount = min(law.cap, max(0, net - threshold))
    return figure(amount, "medical" if amount else "medical_below", net=net, threshold=threshold)


def self_medication(paid: Medical, year: Year) -> Figure:
    """セルフメディケーション税制 (租税特別措置法41条の17)."""
    law = year.medical
    if not paid.paid:
        return figure(0, "not_entered")
    net = max(0, paid.paid - paid.reimbursed)
    amount = min(law.self_medication_cap, max(0, net - law.self_medication_threshold))
    key = "self_medication" if amount else "medical_below"
    return figure(amount, key, net=net, threshold=law.self_medication_threshold)


def medical(expenses: Figure, medication: Figure) -> Figure:
    """医療費控除: one of the two, the better one (租税特別措置法41条の17第1項), the same in both taxes."""
    return medication if medication.yen > expenses.yen or expenses.key == "not_entered" else expenses


def donation(given: Donations, one_stop: bool, total: int, year: Year) -> Figure:
    """寄附金控除 (所得税法78条); what stays in one-stop is not deducted here."""
    law = year.donation
    declared = given.other if one_stop else given.furusato + given.other
    if not declared:
        return figure(0, "donation_one_stop" if given.furusato else "not_entered")
    counted = min(declared, drop_part_of_yen(total * law.income_rate))
    amount = max(0, counted - law.threshold)
    facts = {"given": declared, "rate": law.income_rate, "counted": counted, "threshold": law.threshold}
    return figure(amount, "donation" if amount else "donation_below", limit=law.threshold, **facts)


def deductions_total(parts: tuple[int, ...]) -> Figure:
    """所得控除の額の合計額 (所得税法21条, 地方税法314条の3)."""
    return added(parts, "nothing")
