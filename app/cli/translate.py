"""`translate`, `models`: interpreting without a window, and the models that it needs."""

from __future__ import annotations

import re
import time
from argparse import Namespace
from pathlib import Path

from app.archive import sha256_of
from app.cli.answer import Facts
from app.errors import InvalidInput, Problem, Refused, Usage
from app.journeys.models import take_in
from app.paths import DataFolder
from app.sentences import LANGUAGES, bilingual, explained
from app.translation import packages
from app.translation.argos import ArgosEngine
from app.translation.interpret import Interpretation, Interpreter
from app.translation.judge import rules
from app.translation.languages import JAPANESE, languages
from app.translation.plain import Proposal, hint_text, plainer

_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_LARGEST_LIST = 1 << 20


def translate(arguments: Namespace) -> Facts:
    """One text from one language to another, judged."""
    for code in (arguments.source, arguments.target):
        if code not in languages():
            raise Usage(f"{code}: {', '.join(languages())}")
    began = time.perf_counter()
    engine = ArgosEngine(_models(arguments))
    made = Interpreter(engine).interpret(arguments.text, arguments.source, arguments.target)
    engine.close()
    facts = _facts(made) | _proposal(arguments.text, arguments.source)
    return facts | {"elapsed_ms": round((time.perf_counter() - began) * 1000)}


def _facts(made: Interpretation) -> dict[str, object]:
    """The contract's keys; what else there is to say of this text only where it is so."""
    facts: dict[str, object] = {
        "text": made.text, "back": made.back, "origin": made.origin, "model": made.model,
        "warnings": list(made.warnings),
    }  # fmt: skip
    extras = {"reviewed": made.reviewed, "via": made.via, "missing_terms": list(made.missing) or None}
    facts |= {key: value for key, value in extras.items() if value is not None}
    if made.warnings:
        facts |= {
            f"look_at_{spoken}": [explained(f"look_at.{one}", spoken) for one in made.warnings] for spoken in LANGUAGES
        }
    if made.test_model:
        facts |= {"model": f"{made.model}（試験用モデル）", "test_model": True, **rules().test_model}
    return facts


def _proposal(text: str, language: str) -> dict[str, object]:
    """How the Japanese could be said more plainly, where it could."""
    proposal = plainer(text) if language == JAPANESE else None
    if proposal is None or proposal == Proposal(text, ()):
        return {}
    return {"plainer": proposal.text, "hints": [hint_text(hint) for hint in proposal.hints]}


def models_list(arguments: Namespace) -> Facts:
    """Every installed model, its files compared with what was installed."""
    folder = _models(arguments)
    return {"models": [_model(one) | {"state": _state(folder, one)} for one in packages.installed(folder)]}


def models_install(arguments: Namespace) -> Facts:
    """Take in a model's file."""
    expected = arguments.sha256 or (_listed(arguments.list, arguments.file) if arguments.list else None)
    return _model(take_in(_models(arguments), arguments.file, expected))


def models_remove(arguments: Namespace) -> Facts:
    """Take a model away."""
    return {"removed": packages.remove(_models(arguments), arguments.id).id}


def _listed(listing: Path, file: Path) -> str:
    """The file's SHA-256 where the list (lines as of sha256sum) has it; Refused where not."""
    try:
        with listing.open(encoding="utf-8") as opened:
            known = _SHA256.findall(opened.read(_LARGEST_LIST).lower())
        digest = sha256_of(file)
    except (OSError, UnicodeDecodeError):
        raise InvalidInput([Problem("--list / FILE", str(listing), bilingual("readable"))]) from None
    if digest not in known:
        raise Refused("model_hash")
    return digest


def _state(folder: Path, one: packages.Package) -> str:
    return "damaged" if packages.damaged(folder, one) else "ok"


def _model(one: packages.Package) -> dict[str, object]:
    return {
        "id": one.id, "kind": one.kind, "from": one.source, "to": one.target, "version": one.version,
        "licence": one.licence, "size": one.size, "sha256": one.sha256, "installed_on": one.installed_on,
        "test_model": one.test_model,
    }  # fmt: skip


def _models(arguments: Namespace) -> Path:
    return DataFolder.chosen(getattr(arguments, "data", None)).models
