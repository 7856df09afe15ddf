"""What the office already holds of a filer, generation by generation."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = {
    "office_addressee": (
        ("key_text", "number"),
        ("text", "kana name"),
        ("known_text", "birth_date sex"),
        ("text", "postcode address household_number household_head relation levy_day_address"),
        ("flag", "public_assistance"),
        ("text", "phone kana_key address_key"),
    ),
    "office_salary": (
        ("key_text", "number"),
        ("key_number", "income_year serial"),
        ("text", "payer payer_address"),
        (
            "number",
            (
                "gross income_after_deduction deductions_total withheld_tax social_insurance "
                "small_enterprise_mutual_aid life_insurance_deduction earthquake_insurance_deduction "
                "new_life old_life care_medical new_pension old_pension old_long_term"
            ),
        ),
        ("known_text", "spouse_kind"),
        (
            "number",
            (
                "spouse_special_deduction spouse_total_income specific_dependants elderly_dependants "
                "cohabiting_parents other_dependants under_16 specific_relatives "
                "specific_relatives_deduction disabled_special_cohabiting disabled_special "
                "disabled_general"
            ),
        ),
        ("known_text", "disability"),
        ("flag", "widow single_parent working_student"),
        ("number", "housing_loan_credit housing_loan_possible"),
        ("known_text", "housing_moved_in_on"),
        ("text", "housing_kind"),
        ("number", "income_adjustment basic_deduction"),
        ("flag", "second_employer year_end_adjusted"),
        ("known_text", "employment"),
        ("text", "remarks"),
    ),
    "office_pension": (
        ("key_text", "number"),
        ("key_number", "income_year serial"),
        ("text", "payer"),
        ("number", "gross withheld_tax social_insurance"),
        ("known_text", "spouse_kind"),
        ("number", "dependants under_16 disabled"),
        ("known_text", "disability widow"),
        ("text", "remarks"),
    ),
    "office_dependant": (
        ("key_text", "number"),
        ("key_number", "income_year"),
        ("text", "relation"),
        ("key_text", "name"),
        ("known_text", "birth_date kind living disability"),
        ("number", "total_income"),
        ("key_text", "supporter"),
    ),
    "office_premium": (
        ("key_text", "number"),
        ("key_number", "year"),
        ("key_text", "kind"),
        ("number", "paid withheld"),
    ),
    "office_return": (
        ("key_text", "number"),
        ("key_number", "income_year"),
        ("known_text", "kind"),
        (
            "number",
            (
                "business_receipts business_costs miscellaneous_receipts medical_deduction donations "
                "one_stop_count one_stop_donations levy per_capita"
            ),
        ),
        ("known_text", "status"),
    ),
}
"""Table → runs of columns of a kind: of the key, text ('' where not known), a code or date, a number, yes or no."""

_SEARCH = {
    "kana": ("kana_key", "birth_date", "address_key"),
    "address": ("address_key", "kana_key", "birth_date"),
    "birth": ("birth_date", "kana_key", "address_key"),
}


def upgrade() -> None:
    op.create_table(
        "office_import",
        sa.Column("generation", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
    )
    for table, runs in _TABLES.items():
        op.create_table(table, sa.Column("generation", sa.Integer(), primary_key=True), *_columns(runs))
    for name, columns in _SEARCH.items():
        op.create_index(f"office_addressee_{name}", "office_addressee", ["generation", *columns])
    op.create_index("office_dependant_supporter", "office_dependant", ["generation", "supporter"])
    op.create_index("office_dependant_person", "office_dependant", ["generation", "name", "birth_date"])


def downgrade() -> None:
    for table in (*_TABLES, "office_import"):
        op.drop_table(table)


def _columns(runs: tuple[tuple[str, str], ...]) -> Iterator[sa.Column[Any]]:
    for kind, names in runs:
        for name in names.split():
            yield _column(kind, name)


def _column(kind: str, name: str) -> sa.Column[Any]:
    if kind == "key_text":
        return sa.Column(name, sa.Text(), primary_key=True)
    if kind == "key_number":
        return sa.Column(name, sa.BigInteger(), primary_key=True)
    if kind == "text":
        return sa.Column(name, sa.Text(), nullable=False)
    if kind == "known_text":
        return sa.Column(name, sa.Text())
    return sa.Column(name, sa.BigInteger() if kind == "number" else sa.SmallInteger())
