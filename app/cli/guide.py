"""`guide search`: the guide's answers to a question in everyday words."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.errors import Usage
from app.guide.guide import Answer
from app.guide.words import words
from app.journeys.guiding import guide


def search(arguments: Namespace) -> Facts:
    """The likeliest answers, the best first; where there is none, the sentence that says so."""
    if arguments.language not in words():
        raise Usage(f"{arguments.language}: {', '.join(words())}")
    found = guide().search(arguments.query, arguments.language)
    facts: dict[str, object] = {"answers": [_facts(answer) for answer in found]}
    return facts if found else facts | {"message": words()[arguments.language].unknown}


def _facts(answer: Answer) -> Facts:
    """The contract's keys; that an answer is unsure is said in words too."""
    facts: dict[str, object] = {
        "kind": answer.kind, "title": answer.title, "text": answer.text, "category": answer.category,
        "source": answer.source, "confidence": answer.confidence, "id": answer.id,
    }  # fmt: skip
    return facts | {"unsure": answer.unsure} if answer.unsure else facts
