"""`tax sheets`: a return in, its paper out."""

from __future__ import annotations

from argparse import Namespace

from app import clock
from app.card.secret import Secret
from app.cli.answer import Facts
from app.cli.secret_line import secret_line
from app.journeys.tax_paper import PaperWish, write_tax_sheets
from models.card import SecretKind


def sheets(arguments: Namespace) -> Facts:
    """The paper of a return (contract: `tax sheets`)."""
    return write_tax_sheets(
        PaperWish(
            tax_return=arguments.tax_return,
            out=arguments.out,
            filed_on=clock.today(),
            medical=arguments.medical,
            language=arguments.language,
            final=arguments.final,
            individual_number=_number() if arguments.with_number else "",
        )
    )


def _number() -> str:
    """The individual number from standard input; InvalidInput where it has no 12 digits."""
    with secret_line(SecretKind.NUMBER_A, "個人番号: ") or Secret(SecretKind.NUMBER_A) as number:
        return number.checked().decode()
