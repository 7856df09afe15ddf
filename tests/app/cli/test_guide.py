"""`madoguchi guide search`: the contract's keys, in the asked language."""

from __future__ import annotations

import json

import pytest

from app.cli import main


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main(["guide", "search", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_an_answer_has_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = asked(capsys, "--language", "en", "old bicycle")
    assert code == 0
    answers = told["answers"]
    assert isinstance(answers, list)
    assert {key: answers[0][key] for key in ("kind", "title", "category", "confidence")} == {
        "kind": "waste", "title": "bicycle", "category": "Oversized garbage", "confidence": "S",
    }  # fmt: skip
    assert answers[0]["text"]
    assert answers[0]["source"]


def test_what_is_not_known_is_no_error_but_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = asked(capsys, "--language", "vi", "vé máy bay về Hà Nội")
    assert (code, told["answers"]) == (0, [])
    assert "nhân viên" in str(told["message"])


def test_what_is_unsure_says_so_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    _, told = asked(capsys, "--language", "ko", "일요일")
    answers = told["answers"]
    assert isinstance(answers, list)
    assert "확인" in answers[0]["unsure"]


def test_a_language_that_the_guide_does_not_speak_is_a_fault_of_the_arguments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = asked(capsys, "--language", "xx", "bicycle")
    assert (code, told["error"]) == (2, "usage")
