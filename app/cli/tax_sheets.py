"""`tax sheets`: a return in, its paper out."""

from __future__ import annotations

from argparse import Namespace

from app import clock
from app.card.secret import Secret
from app.cli.answer import Facts
from app.cli.secret_line import secret_line
from app.journeys.tax_paper import PaperWish, write_tax_sheets
from app.tax.medical_list import read_medical_list
from app.tax.return_file import read_return
from models.card import SecretKind


def sheets(arguments: Namespace) -> Facts:
    """The paper of a return (contract: `tax sheets`)."""
    tax_return = read_return(arguments.tax_return)
    wish = PaperWish(
        filed_on=clock.today(),
        medical=read_medical_list(arguments.medical) if arguments.medical else (),
        language=arguments.language,
        final=arguments.final,
        individual_number=_number() if arguments.with_number else "",
    )
    return write_tax_sheets(tax_return, wish, arguments.out)


def _number() -> str:
    """The individual number from standard input; InvalidInput where it has no 12 digits."""
    with secret_line(SecretKind.NUMBER_A, "個人番号: ") or Secret(SecretKind.NUMBER_A) as number:
        return number.checked().decode()
