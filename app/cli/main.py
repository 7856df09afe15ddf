"""One call: arguments in, answer on standard output, exit code back."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise

from app import incident, log
from app.cli.answer import Facts, as_json, as_text
from app.cli.parser import parser
from app.errors import KnownError, Usage
from app.sentences import Language, error_object, internal_error

Command = Callable[[Namespace], Facts | None]
_READ = ("path", "found", "allowed")


def main(arguments: Sequence[str]) -> int:
    """Run one subcommand; the exit code is the contract's."""
    log.configure()
    try:
        facts = _run(parser().parse_args(arguments))
    except KnownError as error:
        return _failed(error_object(error), error.exit_code, arguments)
    except Exception as error:  # noqa: BLE001 the one door for our own bugs
        return _failed(internal_error(incident.record(error)), 1, arguments)
    if facts is not None:
        _print(as_json(facts) if "--json" in arguments else as_text(facts, _language(arguments)))
    return 0


def _run(parsed: Namespace) -> Facts | None:
    if not hasattr(parsed, "command"):
        raise Usage("COMMAND")
    module, _, function = parsed.command.partition(":")
    command: Command = getattr(import_module(f"app.cli.{module}"), function)
    return command(parsed)


def _language(arguments: Sequence[str]) -> Language:
    """Read before the parser, which may be what fails."""
    english = "--ui=en" in arguments or ("--ui", "en") in pairwise(arguments)
    return "en" if english else "ja"


def _failed(error: Facts, exit_code: int, arguments: Sequence[str]) -> int:
    """With --json the object on standard output; else the sentence, and each problem, on standard error."""
    if "--json" in arguments:
        _print(as_json(error))
        return exit_code
    language = _language(arguments)
    print(error[f"message_{language}"], as_text(_problems(error, language), language), sep="\n", file=sys.stderr)
    return exit_code


def _problems(error: Facts, language: Language) -> Facts:
    """What a person reads of the problems: their number where it is told, each one's place, all in one language."""
    told: dict[str, object] = {key: error[key] for key in ("problem_count", "problems") if key in error}
    if isinstance(problems := told.get("problems"), list):
        told["problems"] = [{key: _read(one, key, language) for key in _READ} for one in problems]
    return told


def _read(problem: Facts, key: str, language: Language) -> object:
    return problem.get(f"{key}_en", problem[key]) if language == "en" else problem[key]


def _print(text: str) -> None:
    """UTF-8 whatever the console's own encoding is."""
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
