"""Writes the rules' case files: `python -m tests.app.tax.rule_files`.

The thresholds come from the law's data, the amounts from the second reckoning.
"""

from __future__ import annotations

from app.tax.entries import with_entry
from app.tax.load import income_years, year_of
from app.tax.year import Year
from tests.app.tax.reference import reckon
from tests.app.tax.rule_cases import FOLDER, Data, Group, RuleFile, text
from tests.app.tax.rule_groups import RULES, Question


def answered(question: Question, year: Year) -> Group:
    """The question with the second reckoning's amounts."""
    rows = []
    for row in question.rows:
        data: Data = {"income_year": year.income_year, "filer": {"birth_date": "1980-05-01"}, **question.base}
        for path, value in zip(question.entered, row, strict=True):
            data = with_entry(data, path, value)
        amounts = reckon(data)
        rows.append((*row, *(amounts[line] for line in question.expected)))
    known = {path: column for path, column in question.thresholds.items() if has_table(year, path)}
    return Group(
        question.about, question.entered, question.expected, tuple(rows), known, question.base, question.step,
        question.less,
    )  # fmt: skip


def has_table(year: Year, path: str) -> bool:
    """Whether the year's law has the table; some came or went with a year."""
    return getattr(year, path.partition(".")[0]) is not None


def file_of(rule: str, year: Year) -> RuleFile:
    title, facts, tables, questions = RULES[rule]
    return RuleFile(rule, title, facts, tables, tuple(answered(question, year) for question in questions(year)))


def main() -> None:
    for income_year in income_years():
        year, folder = year_of(income_year), FOLDER / str(income_year)
        folder.mkdir(parents=True, exist_ok=True)
        for rule in RULES:
            (folder / f"{rule}.toml").write_text(text(file_of(rule, year), year.name_ja), encoding="utf-8")


if __name__ == "__main__":
    main()
