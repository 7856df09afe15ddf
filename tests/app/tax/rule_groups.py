"""What each rule's case file asks: returns on either side of every threshold that the year's law names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from app.tax.shapes import PremiumScale
from app.tax.year import Year
from tests.app.tax.law_numbers import around
from tests.app.tax.reference import BASIC, column

Data = dict[str, Any]
Cells = tuple[int | bool | str, ...]

GROSS = "income.salary[0].gross"
INCOME = "income.business.income"
GIVEN = "deductions.donations.furusato"
TO_YEN = ("resident_tax.donation_credit_ward", "resident_tax.donation_credit_metropolis", "resident_tax.furusato_limit")
EMPLOYED: Data = {"income": {"salary": [{"gross": 6_000_000}]}}


@dataclass(frozen=True)
class Question:
    """A group without its answers; the reckoning fills in what is expected."""

    about: str
    entered: tuple[str, ...]
    expected: tuple[str, ...]
    rows: tuple[Cells, ...]
    thresholds: dict[str, str]
    base: Data
    step: int = 1
    less: int = 0


Rule = Callable[[Year], Iterator[Question]]


def ask(
    about: str,
    entered: str | tuple[str, ...],
    expected: str | tuple[str, ...],
    rows: Iterable[Any],
    thresholds: dict[str, str] | None = None,
    /,
    **base: Any,
) -> Question:
    """`base`: the rest of the return; a single entry's values need no tuples."""
    paths = (entered,) if isinstance(entered, str) else entered
    lines = (expected,) if isinstance(expected, str) else expected
    cells = tuple(row if isinstance(row, tuple) else (row,) for row in rows)
    return Question(about, paths, lines, cells, thresholds or {}, base)


def in_thousands(question: Question, less: int = 0) -> Question:
    """The compared amount goes by 1,000 yen, after `less` is taken off it."""
    return replace(question, step=1_000, less=less)


def beside(limits: Iterable[int], step: int = 1) -> list[int]:
    """Each limit with its neighbours, and what lies half-way to the next one."""
    ordered = sorted(set(limits))
    edges = {limit + by for limit in ordered for by in (-step, 0, step)}
    between = {(one + other) // 2 // step * step for one, other in pairwise([0, *ordered, 2 * ordered[-1]])}
    return sorted(point for point in edges | between if point >= 0)


def bends(limits: Iterable[int]) -> list[int]:
    """As `beside`, and far enough off to tell two slopes apart that meet without a step."""
    ordered = sorted(set(limits))
    return sorted({*beside(ordered), *(limit + by for limit in ordered for by in (-100, 100))})


def births(ages: dict[str, int], year: Year) -> list[str]:
    return sorted({str(day) for path, age in ages.items() for day in around(age, path, year)})


def born(year: Year, age: int) -> str:
    """Of this age on 31 December, well inside the year."""
    return f"{year.income_year - age}-06-15"


def both(line: str) -> tuple[str, str]:
    return f"income_tax.{line}", f"resident_tax.{line}"


def personal(line: str) -> tuple[str, str, str]:
    return (*both(line), "resident_tax.personal_difference_total")


def of_total(taxable: int, year: Year) -> int:
    """The total income of one alone of whom so much is taxed without other deductions; at a leap of 基礎控除, about."""
    table = BASIC[year.income_year]
    basics = [*(amount * 10_000 for _, amount in table), 0]
    exact = (taxable + basic for basic in basics if column(table, taxable + basic) == basic)
    return next(exact, taxable + basics[0])


def salary(year: Year) -> Iterator[Question]:
    limits = [row.at_least for row in year.salary.rows if row.at_least]
    line = "salary_income_before_adjustment"
    yield ask("給与等の収入金額", GROSS, line, bends(limits), {"salary": GROSS}, income={"salary": [{}]})
    rows = (1_800_000, 2_200_000, 3_600_000, 6_592_000)
    steps = [gross + by for gross in rows for by in (3_999, 4_000, 4_001, 7_999)]
    yield ask("4,000円ごとの段", GROSS, line, steps, income={"salary": [{}]})
    two = [(gross // 2, gross - gross // 2) for gross in beside(limits)]
    yield ask("2か所の給与は合計してから", (GROSS, GROSS.replace("0", "1")), line, two, income={"salary": [{}, {}]})


def public_pension(year: Year) -> Iterator[Question]:
    law, gross, line = year.public_pension, "income.public_pension[0].gross", "public_pension_income"
    for name, age, rows in (("junior", 64, law.junior), ("senior", 65, law.senior)):
        limits = [row.below for row in rows if row.below] + [rows[0].minus]
        filer: Data = {"birth_date": born(year, age)}
        income: Data = {"public_pension": [{}]}
        path = f"public_pension.{name}"
        yield ask(f"{age}歳", gross, line, bends(limits), {path: gross}, filer=filer, income=income)
        for lower in law.lower:
            more = income | {"business": {"income": lower.over + 1}}
            about = f"{age}歳、ほかの所得 {lower.over + 1:,}円"
            yield ask(about, gross, line, beside(limits), filer=filer, income=more)
    given = {"public_pension": [{"gross": 2_500_000}]}
    others = beside(row.over for row in law.lower)
    yield ask("ほかの合計所得金額", INCOME, line, others, {"public_pension.lower": INCOME}, income=given)
    path = "public_pension.senior_age"
    days = births({path: law.senior_age}, year)
    birth = "filer.birth_date"
    yield ask("12月31日の年齢", birth, line, days, {path: birth}, income=given)


def income_adjustment(year: Year) -> Iterator[Question]:
    law, line = year.income_adjustment, ("income_adjustment", "salary_income")
    limits = beside((law.over, law.over + 10, law.up_to))
    paths = {"income_adjustment.over": GROSS, "income_adjustment.up_to": GROSS}
    income: Data = {"salary": [{}]}
    child = [{"birth_date": born(year, 10)}]
    yield ask("23歳未満の扶養親族", GROSS, line, limits, paths, income=income, dependants=child)
    for about, who in (
        ("本人が特別障害者", {"filer": {"birth_date": "1980-05-01", "disability": "special"}}),
        ("特別障害者の配偶者", {"spouse": {"disability": "special"}}),
        ("同居特別障害者の親", {"dependants": [{"birth_date": "1950-05-01", "disability": "special_cohabiting"}]}),
        ("一般の障害者の配偶者（対象外）", {"spouse": {"disability": "general"}}),
        ("該当する人がいない", {}),
    ):
        yield ask(about, GROSS, line, (law.over, law.over + 11, law.up_to + 1), income=income, **who)
    path, birth = "income_adjustment.child_below_age", "dependants[0].birth_date"
    days, paid = births({path: law.child_below_age}, year), {"salary": [{"gross": law.up_to}]}
    yield ask("扶養親族の年齢", birth, line, days, {path: birth}, income=paid, dependants=[{}])
    yield from _both_incomes(year)


def _both_incomes(year: Year) -> Iterator[Question]:
    law, line = year.income_adjustment, ("income_adjustment", "salary_income")
    each, path = law.both_incomes_each, "income_adjustment.both_incomes_each"
    floor = -next(row.plus for row in year.salary.rows if row.rate == 1)
    pension = "income.public_pension[0].gross"
    of_salary, of_pension = "salary_income_before_adjustment", "public_pension_income"
    filer = {"birth_date": born(year, 70)}
    points = [0, 1, *beside((each // 2, each))]
    given = {"public_pension": [{"gross": 1_100_000 + 60_000}], "salary": [{}]}
    columns = (of_salary, *line)
    yield ask("給与所得", GROSS, columns, [floor + one for one in points], {path: of_salary}, filer=filer, income=given)
    given = {"public_pension": [{}], "salary": [{"gross": floor + 60_000}]}
    rows = [1_100_000 + one for one in points]
    yield ask("年金の所得", pension, (of_pension, *line), rows, {path: of_pension}, filer=filer, income=given)


def temporary(year: Year) -> Iterator[Question]:
    special, receipts = year.temporary.special_deduction, "income.temporary.receipts"
    line, path = ("temporary_income_half", "total_income"), "temporary.special_deduction"
    limits = [*beside((special,)), special + 2, special + 3, 30_000_001]
    yield ask("収入金額", receipts, line, limits, {path: receipts})
    costs = [(special + 1_003, 1_000), (special + 1_003, 1_003), (900, 1_000)]
    yield ask("支出した金額", (receipts, "income.temporary.costs"), line, costs)
    losses = [(special + 1_001, -by) for by in (999, 1_000, 1_001, 2_000)]
    yield ask("引ききれない損失", (receipts, INCOME), line, losses)


def total_income(_: Year) -> Iterator[Question]:
    paths = (INCOME, "income.other", "income.miscellaneous_business", "income.miscellaneous_other", "income.dividends")
    rows = [
        (-2_439_999, 0, 0, 0, 0), (-2_440_000, 0, 0, 0, 0), (-2_440_001, 0, 0, 0, 0), (0, -2_440_001, 0, 0, 1),
        (1, 0, -1, 0, 0), (0, 0, 100, -99, 0), (0, 0, 100, -101, 0), (0, 0, -300_000, 300_001, 7), (5, 4, 3, 2, 1),
    ]  # fmt: skip
    yield ask("損益通算と雑所得の損失", paths, "total_income", rows, income={"salary": [{"gross": 3_600_000}]})


def basic(year: Year) -> Iterator[Question]:
    limits = [row.up_to for row in (*year.basic.rows, *year.basic_resident.rows)]
    paths = {"basic": "total_income", "basic_resident": "total_income"}
    yield ask("合計所得金額", INCOME, ("total_income", *personal("basic")), beside(limits), paths)


def disability(year: Year) -> Iterator[Question]:
    lines, limit = personal("disability"), year.limits.dependant
    yield ask("本人", "filer.disability", lines, ("none", "general", "special"), **EMPLOYED)
    kinds = ("none", "general", "special", "special_cohabiting")
    path, income = "dependants[0].disability", "dependants[0].total_income"
    yield ask("扶養親族（16歳未満も）", path, lines, kinds, dependants=[{"birth_date": born(year, 8)}], **EMPLOYED)
    yield ask("配偶者", "spouse.disability", lines, kinds, spouse={}, income={"business": {"income": 11_000_000}})
    one = [{"birth_date": born(year, 40), "disability": "special"}]
    paths = {"limits.dependant": income}
    yield ask("親族の合計所得金額", income, lines, beside((limit,)), paths, dependants=one, **EMPLOYED)


def widow_single_parent(year: Year) -> Iterator[Question]:
    limit, child = year.widow_single_parent.income_limit, [{"birth_date": born(year, 10), "relation": "child"}]
    lines, path = personal("widow_single_parent"), "widow_single_parent.income_limit"
    for about, kind in (
        ("寡婦", {"widow": True}),
        ("ひとり親（母）", {"single_parent": "mother"}),
        ("ひとり親（父）", {"single_parent": "father"}),
    ):
        filer = {"birth_date": "1980-05-01"} | kind
        columns, rows, paths = ("total_income", *lines), beside((limit,)), {path: "total_income"}
        yield ask(f"{about}、合計所得金額", INCOME, columns, rows, paths, filer=filer, dependants=child)
    filer, income = {"birth_date": "1980-05-01", "single_parent": "mother"}, "dependants[0].total_income"
    of_child = beside((year.limits.dependant,))
    paths = {"limits.dependant": income}
    yield ask("子の総所得金額等", income, lines, of_child, paths, filer=filer, dependants=child, **EMPLOYED)
    two = [*child, {"birth_date": born(year, 20), "relation": "child", "total_income": 2_000_000}]
    yield ask("2人の子の1人が限度内", income, lines, of_child, filer=filer, dependants=two, **EMPLOYED)


def working_student(year: Year) -> Iterator[Question]:
    lines, limits = personal("working_student"), year.limits
    filer = {"birth_date": born(year, 20), "working_student": True}
    path = "limits.working_student"
    rows = beside((limits.working_student,))
    yield ask("合計所得金額", INCOME, ("total_income", *lines), rows, {path: "total_income"}, filer=filer)
    other, path = "income.miscellaneous_other", "limits.working_student_other_income"
    rows = beside((limits.working_student_other_income,))
    yield ask("勤労によらない所得", other, lines, rows, {path: other}, filer=filer)


def spouse(year: Year) -> Iterator[Question]:
    law, path = year.spouse, "spouse.total_income"
    lines, inside = personal("spouse"), [limit - 1_000 for limit in law.filer_limits]
    limits = [year.limits.dependant, *(row.below for row in year.spouse_difference.rows)]
    limits += [row.up_to for row in law.special]
    paths = {"limits.dependant": path, "spouse.special": path, "spouse_difference": path}
    for total in inside:
        given: Data = {"income": {"business": {"income": total}}, "spouse": {"birth_date": born(year, 60)}}
        yield ask(f"配偶者の合計所得金額（本人 {total:,}円）", path, lines, beside(limits), paths, **given)
    for about, age in (("一般", law.elder_age - 1), ("老人", law.elder_age)):
        one = {"birth_date": born(year, age), "total_income": 0}
        columns, rows, paths = (
            ("total_income", *lines),
            beside(law.filer_limits),
            {"spouse.filer_limits": "total_income"},
        )
        yield ask(f"本人の合計所得金額（{about}）", INCOME, columns, rows, paths, spouse=one)
    birth = "spouse.birth_date"
    days = births({"spouse.elder_age": law.elder_age}, year)
    yield ask("配偶者の年齢", birth, lines, days, {"spouse.elder_age": birth}, spouse={}, **EMPLOYED)
    floor = -next(row.plus for row in year.salary.rows if row.rate == 1)
    rows = [floor + year.limits.dependant + by for by in (-1, 0, 1)]
    yield ask("配偶者の給与の収入金額", "spouse.salary_gross", lines, rows, spouse={}, **EMPLOYED)


def dependants(year: Year) -> Iterator[Question]:
    law, birth, income = year.dependants, "dependants[0].birth_date", "dependants[0].total_income"
    lines = personal("dependants")
    ages = {
        "dependants.child_below_age": law.child_below_age,
        "dependants.young.from_age": law.young.from_age,
        "dependants.young.below_age": law.young.below_age,
        "dependants.elder_age": law.elder_age,
    }
    paths = dict.fromkeys(ages, birth)
    yield ask("12月31日の年齢", birth, lines, births(ages, year), paths, dependants=[{}], **EMPLOYED)
    abroad = {"dependants.abroad.from_age": law.abroad.from_age, "dependants.abroad.below_age": law.abroad.below_age}
    days, paths = births(abroad, year), dict.fromkeys(abroad, birth)
    yield ask("国外に住む親族の年齢", birth, lines, days, paths, dependants=[{"abroad": True}], **EMPLOYED)
    parent = [{"cohabiting_parent": True, "relation": "parent"}]
    yield ask("同居老親等", birth, lines, ("1948-05-01", "1940-01-01"), dependants=parent, **EMPLOYED)
    limit = beside((year.limits.dependant,))
    for age in (10, 17, 40, 75):
        one, about = [{"birth_date": born(year, age)}], f"{age}歳の親族の合計所得金額"
        yield ask(about, income, lines, limit, {"limits.dependant": income}, dependants=one, **EMPLOYED)


def specific_relatives(year: Year) -> Iterator[Question]:
    income, lines = "dependants[0].total_income", (*personal("specific_relatives"), *both("dependants"))
    limits = [year.limits.dependant, *(row.up_to for row in year.specific_relatives.rows)]
    paths = {"limits.dependant": income, "specific_relatives": income}
    one = [{"birth_date": born(year, 20)}]
    yield ask("親族の合計所得金額", income, lines, beside(limits), paths, dependants=one, **EMPLOYED)
    law, birth = year.dependants.young, "dependants[0].birth_date"
    ages = {"dependants.young.from_age": law.from_age, "dependants.young.below_age": law.below_age}
    over = [{"total_income": 800_000}]
    yield ask("19〜22歳", birth, lines, births(ages, year), dict.fromkeys(ages, birth), dependants=over, **EMPLOYED)


def _premiums(*scales: PremiumScale) -> list[int]:
    return bends(row.up_to for scale in scales for row in scale.rows)


def life_insurance(year: Year) -> Iterator[Question]:
    law, line = year.life_insurance, both("life_insurance")
    prefix = "deductions.life_insurance."
    for about, key, kind in (
        ("一般の生命保険（新）", "new_general", "new"), ("一般の生命保険（旧）", "old_general", "old"),
        ("介護医療保険", "care_medical", "new"), ("個人年金保険（新）", "new_pension", "new"),
        ("個人年金保険（旧）", "old_pension", "old"),
    ):  # fmt: skip
        path = prefix + key
        scales = (getattr(law, f"{kind}_income_tax"), getattr(law, f"{kind}_resident_tax"))
        paths = {f"life_insurance.{kind}_income_tax": path, f"life_insurance.{kind}_resident_tax": path}
        yield ask(about, path, line, _premiums(*scales), paths)
    rows = [(new, old) for new in (20_000, 40_001, 80_001) for old in (25_000, 50_001, 70_001, 100_001)]
    yield ask("新と旧の両方", (f"{prefix}new_general", f"{prefix}old_general"), line, rows)
    keys = ("new_general", "care_medical", "new_pension")
    full = [(56_001, 56_001, 12_000), (80_001, 80_001, 80_001), (80_001, 80_001, 79_997), (80_001, 80_001, 79_996)]
    low = [(56_001, 14_000, 6_999), (56_001, 14_000, 7_000), (56_001, 28_000, 21_999), (56_001, 32_000, 20_003)]
    yield ask("3つの合計の限度", tuple(prefix + key for key in keys), line, [*full, *low])
    keys = ("old_general", "care_medical", "old_pension")
    most = [(100_001, 80_001, 60_000), (100_001, 79_997, 60_000), (100_001, 80_001, 100_001)]
    yield ask("旧の契約の合計の限度", tuple(prefix + key for key in keys), line, most)


def life_insurance_child(year: Year) -> Iterator[Question]:
    law, line, path = year.life_insurance_child, both("life_insurance"), "deductions.life_insurance.new_general"
    child = [{"birth_date": born(year, 3)}]
    scale = law.new_income_tax if law else year.life_insurance.new_income_tax
    paths = {"life_insurance_child": path}
    yield ask("23歳未満の扶養親族がいる", path, line, _premiums(scale), paths, dependants=child)
    pair = (path, "deductions.life_insurance.old_general")
    rows = [(30_000, 25_000), (60_000, 60_000), (100_000, 100_001), (120_001, 100_001)]
    yield ask("新と旧の両方", pair, line, rows, dependants=child)
    birth, age = "dependants[0].birth_date", "life_insurance_child.below_age"
    given: Data = {"dependants": [{}], "deductions": {"life_insurance": {"new_general": 120_001}}}
    days = births({age: law.below_age if law else 23}, year)
    yield ask("扶養親族の年齢", birth, line, days, {age: birth}, **given)
    one: Data = {"dependants": [{"birth_date": born(year, 20)}]} | {"deductions": given["deductions"]}
    income = "dependants[0].total_income"
    about, limits = "19〜22歳の親族の合計所得金額（特定親族は数えない）", beside((year.limits.dependant,))
    yield ask(about, income, line, limits, {"limits.dependant": income}, **one)


def earthquake_insurance(year: Year) -> Iterator[Question]:
    law, line = year.earthquake_insurance, both("earthquake_insurance")
    new, old = "deductions.earthquake_insurance.earthquake", "deductions.earthquake_insurance.old_long_term"
    yield ask("地震保険", new, line, (0, 1, 2, 24_999, *beside((law.income_tax.cap,))))
    paths = {"earthquake_insurance.income_tax.old": old, "earthquake_insurance.resident_tax.old": old}
    yield ask("旧長期損害保険", old, line, _premiums(law.income_tax.old, law.resident_tax.old), paths)
    rows = [(35_000 + by, 20_001) for by in (-1, 0, 1)] + [(30_000 + by, 15_001) for by in (-2, 0, 2)]
    yield ask("両方の合計の限度", (new, old), line, rows)


def casualty(_: Year) -> Iterator[Question]:
    line, prefix = both("casualty"), "deductions.casualty."
    income: Data = {"income": {"business": {"income": 5_000_009}}}
    rows = beside((500_000,))
    yield ask("損失の金額（総所得金額等の10%）", f"{prefix}loss", line, rows, **income)
    cost, path = f"{prefix}disaster_cost", "casualty.disaster_threshold"
    yield ask("災害関連支出", cost, line, beside((50_000,)), {path: cost}, **income)
    keys = (f"{prefix}loss", f"{prefix}reimbursed", cost)
    rows_of_three = [(800_000, 100_000, 249_999), (800_000, 100_000, 250_001), (500_000, 500_001, 50_001), (0, 1, 0)]
    yield ask("どちらか多い方", keys, line, rows_of_three, **income)


def medical(year: Year) -> Iterator[Question]:
    law, line, paid = year.medical, both("medical"), "deductions.medical.paid"
    much: Data = {"income": {"business": {"income": 3_000_000}}}
    points = [*beside((law.threshold,)), *(law.threshold + law.cap + by for by in (-1, 0, 1))]
    yield ask("支払った医療費", paid, line, points, {"medical.threshold": paid}, **much)
    pair = (INCOME, paid)
    rows = [(total, 120_000) for total in (1_999_980, 1_999_999, 2_000_000, 2_000_001, 1_000_019, 1_000_020, 0)]
    yield ask("総所得金額等の5%", pair, line, rows)
    rows = [(150_000, 49_999), (150_000, 50_000), (150_000, 50_001), (150_000, 150_001)]
    yield ask("補填された金額", (paid, "deductions.medical.reimbursed"), line, rows, **much)


def self_medication(year: Year) -> Iterator[Question]:
    law, line, paid = year.medical, both("medical"), "deductions.self_medication.paid"
    much: Data = {"income": {"business": {"income": 3_000_000}}}
    path, most = "medical.self_medication_threshold", law.self_medication_threshold + law.self_medication_cap
    points = [*beside((law.self_medication_threshold,)), *(most + by for by in (-1, 0, 1))]
    yield ask("対象の薬の購入額", paid, line, points, {path: paid}, **much)
    rows = [(20_000, 7_999), (20_000, 8_000), (20_000, 20_001)]
    yield ask("補填された金額", (paid, "deductions.self_medication.reimbursed"), line, rows, **much)
    rows = [(130_000, 41_999), (130_000, 42_000), (130_000, 42_001), (130_000, 0), (0, 42_000)]
    yield ask("医療費控除との有利な方", ("deductions.medical.paid", paid), line, rows, **much)


def donation(_: Year) -> Iterator[Question]:
    line, other = "income_tax.donation", "deductions.donations.other"
    income: Data = {"income": {"business": {"income": 5_000_007}}}
    rows = [*beside((2_000,)), 1_999_999, 2_000_002, 2_000_003, 2_500_000]
    yield ask("ふるさと納税（総所得金額等の40%まで）", GIVEN, line, rows, {"donation.threshold": GIVEN}, **income)
    yield ask("そのほかの寄附", other, line, rows, {"donation.threshold": other}, **income)
    yield ask("両方", (GIVEN, other), line, [(1_000, 1_000), (1_000, 1_001), (1_000_000, 1_000_003)], **income)


def income_tax(year: Year) -> Iterator[Question]:
    line, taxed = ("income_tax.computed_tax",), "income_tax.taxable_income"
    limits = [row.up_to for row in year.income_tax.brackets if row.up_to]
    rows = [of_total(one, year) for one in beside(limits, 1_000)]
    yield in_thousands(ask("課税される所得金額", INCOME, (taxed, *line), rows, {"income_tax": taxed}))
    edges = [of_total(1_000, year) + by for by in (-1, 0, 1, 999, 1_000)]
    yield ask("千円未満切捨て", INCOME, (taxed, *line), edges)


def settlement(year: Year) -> Iterator[Question]:
    lines = tuple(
        f"income_tax.{line}" for line in ("base_tax", "reconstruction_tax", "total_tax", "year_end_tax", "payable")
    )
    rows = [of_total(taxed, year) for taxed in (951_000, 952_000, 953_000, 1_900_000, 1_999_000, 2_345_000, 9_999_000)]
    yield ask("復興特別所得税は1円未満切捨て、納める税額と年調年税額は百円未満切捨て", INCOME, lines, rows)
    withheld = "income.salary[0].withheld_tax"
    given: Data = {"income": {"salary": [{"gross": 5_000_000}]}, "deductions": {"social_insurance": 700_001}}
    rows = [0, *(due + by for due in (92_911, 130_185, 172_855) for by in (-101, -100, -99, -1, 0, 1)), 250_033]
    yield ask("還付は端数を切り捨てない", withheld, ("income_tax.withheld", "income_tax.payable"), rows, **given)


def dividends(year: Year) -> Iterator[Question]:
    sides = ("resident_tax.dividend_credit_ward", "resident_tax.dividend_credit_metropolis")
    lines = ("income_tax.dividend_credit", *sides)
    limit, path = year.dividend_credit.threshold, "dividend_credit.threshold"
    share = 1_000_000
    income: Data = {"income": {"dividends": share}}
    limits = beside((limit, limit + share), 1_000)
    taxed = "income_tax.taxable_income"
    rows = [of_total(one, year) - share for one in limits]
    yield in_thousands(ask("課税される所得金額", INCOME, (taxed, *lines), rows, {path: taxed}, **income))
    taxed = "resident_tax.taxable_base"
    rows = [one + 430_000 - share for one in limits]
    yield in_thousands(ask("課税標準額", INCOME, (taxed, *lines), rows, {path: taxed}, **income))
    amounts = [1, 9, 10, 11, 62, 63, 125, 126, 12_345, 999_999]
    yield ask("端数は切上げ", "income.dividends", lines, amounts, income={"business": {"income": 4_000_000}})
    yield ask("税額まで", "income.dividends", lines, (430_999, 431_000, 1_041_000, 1_060_000, 1_500_000))


def housing_loan(year: Year) -> Iterator[Question]:
    loan, lines = "credits.housing_loan", both("housing_loan_credit")
    given: Data = {"deductions": {"social_insurance": 500_000}}
    low, high = {"salary": [{"gross": 4_000_000}]}, {"salary": [{"gross": 7_000_000}]}
    due = [*(base + by for base in (50_000, 100_000, 200_000) for by in (-1, 0, 99, 100)), 400_000]
    yield ask("控除可能額（所得の少ない人）", loan, lines, due, income=low, **given)
    due = [base + by for base in (300_000, 397_500, 450_000, 500_000) for by in (-1, 0, 99, 100)]
    yield ask("控除可能額（限度額に届く人）", loan, lines, due, income=high, **given)
    day, law = "credits.housing_moved_in_on", year.housing_loan.higher
    paths = {"housing_loan.higher.since": day, "housing_loan.higher.until": day}
    days = [str(one) for limit in (law.since, law.until) for one in around(limit, "", year)]
    for about, income in (("所得の少ない人", low), ("限度額に届く人", high)):
        credit: Data = {"credits": {"housing_loan": 700_000, "housing_higher_consumption_tax": True}}
        yield ask(f"入居した日（消費税8%・10%、{about}）", day, lines, days, paths, income=income, **given, **credit)
    credit = {"credits": {"housing_loan": 700_000, "housing_moved_in_on": "2020-05-01"}}
    raised = "credits.housing_higher_consumption_tax"
    yield ask("消費税の率", raised, lines, (False, True), income=high, **given, **credit)


def flat_reduction(year: Year) -> Iterator[Question]:
    law, lines = year.flat_reduction, ("total_income", *both("flat_reduction"))
    limits = (law.income_limit, law.resident_tax_over) if law else (18_050_000, 10_000_000)
    paths = {"flat_reduction": "total_income"}
    people: Data = {"spouse": {"total_income": 0}, "dependants": [{"birth_date": born(year, 3)}]}
    yield ask("合計所得金額（配偶者と子）", INCOME, lines, beside(limits), paths, **people)
    yield ask("本人だけ（税額まで）", INCOME, lines, [480_000 + by for by in (0, 599_999, 600_000, 601_000)])
    abroad = people | {"spouse": {"total_income": 0, "abroad": True}}
    yield ask("国外の配偶者は数えない", INCOME, lines, (5_000_000, 10_000_001), **abroad)


def resident_tax(_: Year) -> Iterator[Question]:
    sides = [f"resident_tax.{line}_{side}" for line in ("computed_levy", "levy") for side in ("ward", "metropolis")]
    base = "resident_tax.taxable_base"
    totals = [430_000 + taxed + by for taxed in (1_234_000, 2_345_000, 10_001_000) for by in (-1, 0, 1)]
    yield ask("千円未満切捨て、区6%・都4%、百円未満は区と都それぞれ切捨て", INCOME, (base, *sides), totals)


def adjustment_credit(year: Year) -> Iterator[Question]:
    law, base = year.adjustment_credit, "resident_tax.taxable_base"
    sides = ("resident_tax.adjustment_credit_ward", "resident_tax.adjustment_credit_metropolis")
    people: Data = {"spouse": {"total_income": 0}, "dependants": [{"birth_date": born(year, 20)}]}
    gaps = 50_000 + 50_000 + 180_000
    limits = (gaps, law.base_limit, law.base_limit + gaps - law.least)
    paths = {"adjustment_credit.base_limit": base}
    rows = [one + 430_000 + 330_000 + 450_000 for one in beside(limits, 1_000)]
    yield in_thousands(ask("課税標準額（配偶者と特定扶養）", INCOME, (base, *sides), rows, paths, **people))
    rows = [one + 430_000 for one in beside((50_000, law.base_limit), 1_000)]
    yield in_thousands(ask("課税標準額（本人だけ）", INCOME, (base, *sides), rows, paths))
    path, total = "adjustment_credit.income_limit", "total_income"
    yield ask("合計所得金額", INCOME, (total, *sides), beside((law.income_limit,)), {path: total}, **people)


def donation_credit(year: Year) -> Iterator[Question]:
    law, base = year.donation_credit, "resident_tax.taxable_base"
    gift: Data = {"deductions": {"donations": {"furusato": 60_000}}}
    for index, row in enumerate(law.rates):
        if row.up_to is not None:
            yield _special_rate(year, f"donation_credit.rates[{index}].up_to", row.up_to, gift)
    highest = [(taxed, 3_000_003) for taxed in (60_000_000, 100_000_000)]
    yield ask("最も高い段", (INCOME, GIVEN), TO_YEN, highest)
    yield ask("0円より下", INCOME, (base, *TO_YEN), (460_000, 479_000, 700_000, 900_000, 1_000_000, 1_089_000), **gift)
    income: Data = {"income": {"business": {"income": 5_000_007}}}
    limit = int(5_000_007 * law.income_rate)
    rows = [*beside((law.threshold,)), 37_573, 100_000, *(limit + by for by in (-1, 0, 1)), 3_000_000]
    yield ask("ふるさと納税", GIVEN, TO_YEN, rows, {"donation_credit.threshold": GIVEN}, **income)
    yield ask("そのほかの寄附", "deductions.donations.other", TO_YEN, rows, **income)


def _special_rate(year: Year, path: str, limit: int, gift: Data) -> Question:
    """Taxed income around a row's end, less what the law takes off it before it looks for the row."""
    for amount in [*(amount * 10_000 for _, amount in BASIC[year.income_year]), 0]:
        less = 50_000 + max(0, amount - 480_000)
        totals = [limit + less + 430_000 + by for by in (-1_000, 0, 1_000)]
        if all(column(BASIC[year.income_year], total) == amount for total in totals):
            break
        if totals[0] > 25_000_000:
            less, totals = 0, [limit + by for by in (-1_000, 0, 1_000)]
            break
    about = f"課税標準額 − 人的控除差調整額 {limit:,}円"
    columns = ("resident_tax.taxable_base", *TO_YEN)
    return in_thousands(ask(about, INCOME, columns, totals, {path: columns[0]}, **gift), less)


def one_stop(year: Year) -> Iterator[Question]:
    law, lines = year.filing, ("income_tax.donation", *TO_YEN[:2])
    given: Data = {"deductions": {"donations": {"furusato": 40_000, "one_stop": True}}}
    second = "income.salary[1].gross"
    two: Data = {"income": {"salary": [{"gross": 5_000_000}, {}]}}
    rows, paths = beside((law.other_income,)), {"filing.other_income": second}
    yield ask("2か所目の給与", second, lines, rows, paths, **two, **given)
    rows = [law.salary_receipts + by for by in (-1, 0, 1)]
    one: Data = {"income": {"salary": [{}]}}
    yield ask("給与の収入金額", GROSS, lines, rows, {"filing.salary_receipts": GROSS}, **one, **given)
    pension = "income.public_pension[0].gross"
    rows = [law.pension_receipts + by for by in (-1, 0, 1)]
    pensioner: Data = {"income": {"public_pension": [{}]}}
    yield ask("年金の収入金額", pension, lines, rows, {"filing.pension_receipts": pension}, **pensioner, **given)
    yield ask("医療費控除の申告", "deductions.medical.paid", lines, (100_000, 100_001), **EMPLOYED, **given)
    much: Data = {"deductions": {"donations": {"furusato": 300_000, "one_stop": True}}}
    rows = [*range(3_500_000, 4_100_000, 60_000), 1_700_000, 3_000_000, 5_500_000, 8_000_000]
    rows += [11_000_000, 13_500_000, 19_999_999]
    yield ask("申告特例控除の割合", GROSS, lines, rows, **one, **much)
    for about, key in (("配当", "dividends"), ("雑所得", "miscellaneous_other"), ("一時", "temporary.receipts")):
        yield ask(f"{about}がある", f"income.{key}", lines, (0, 1), **EMPLOYED, **given)


def exemption(year: Year) -> Iterator[Question]:
    law, total = year.exemption, "total_income"
    names = ("per_capita_exemption_limit", "levy_exemption_limit", "status")
    lines = (total, *(f"resident_tax.{line}" for line in names))
    yield ask("本人だけ", INCOME, lines, beside((law.alone,)), {"exemption.alone": total})
    for heads in (2, 3, 5):
        people = [{"birth_date": born(year, 2 + one)} for one in range(heads - 1)]
        limits = [350_000 * heads + 100_000 + more for more in (210_000, 320_000)]
        yield ask(f"{heads}人", INCOME, lines, beside(limits), dependants=people)
    path = {"exemption.special_limit": total}
    for about, kind in (
        ("障害者", {"disability": "general"}), ("寡婦", {"widow": True}), ("ひとり親", {"single_parent": "father"}),
        ("未成年者", {"birth_date": born(year, 16)}), ("生活扶助", {"public_assistance": True}), ("該当しない", {}),
    ):  # fmt: skip
        filer = {"birth_date": "1980-05-01"} | kind
        points = beside((law.special_limit,))
        yield ask(f"{about}、135万円", INCOME, lines, points, path if kind else {}, filer=filer)
    birth, age = "filer.birth_date", "exemption.adult_age"
    days = births({age: law.adult_age}, year)
    yield ask("1月1日に18歳未満", birth, lines, days, {age: birth}, income={"business": {"income": 1_000_000}})


def relief(year: Year) -> Iterator[Question]:
    names = ("levy_before_relief", "relief_applied", "levy_ward", "levy_metropolis", "total")
    lines = tuple(f"resident_tax.{line}" for line in names)
    limit = 350_000 * 2 + 100_000 + 320_000
    for about, base, people in (
        ("本人だけ", 450_000, []),
        ("2人（16歳未満の子）", limit, [{"birth_date": born(year, 5)}]),
        ("4人（16歳未満の子）", limit + 700_000, [{"birth_date": born(year, age)} for age in (2, 5, 8)]),
    ):
        rows = [base + by for by in (0, 1, 99, 166, 167, 250, 1_000, 30_000, 66_000, 68_000, 69_000, 77_000, 140_000)]
        yield ask(f"限度額のすぐ上（{about}）", INCOME, lines, rows, dependants=people)


def per_capita(year: Year) -> Iterator[Question]:
    names = ("per_capita_ward", "per_capita_metropolis", "forest_tax", "total")
    lines = tuple(f"resident_tax.{line}" for line in names)
    yield ask("均等割と森林環境税", INCOME, lines, [year.exemption.alone + by for by in (-1, 0, 1, 50_000)])


RULES: dict[str, tuple[str, str, tuple[str, ...], Rule]] = {
    "salary": ("給与所得控除後の給与等の金額", "§2", ("salary",), salary),
    "public_pension": ("公的年金等に係る雑所得", "§4", ("public_pension",), public_pension),
    "income_adjustment": ("所得金額調整控除", "§3", ("income_adjustment",), income_adjustment),
    "temporary": ("一時所得", "§5", ("temporary",), temporary),
    "total_income": ("合計所得金額", "§5", ("total",), total_income),
    "basic": ("基礎控除", "§6.1", ("basic", "basic_resident"), basic),
    "disability": ("障害者控除", "§6.2", ("disability", "limits"), disability),
    "widow_single_parent": ("寡婦・ひとり親控除", "§6.2", ("widow_single_parent", "limits"), widow_single_parent),
    "working_student": ("勤労学生控除", "§1, §6.2", ("working_student", "limits"), working_student),
    "dependants": ("扶養控除", "§6.2", ("dependants", "limits"), dependants),
    "spouse": ("配偶者控除・配偶者特別控除", "§6.3", ("spouse", "spouse_difference", "limits"), spouse),
    "specific_relatives": ("特定親族特別控除", "§6.4", ("specific_relatives", "limits"), specific_relatives),
    "life_insurance": ("生命保険料控除", "§6.5", ("life_insurance",), life_insurance),
    "life_insurance_child": ("子育て世帯の生命保険料控除", "§6.5", ("life_insurance_child",), life_insurance_child),
    "earthquake_insurance": ("地震保険料控除", "§6.6", ("earthquake_insurance",), earthquake_insurance),
    "casualty": ("雑損控除", "§6.7", ("casualty",), casualty),
    "medical": ("医療費控除", "§6.7", ("medical",), medical),
    "self_medication": ("セルフメディケーション税制", "§6.7", ("medical",), self_medication),
    "donation": ("寄附金控除", "§6.7", ("donation",), donation),
    "income_tax": ("所得税の税率", "§7", ("income_tax",), income_tax),
    "settlement": ("復興特別所得税と申告納税額", "§7, §11", ("settlement", "reconstruction"), settlement),
    "dividends": ("配当控除", "§5", ("dividend_credit",), dividends),
    "housing_loan": ("住宅借入金等特別控除", "§8", ("housing_loan",), housing_loan),
    "flat_reduction": ("定額減税", "§7, §8", ("flat_reduction",), flat_reduction),
    "resident_tax": ("住民税の所得割", "§8, §11", ("resident_tax",), resident_tax),
    "adjustment_credit": ("調整控除", "§8", ("adjustment_credit",), adjustment_credit),
    "donation_credit": ("寄附金税額控除", "§9", ("donation_credit",), donation_credit),
    "one_stop": ("ワンストップ特例", "§9, §12", ("filing", "donation_credit"), one_stop),
    "exemption": ("非課税の判定", "§10", ("exemption",), exemption),
    "relief": ("減額措置", "§8", ("relief",), relief),
    "per_capita": ("均等割と森林環境税", "§8", ("per_capita",), per_capita),
}
"""Rule → title, where the ward's tables stand in the facts, the tables of the law's data, and its questions."""
