"""A sentence across the counter, with the tiny real models: right ones pass plain, what is unknown never does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import InvalidInput, Refused
from app.translation.argos import ArgosEngine
from app.translation.engine import Raw, Translator
from app.translation.interpret import LONGEST, Interpreter

CASES = Path(__file__).resolve().parents[2] / "cases" / "translation"
PAIRS = tomllib.loads((CASES / "known.toml").read_text(encoding="utf-8"))["pairs"]
UNKNOWN = tomllib.loads((CASES / "unknown.toml").read_text(encoding="utf-8"))["sentences"]


@pytest.fixture
def interpreter(models: Path) -> Iterator[Interpreter]:
    engine = ArgosEngine(models)
    yield Interpreter(engine)
    engine.close()


def test_the_sentences_that_the_models_know_pass_without_a_mark(interpreter: Interpreter) -> None:
    marked = []
    for japanese, english in PAIRS:
        for text, source, target, right in ((japanese, "ja", "en", english), (english, "en", "ja", japanese)):
            made = interpreter.interpret(text, source, target)
            if made.warnings or (made.origin != "phrasebook" and (made.text, made.back) != (right, text)):
                marked.append((text, made))
    assert marked == []


def test_of_a_hundred_unknown_sentences_at_least_95_are_refused_or_marked(interpreter: Interpreter) -> None:
    plain = [text for text in UNKNOWN if not _stopped(interpreter, text)]
    assert len(UNKNOWN) == 100
    assert len(plain) <= 5, plain


def _stopped(interpreter: Interpreter, text: str) -> bool:
    try:
        made = interpreter.interpret(text, "ja", "en")
    except Refused as refused:
        return str(refused.facts["reason"]).startswith("translation_")
    assert made.origin != "phrasebook", text
    return bool(made.warnings)


def test_the_phrasebook_comes_before_the_machine_and_needs_no_model(tmp_path: Path) -> None:
    made = Interpreter(ArgosEngine(tmp_path)).interpret(" 警察を呼んでください ", "ja", "en")
    assert (made.text, made.origin, made.warnings) == ("Please call the police.", "phrasebook", ())
    assert made.reviewed is False
    back = Interpreter(ArgosEngine(tmp_path)).interpret("Please call the police", "en", "ja")
    assert (back.text, back.origin) == ("警察を呼んでください。", "phrasebook")


def test_a_document_that_the_machine_loses_is_missed(interpreter: Interpreter) -> None:
    made = interpreter.interpret("住民票と在留カードが必要です。", "ja", "en")
    assert made.missing == ("在留カード",)
    assert {"words_lost", "term_missing"} <= set(made.warnings)
    assert made.origin == "machine"


@pytest.mark.parametrize("text", ["番号は123456789012です。", "１２３４－５６７８－９０１２"])
def test_an_individual_number_is_refused_and_not_repeated(interpreter: Interpreter, text: str) -> None:
    with pytest.raises(Refused) as refused:
        interpreter.interpret(text, "ja", "en")
    assert refused.value.facts == {"reason": "individual_number"}


@pytest.mark.parametrize("text", ["", "  ", "。。。", "あ" * (LONGEST + 1)])
def test_nothing_and_too_much_are_bad_input(interpreter: Interpreter, text: str) -> None:
    with pytest.raises(InvalidInput):
        interpreter.interpret(text, "ja", "en")


class _Stubborn:
    """A machine that knows sentences about documents and no office words."""

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers

    def translate(self, text: str) -> Raw:
        return Raw(self._answers[text], -0.1, "machine")


class _OneMachine(ArgosEngine):
    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(Path("none"))
        self._machine = _Stubborn(answers)

    def translator(self, source: str, target: str) -> Translator:
        return self._machine


def test_a_word_that_the_machine_does_not_know_is_named_as_the_office_does() -> None:
    made = Interpreter(_OneMachine({
        "課税証明書を郵便で送ります。": "We will mail the proof of sections.",
        "書類を郵便で送ります。": "We will send the document by mail.",
        "We will send the tax certificate by mail.": "課税証明書を郵便で送ります。",
    })).interpret("課税証明書を郵便で送ります。", "ja", "en")  # fmt: skip
    assert made.text == "We will send the tax certificate by mail."
    assert (made.origin, made.warnings, made.missing) == ("glossary+machine", (), ())


def test_where_the_slot_is_not_sure_the_word_is_marked() -> None:
    made = Interpreter(_OneMachine({
        "課税証明書を郵便で送ります。": "We will mail the proof of sections.",
        "書類を郵便で送ります。": "We will mail the documents with the documents.",
        "We will mail the proof of sections.": "課税証明書を郵便で送ります。",
    })).interpret("課税証明書を郵便で送ります。", "ja", "en")  # fmt: skip
    assert (made.origin, made.warnings, made.missing) == ("machine", ("term_missing",), ("課税証明書",))
