"""`tax compute`: a return in, both taxes out, every line explained."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from app.attempts import attempt, json_files
from app.cli.answer import Facts
from app.sentences import Language, bilingual
from app.tax.calculate import calculate
from app.tax.return_file import read_return
from models.tax import Line, Notice, TaxResult

_STATUS = {
    "taxed": {"ja": "課税", "en": "taxed"},
    "per_capita_only": {"ja": "均等割のみ", "en": "per-capita levy only"},
    "exempt": {"ja": "非課税", "en": "exempt"},
}
_CONFIRM = {"ja": "要確認", "en": "to be checked"}


def compute(arguments: Namespace) -> Facts:
    """The answer of one return, or of every return in a folder (contract: `tax compute`)."""
    as_json = hasattr(arguments, "json")
    language: Language = getattr(arguments, "ui", "ja")

    def one(file: Path) -> Facts:
        result = calculate(read_return(file))
        return result_facts(result) if as_json else spoken(result, language)

    if arguments.batch is None:
        return one(arguments.tax_return)
    results = [attempt(file, one) for file in json_files(arguments.batch, bilingual("tax_return"))]
    failed = sum("error" in result for result in results)
    return {"results": results, "done": len(results) - failed, "failed": failed}


def result_facts(result: TaxResult) -> Facts:
    """The contract's object; the notices' sentences also in English."""
    return {
        "income_year": result.income_year,
        "fiscal_year": result.fiscal_year,
        "amounts": dict(result.amounts),
        "lines": [_line_facts(line) for line in result.lines],
        "warnings": [one.ja for one in result.warnings],
        "warnings_en": [one.en for one in result.warnings],
        "advice": [one.ja for one in result.advice],
        "advice_en": [one.en for one in result.advice],
    }


def _line_facts(line: Line) -> Facts:
    formulas = {"formula_ja": line.formula_ja, "formula_en": line.formula_en}
    return {**asdict(line.about), "amount": line.amount, **formulas}


def spoken(result: TaxResult, language: Language) -> Facts:
    """The same for people: the lines by section, each with amount, box and formula."""
    sections: dict[str, dict[str, str]] = {"incomes": {}, "income_tax": {}, "resident_tax": {}}
    for line in result.lines:
        section = line.id.partition(".")[0] if "." in line.id else "incomes"
        sections[section][line.name_ja if language == "ja" else line.name_en] = _said(line, language)
    return {
        "income_year": result.income_year,
        "fiscal_year": result.fiscal_year,
        **sections,
        "warnings": _sentences(result.warnings, language),
        "advice": _sentences(result.advice, language),
    }


def _said(line: Line, language: Language) -> str:
    return "  ".join(part for part in _parts(line, language) if part)


def _parts(line: Line, language: Language) -> Iterator[str]:
    yield _amount(line, language)
    yield line.box
    yield line.formula_ja if language == "ja" else line.formula_en
    yield "" if line.is_checked or not line.amount else f"[{_CONFIRM[language]}]"


def _amount(line: Line, language: Language) -> str:
    if isinstance(line.amount, bool):
        return {"ja": ("なし", "あり"), "en": ("no", "yes")}[language][line.amount]
    if isinstance(line.amount, str):
        return _STATUS[line.amount][language]
    return f"{line.amount:,}円" if language == "ja" else f"{line.amount:,} yen"


def _sentences(notices: Sequence[Notice], language: Language) -> dict[str, str]:
    """Numbered from 1."""
    return {str(number): one.ja if language == "ja" else one.en for number, one in enumerate(notices, start=1)}
