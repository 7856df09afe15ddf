"""A second reckoning of both taxes, written straight from the ward's tables and sharing nothing with `app.tax`.

Plain integers (万 = 10,000 yen), a return as the contract's JSON in, the contract's amounts out. It is slow to read on
purpose: every table stands here as printed, so that a clerk can hold it against the paper.
"""

from __future__ import annotations

from datetime import date
from typing import Any

MAN = 10_000
LIMIT = {2024: 48, 2025: 58, 2026: 62}
STUDENT = {2024: 75, 2025: 85, 2026: 89}

BASIC = {
    2024: [(2400, 48), (2450, 32), (2500, 16)],
    2025: [(132, 95), (336, 88), (489, 68), (655, 63), (2350, 58), (2400, 48), (2450, 32), (2500, 16)],
    2026: [(489, 104), (655, 67), (2350, 62), (2400, 48), (2450, 32), (2500, 16)],
}
BASIC_RESIDENT = [(2400, 43), (2450, 29), (2500, 15)]

SPOUSE_SPECIAL = [
    (95, (38, 26, 13), (33, 22, 11)),
    (100, (36, 24, 12), (33, 22, 11)),
    (105, (31, 21, 11), (31, 21, 11)),
    (110, (26, 18, 9), (26, 18, 9)),
    (115, (21, 14, 7), (21, 14, 7)),
    (120, (16, 11, 6), (16, 11, 6)),
    (125, (11, 8, 4), (11, 8, 4)),
    (130, (6, 4, 2), (6, 4, 2)),
    (133, (3, 2, 1), (3, 2, 1)),
]
RELATIVE = [
    (85, 63, 45), (90, 61, 45), (95, 51, 45), (100, 41, 41), (105, 31, 31),
    (110, 21, 21), (115, 11, 11), (120, 6, 6), (123, 3, 3),
]  # fmt: skip
BRACKETS = [
    (1_950_000, 5, 0), (3_300_000, 10, 97_500), (6_950_000, 20, 427_500), (9_000_000, 23, 636_000),
    (18_000_000, 33, 1_536_000), (40_000_000, 40, 2_796_000), (None, 45, 4_796_000),
]  # fmt: skip
FURUSATO = [
    (1_950_000, 84_895, 5_105), (3_300_000, 79_790, 10_210), (6_950_000, 69_580, 20_420), (9_000_000, 66_517, 23_483),
    (18_000_000, 56_307, 33_693), (40_000_000, 49_160, None), (None, 44_055, None),
]  # fmt: skip
DISABLED = {"none": (0, 0, 0), "general": (27, 26, 1), "special": (40, 30, 10), "special_cohabiting": (75, 53, 22)}


def up(amount: int, by: int) -> int:
    """A quotient, its rest raised."""
    return -(-amount // by)


def age(born: str | None, year: int) -> int | None:
    """On 31 December; who is born on 1 January is a year older (the day before the birthday counts)."""
    if born is None:
        return None
    of, month, day = (int(part) for part in born.split("-"))
    return year - of + (1 if (month or 1, day or 1) == (1, 1) else 0)


def minor_in_january(born: str, year: int) -> bool:
    of, month, day = (int(part) for part in born.split("-"))
    eighteenth = date(of + 18, month or 1, day or 1)
    return eighteenth > date(year + 1, 1, 2)


def salary(s: int, year: int) -> int:
    f = s // 4000
    if year == 2024 and s < 1_800_000:
        rows = [(551_000, 0), (1_619_000, s - 550_000), (1_620_000, 1_069_000), (1_622_000, 1_070_000)]
        rows += [(1_624_000, 1_072_000), (1_628_000, 1_074_000), (1_800_000, f * 2400 + 100_000)]
        return next(income for below, income in rows if s < below)
    if year == 2025 and s < 1_900_000:
        return max(0, s - 650_000) if s >= 651_000 else 0
    if year == 2026 and s < 2_200_000:
        rows = [(741_000, 0), (2_191_000, s - 740_000), (2_193_000, 1_451_000), (2_196_000, 1_453_000)]
        return next((income for below, income in rows if s < below), 1_456_000)
    if s < 3_600_000:
        return f * 2800 - 80_000
    if s < 6_600_000:
        return f * 3200 - 440_000
    return s * 9 // 10 - 1_100_000 if s < 8_500_000 else s - 1_950_000


def pension(p: int, years: int | None, other: int) -> int:
    if p == 0:
        return 0
    lower = 200_000 if other > 20_000_000 else 100_000 if other > 10_000_000 else 0
    if years is not None and years >= 65 and p < 3_300_000:
        return max(0, p - 1_100_000 + lower)
    if p < 1_300_000:
        return max(0, p - 600_000 + lower)
    if p < 4_100_000:
        return p * 75 // 100 - 275_000 + lower
    if p < 7_700_000:
        return p * 85 // 100 - 685_000 + lower
    return p * 95 // 100 - 1_455_000 + lower if p < 10_000_000 else p - 1_955_000 + lower


def of_relative(who: dict[str, Any], year: int) -> int:
    if who.get("total_income") is not None:
        return int(who["total_income"])
    k = salary(who.get("salary_gross", 0), year)
    n = pension(who.get("public_pension_gross", 0), age(who.get("birth_date"), year), k)
    if k > 0 and n > 0 and k + n > 100_000:
        k -= min(k, 100_000) + min(n, 100_000) - 100_000
    return k + n


def column(table: list[tuple[int, int]], total: int) -> int:
    return next((amount * MAN for limit, amount in table if total <= limit * MAN), 0)


def life(x: int, first: int, cap: int) -> int:
    """`first`: the end of the first step, in the shape all five scales share."""
    second, third = {
        20_000: (40_000, 80_000), 25_000: (50_000, 100_000), 30_000: (60_000, 120_000),
        12_000: (32_000, 56_000), 15_000: (40_000, 70_000),
    }[first]  # fmt: skip
    if x <= first:
        return x
    if x <= second:
        return up(x, 2) + first // 2
    return (
        up(x, 4) + {20_000: 20_000, 25_000: 25_000, 30_000: 30_000, 12_000: 14_000, 15_000: 17_500}[first]
        if (x <= third)
        else cap
    )


def life_total(paid: dict[str, int], resident: bool, special: bool) -> int:
    new, old, new_cap, old_cap, most = (
        (12_000, 15_000, 28_000, 35_000, 70_000) if resident else (20_000, 25_000, 40_000, 50_000, 120_000)
    )
    total = 0
    for kind in ("general", "pension"):
        first, cap = (30_000, 60_000) if special and kind == "general" and not resident else (new, new_cap)
        n = life(paid.get(f"new_{kind}", 0), first, cap)
        o = life(paid.get(f"old_{kind}", 0), old, old_cap)
        total += max(n, o, min(cap, n + o))
    return min(most, total + life(paid.get("care_medical", 0), new, new_cap))


def earthquake(paid: dict[str, int], resident: bool) -> int:
    x, old = paid.get("earthquake", 0), paid.get("old_long_term", 0)
    if resident:
        late = old if old <= 5_000 else up(old, 2) + 2_500 if old <= 15_000 else 10_000
        return min(25_000, min(25_000, up(x, 2)) + late)
    late = old if old <= 10_000 else up(old, 2) + 5_000 if old <= 20_000 else 15_000
    return min(50_000, min(50_000, x) + late)


class Person:
    """A dependant's or the spouse's facts."""

    def __init__(self, who: dict[str, Any], year: int) -> None:
        self.age = age(who.get("birth_date"), year)
        self.income = of_relative(who, year)
        self.within = self.income <= LIMIT[year] * MAN
        self.disability = who.get("disability", "none")
        self.abroad = who.get("abroad", False)
        self.cohabiting = who.get("cohabiting_parent", False)
        self.born, self.relation = who.get("birth_date"), who.get("relation", "")
        young = self.age is not None and 19 <= self.age <= 22
        self.specific = not self.within and young and year > 2024 and self.income <= 123 * MAN
        self.barred = bool(
            self.within and self.abroad and self.age is not None and 30 <= self.age <= 69 and self.disability == "none"
        )

    def amounts(self) -> tuple[int, int, int]:
        """扶養控除: income tax, resident tax, difference."""
        if not self.within or self.barred or (self.age is not None and self.age < 16):
            return 0, 0, 0
        if self.age is not None and 19 <= self.age <= 22:
            return 63, 45, 18
        if self.age is not None and self.age >= 70:
            return (58, 45, 13) if self.cohabiting else (48, 38, 10)
        return 38, 33, 5


def reckon(data: dict[str, Any]) -> dict[str, int | bool | str]:
    """Every amount of the contract."""
    return Reckoning(data).amounts()


class Reckoning:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data, self.year = data, data["income_year"]
        self.filer, self.income = data["filer"], data.get("income", {})
        self.deducted, self.out = data.get("deductions", {}), dict[str, int | bool | str]()
        self.spouse = Person(data["spouse"], self.year) if data.get("spouse") else None
        self.relatives = [Person(one, self.year) for one in data.get("dependants", [])]

    def amounts(self) -> dict[str, int | bool | str]:
        self.incomes()
        income, resident = self.both_deductions()
        self.income_tax(income)
        self.resident_tax(resident)
        return self.out

    # --- incomes

    def incomes(self) -> None:
        part = self.income
        gross = sum(one["gross"] for one in part.get("salary", []))
        p = sum(one["gross"] for one in part.get("public_pension", []))
        before = salary(gross, self.year)
        child = 0
        if gross > 8_500_000 and self.special_family():
            child = up(min(gross, 10_000_000) - 8_500_000, 10)
        business = part.get("business", {}).get("income", 0)
        plain = business + part.get("dividends", 0) + part.get("other", 0)
        misc = part.get("miscellaneous_business", 0) + part.get("miscellaneous_other", 0)
        alone = before - child + plain + max(0, misc)
        n = pension(p, age(self.filer["birth_date"], self.year), max(0, alone) + self.half(alone))
        both = min(before, 100_000) + min(n, 100_000) - 100_000 if before and n and before + n > 100_000 else 0
        ordinary = before - child - both + plain + max(0, misc + n)
        half = self.half(ordinary)
        self.total = max(0, ordinary) + half
        self.unearned = (
            sum(max(0, part.get(key, 0)) for key in ("miscellaneous_other", "dividends", "other")) + n + half
        )
        self.out |= {
            "salary_income_before_adjustment": before, "income_adjustment": child + both,
            "salary_income": before - child - both, "public_pension_income": n, "temporary_income_half": half,
            "total_income": self.total,
        }  # fmt: skip

    def half(self, ordinary: int) -> int:
        entry = self.income.get("temporary", {})
        gain = max(0, entry.get("receipts", 0) - entry.get("costs", 0) - 500_000)
        return int(max(0, gain + min(0, ordinary)) // 2)

    def special_family(self) -> bool:
        special = ("special", "special_cohabiting")
        people = [one for one in (self.spouse, *self.relatives) if one and one.within]
        return (
            self.filer.get("disability", "none") in special
            or any(one.disability in special for one in people)
            or self.has_below_23()
        )

    def has_below_23(self) -> bool:
        return any(one.within and one.age is not None and one.age < 23 for one in self.relatives)

    # --- deductions: (income tax, resident tax, difference) in 万

    def personal(self) -> dict[str, tuple[int, int, int]]:
        return {
            "widow_single_parent": self.parent(),
            "working_student": self.student(),
            "disability": self.disabilities(),
            "spouse": self.of_spouse(),
            "dependants": self.added([one.amounts() for one in self.relatives]),
            "specific_relatives": self.specific(),
        }

    @staticmethod
    def added(rows: list[tuple[int, int, int]]) -> tuple[int, int, int]:
        return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)

    def parent(self) -> tuple[int, int, int]:
        if self.total > 500 * MAN:
            return 0, 0, 0
        kind = self.filer.get("single_parent", "none")
        children = [one for one in self.relatives if self.is_child(one)]
        if kind != "none" and (not children or any(one.within for one in children)):
            return 35, 30, 5 if kind == "mother" else 1
        return (27, 26, 1) if kind == "none" and self.filer.get("widow") else (0, 0, 0)

    def is_child(self, one: Person) -> bool:
        if one.relation:
            return bool(one.relation in ("child", "子"))
        return one.born is None or bool(one.born > self.filer["birth_date"])

    def student(self) -> tuple[int, int, int]:
        fits = self.total <= STUDENT[self.year] * MAN and self.unearned <= 10 * MAN
        return (27, 26, 1) if self.filer.get("working_student") and fits else (0, 0, 0)

    def disabilities(self) -> tuple[int, int, int]:
        people = [one.disability for one in (self.spouse, *self.relatives) if one and one.within]
        return self.added([DISABLED[kind] for kind in (self.filer.get("disability", "none"), *people)])

    def of_spouse(self) -> tuple[int, int, int]:
        one = self.spouse
        if one is None or self.total > 1000 * MAN:
            return 0, 0, 0
        at = 0 if self.total <= 900 * MAN else 1 if self.total <= 950 * MAN else 2
        if one.within and one.age is not None and one.age >= 70:
            return (48, 32, 16)[at], (38, 26, 13)[at], (10, 6, 3)[at]
        if one.within:
            return (38, 26, 13)[at], (33, 22, 11)[at], (5, 4, 2)[at]
        row = next((row for row in SPOUSE_SPECIAL if one.income <= row[0] * MAN), None)
        gap = 0
        if self.year == 2024 and one.income < 55 * MAN:
            gap = (5, 4, 2)[at] if one.income < 50 * MAN else (3, 2, 1)[at]
        return (row[1][at], row[2][at], gap) if row else (0, 0, 0)

    def specific(self) -> tuple[int, int, int]:
        rows = [
            next((to_income, to_resident, 0) for limit, to_income, to_resident in RELATIVE if one.income <= limit * MAN)
            for one in self.relatives
            if one.specific
        ]
        return self.added(rows)

    def paid(self, resident: bool) -> dict[str, int]:
        given = self.deducted
        special = self.year == 2026 and self.has_below_23()
        return {
            "social_insurance": given.get("social_insurance", 0),
            "small_enterprise_mutual_aid": given.get("small_enterprise_mutual_aid", 0),
            "life_insurance": life_total(given.get("life_insurance", {}), resident, special),
            "earthquake_insurance": earthquake(given.get("earthquake_insurance", {}), resident),
            "casualty": self.casualty(),
            "medical": max(self.medical(), self.medication()),
        }

    def casualty(self) -> int:
        lost = self.deducted.get("casualty", {})
        loss, cost = lost.get("loss", 0), lost.get("disaster_cost", 0)
        if not loss and not cost:
            return 0
        return int(max(0, loss - lost.get("reimbursed", 0) - self.total // 10, cost - 50_000))

    def medical(self) -> int:
        paid = self.deducted.get("medical", {})
        net = max(0, paid.get("paid", 0) - paid.get("reimbursed", 0))
        return int(min(2_000_000, max(0, net - min(100_000, self.total * 5 // 100))))

    def medication(self) -> int:
        paid = self.deducted.get("self_medication", {})
        return int(min(88_000, max(0, paid.get("paid", 0) - paid.get("reimbursed", 0) - 12_000)))

    def both_deductions(self) -> tuple[int, int]:
        people = self.personal()
        sums = []
        for place, tax in enumerate(("income_tax", "resident_tax")):
            found = self.paid(tax == "resident_tax")
            found |= {line: amounts[place] * MAN for line, amounts in people.items()}
            found["basic"] = column(BASIC[self.year] if place == 0 else BASIC_RESIDENT, self.total)
            self.out |= {f"{tax}.{line}": amount for line, amount in found.items()}
            sums.append(sum(found.values()))
        basic = 5 * MAN if self.total <= 2500 * MAN else 0
        self.differences = sum(amounts[2] for amounts in people.values()) * MAN + basic
        return sums[0], sums[1]

    # --- income tax

    def income_tax(self, deducted: int) -> None:
        given = self.deducted.get("donations", {})
        self.furusato, self.given = given.get("furusato", 0), given.get("furusato", 0) + given.get("other", 0)
        self.one_stop = bool(given.get("one_stop")) and not self.files()
        declared = given.get("other", 0) if self.one_stop else self.given
        donation = max(0, min(declared, self.total * 40 // 100) - 2000)
        taxable = max(0, self.total - deducted - donation) // 1000 * 1000
        computed = tax_of(taxable)
        dividend = min(computed, self.dividend(taxable, 100, 50))
        available = self.data.get("credits", {}).get("housing_loan", 0) // 100 * 100
        housing = min(available, computed - dividend)
        flat = min(self.flat(), computed - dividend - housing)
        base = computed - dividend - housing - flat
        self.taxable, self.loan_left = taxable, available - housing
        extra = base * 21 // 1000
        withheld = sum(
            one.get("withheld_tax", 0) for kind in ("salary", "public_pension") for one in self.income.get(kind, [])
        )
        rest = base + extra - withheld
        found = {
            "donation": donation, "deductions_total": deducted + donation, "taxable_income": taxable,
            "computed_tax": computed, "dividend_credit": dividend, "housing_loan_credit": housing,
            "flat_reduction": flat, "base_tax": base, "reconstruction_tax": extra, "total_tax": base + extra,
            "year_end_tax": base * 1021 // 1000 // 100 * 100, "withheld": withheld,
            "payable": rest // 100 * 100 if rest > 0 else rest,
        }  # fmt: skip
        self.out |= {f"income_tax.{line}": amount for line, amount in found.items()}

    def files(self) -> bool:
        """Whether anything is filed, which voids one-stop."""
        part = self.income
        temporary = part.get("temporary", {})
        unreported = ("miscellaneous_business", "miscellaneous_other", "other", "dividends")
        reported = bool(part.get("business", {}).get("income")) or any(part.get(key) for key in unreported)
        reported = reported or temporary.get("receipts", 0) > temporary.get("costs", 0)
        claims = self.casualty() or self.medical() or self.medication() or self.deducted["donations"].get("other")
        gross = [one["gross"] for one in part.get("salary", [])]
        pensions = sum(one["gross"] for one in part.get("public_pension", []))
        second = sum(gross) - max(gross, default=0) + int(self.out["public_pension_income"])
        much = sum(gross) > 20_000_000 or pensions > 4_000_000 or bool(gross and second > 200_000)
        return bool(reported or claims or much)

    def dividend(self, taxed: int, per_mille: int, above_per_mille: int) -> int:
        d = self.income.get("dividends", 0)
        above = min(d, max(0, taxed - 10_000_000))
        return up((d - above) * per_mille + above * above_per_mille, 1000)

    def flat(self) -> int:
        if self.year != 2024 or self.total > 1805 * MAN:
            return 0
        return 30_000 * (1 + sum(1 for one in (self.spouse, *self.relatives) if one and one.within and not one.abroad))

    # --- resident tax

    def resident_tax(self, deducted: int) -> None:
        base = max(0, self.total - deducted) // 1000 * 1000
        put = {"deductions_total": deducted, "taxable_base": base, "personal_difference_total": self.differences}
        counted = 0
        if self.total <= 2500 * MAN:
            small = min(self.differences, base)
            counted = small if base <= 2_000_000 else max(self.differences - (base - 2_000_000), 50_000)
        levy, cut = (base * 6 // 100, base * 4 // 100), (counted * 3 // 100, counted * 2 // 100)
        after = (levy[0] - cut[0], levy[1] - cut[1])
        dividend = (min(after[0], self.dividend(base, 16, 8)), min(after[1], self.dividend(base, 12, 6)))
        left = [after[0] - dividend[0], after[1] - dividend[1]]
        percent, cap = (7, 136_500) if self.higher_loan() else (5, 97_500)
        loan = min(self.loan_left, cap, self.taxable * percent // 100, sum(left))
        of_ward = up(loan * 3, 5)
        left = [left[0] - min(left[0], of_ward), left[1] - min(left[1], loan - of_ward)]
        gifts = [self.donation(after[0], 3, 6, base, left[0]), self.donation(after[1], 2, 4, base, left[1])]
        left = [left[0] - gifts[0], left[1] - gifts[1]]
        put |= {
            "computed_levy_ward": levy[0], "computed_levy_metropolis": levy[1],
            "adjustment_credit_ward": cut[0], "adjustment_credit_metropolis": cut[1],
            "dividend_credit_ward": dividend[0], "dividend_credit_metropolis": dividend[1],
            "housing_loan_credit": loan, "donation_credit_ward": gifts[0], "donation_credit_metropolis": gifts[1],
            "levy_before_relief": sum(left),
        }  # fmt: skip
        self.out |= {f"resident_tax.{line}": amount for line, amount in put.items()}
        self.levies(left, sum(after), self.rate(base)[0])

    def higher_loan(self) -> bool:
        """April 2014 to 2021 with a consumption tax of 8 or 10 per cent."""
        entry = self.data.get("credits", {})
        moved_in = entry.get("housing_moved_in_on") or ""
        return bool(entry.get("housing_higher_consumption_tax")) and "2014-04-01" <= moved_in <= "2021-12-31"

    def rate(self, base: int) -> tuple[int, int | None]:
        z = base - self.differences - max(0, int(self.out["income_tax.basic"]) - 480_000)
        if z < 0:
            return 90_000, 5_105
        return next((r, part) for limit, r, part in FURUSATO if limit is None or z <= limit)

    def donation(self, after: int, fifths: int, percent: int, base: int, left: int) -> int:
        if self.given <= 2000:
            return 0
        basic = up(max(0, min(self.given, self.total * 30 // 100) - 2000) * percent, 100)
        r, part = self.rate(base)
        wanted = max(0, self.furusato - 2000) * r * fifths  # over 5 × 100,000
        special = min(up(wanted, 500_000), up(after, 5))
        extra = 0
        if self.one_stop:
            numerator, denominator = (33_693, 56_307) if part is None else (part, 84_895 if r == 90_000 else r)
            extra = up(special * numerator, denominator)
        return min(left, basic + special + extra)

    def levies(self, left: list[int], after: int, rate: int) -> None:
        heads = [one for one in self.relatives if one.within and not one.barred]
        n = 1 + len(heads) + (1 if self.spouse and self.spouse.within else 0)
        per_capita_limit = 45 * MAN if n == 1 else 35 * MAN * n + 31 * MAN
        levy_limit = 45 * MAN if n == 1 else 35 * MAN * n + 42 * MAN
        exempt = self.exempt() or self.total <= per_capita_limit
        no_levy = exempt or self.total <= levy_limit
        both = sum(left)
        relieved = both
        if self.total > levy_limit and self.total - both < levy_limit:
            relieved = self.total - levy_limit
        flat = min(relieved, self.resident_flat())
        flat_metropolis = up(flat * left[1], both) if both else 0
        shares = [side * relieved // both if both else 0 for side in left]
        ward = 0 if no_levy else max(0, shares[0] - (flat - flat_metropolis)) // 100 * 100
        metropolis = 0 if no_levy else max(0, shares[1] - flat_metropolis) // 100 * 100
        fixed = 0 if exempt else 1000
        status = "exempt" if exempt else "per_capita_only" if ward + metropolis == 0 else "taxed"
        limit = 0 if no_levy or not after else after * 20_000 // rate + 2000
        found: dict[str, int | bool | str] = {
            "flat_reduction": flat, "relief_applied": relieved < both and not no_levy,
            "levy_ward": ward, "levy_metropolis": metropolis, "levy_total": ward + metropolis,
            "per_capita_ward": fixed * 3, "per_capita_metropolis": fixed, "forest_tax": fixed,
            "total": ward + metropolis + fixed * 5, "per_capita_exemption_limit": per_capita_limit,
            "levy_exemption_limit": levy_limit, "status": status, "furusato_limit": limit,
        }  # fmt: skip
        self.out |= {f"resident_tax.{line}": amount for line, amount in found.items()}

    def exempt(self) -> bool:
        filer = self.filer
        if filer.get("public_assistance"):
            return True
        special = (
            filer.get("disability", "none") != "none"
            or filer.get("minor")
            or filer.get("widow")
            or filer.get("single_parent", "none") != "none"
            or minor_in_january(filer["birth_date"], self.year)
        )
        return bool(special) and self.total <= 135 * MAN

    def resident_flat(self) -> int:
        dependent = self.spouse is not None and self.spouse.within and not self.spouse.abroad
        return 10_000 if self.year == 2024 and dependent and 1000 * MAN < self.total <= 1805 * MAN else 0


def tax_of(taxable: int) -> int:
    return next(taxable * rate // 100 - minus for limit, rate, minus in BRACKETS if limit is None or taxable <= limit)
