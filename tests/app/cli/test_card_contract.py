"""`card list|read|simulate` as a robot calls them, on the real reader service: keys, exit codes, files."""

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.paths import RESOURCES
from tests import reader_service
from tests.reader_service import VIRTUAL, card_lies, wait_until

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]
SECOND = "Virtual PCD 00 01"
PORTS = {VIRTUAL: 35963, SECOND: 35964}
READ_KEYS = {
    "card", "expires_on", "expired", "tries_left", "person", "integrity", "warnings", "exchanges", "elapsed_ms",
}  # fmt: skip
PERSON_KEYS = {"name", "address", "birth_date", "birth_date_raw", "sex", "sex_code", "individual_number"}
PIN, NUMBER_B, NUMBER_A = "1234", "02040220352222", "222233334441"


@pytest.fixture(scope="module", autouse=True)
def service() -> Iterator[None]:
    with reader_service.running():
        yield


@pytest.fixture(scope="module")
def hanako() -> Iterator[None]:
    with simulated("hanako", VIRTUAL):
        yield


def call(*arguments: str, line: str = "") -> tuple[int, Any, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "card", *arguments, "--json"], capture_output=True, text=True,
        input=f"{line}\n", cwd=RESOURCES.parent, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1
    return done.returncode, json.loads(done.stdout), done.stderr


@contextmanager
def simulated(persona: str | Path, reader: str = SECOND) -> Iterator[None]:
    """`card simulate`, laid and taken away as a trainer does it."""
    file = persona if isinstance(persona, Path) else RESOURCES / "practice" / f"{persona}.toml"
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.main", "card", "simulate", "--persona", str(file), "--port", str(PORTS[reader])],
        cwd=RESOURCES.parent, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: card_lies(reader), 20)  # without touching the card: some fail after so many exchanges
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        wait_until(lambda: not card_lies(reader))


def test_the_readers_are_listed_with_the_card_on_them(hanako: None) -> None:
    code, answer, _ = call("list")
    assert code == 0
    assert (VIRTUAL, "my_number") in [(reader["name"], reader["card"]) for reader in answer["readers"]]


def test_a_reading_has_every_key_of_the_contract(hanako: None) -> None:
    code, answer, logged = call("read", line=PIN)
    assert code == 0
    assert answer.keys() >= READ_KEYS
    assert set(answer["person"]) == PERSON_KEYS
    assert answer["person"] == {
        "name": "墨田　花子", "address": "千葉県千葉市中央区中央四丁目５番１号", "birth_date": "1990-04-02",
        "birth_date_raw": "19900402", "sex": "female", "sex_code": "2", "individual_number": None,
    }  # fmt: skip
    assert (answer["card"], answer["expires_on"], answer["expired"], answer["tries_left"], answer["integrity"]) == (
        "my_number", "2035-04-02", False, 3, "consistent",
    )  # fmt: skip
    assert "花子" not in logged


@pytest.mark.parametrize(
    ("secret", "line", "name"),
    [("pin", "１２３４", "墨田　花子"), ("number_b", NUMBER_B, "墨田　花子"), ("number_a", NUMBER_A, "")],
)
def test_every_secret_reads_what_it_opens(hanako: None, secret: str, line: str, name: str) -> None:
    code, answer, _ = call("read", "--secret", secret, "--reader", VIRTUAL, line=line)
    assert (code, answer["person"]["name"], answer["person"]["sex"]) == (0, name, "female")
    assert answer["person"]["individual_number"] is None


@pytest.mark.parametrize(("secret", "line"), [("pin", PIN), ("number_a", NUMBER_A)])
def test_the_individual_number_is_read_on_request(hanako: None, secret: str, line: str) -> None:
    code, answer, logged = call("read", "--secret", secret, "--with-number", line=line)
    assert (code, answer["person"]["individual_number"]) == (0, NUMBER_A)
    assert NUMBER_A not in logged


def test_pictures_are_files_for_this_user_alone(hanako: None, tmp_path: Path) -> None:
    code, answer, _ = call("read", "--secret", "number_b", "--images", str(tmp_path / "new"), line=NUMBER_B)
    assert code == 0
    assert {name: Path(file).name for name, file in answer["images"].items()} == {
        "name": "name.png", "address": "address.png", "face": "face.jp2",
    }  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["address.png", "face.jp2", "name.png"]
    for file in answer["images"].values():
        assert stat.S_IMODE(Path(file).stat().st_mode) == 0o600


def test_an_empty_line_reads_what_is_free(hanako: None) -> None:
    code, answer, _ = call("read")
    assert (code, answer["person"], answer["expires_on"], answer["tries_left"]) == (0, None, "2035-04-02", 3)


@pytest.mark.parametrize(
    ("arguments", "line", "code", "facts"),
    [
        (["--secret", "pin"], "12345", 9, {"error": "invalid_input"}),
        (["--secret", "number_b"], "0204022035222a", 9, {"error": "invalid_input"}),
        (["--secret", "number_a", "--images", "IMAGES"], "0" * 11, 9, {"error": "invalid_input"}),
        (["--secret", "number_b", "--with-number"], NUMBER_B, 11, {"error": "refused", "reason": "number_needs_pin"}),
        (["--images", "IMAGES"], PIN, 11, {"error": "refused", "reason": "images_need_code"}),
        (["--reader", "Reader 9"], PIN, 3, {"error": "no_reader"}),
        (["--reader", SECOND, "--timeout", "0.2"], PIN, 4, {"error": "no_card"}),
        (["--timeout", "-1"], PIN, 2, {"error": "usage"}),
        (["--timeout", "nan"], PIN, 2, {"error": "usage"}),
        (["--secret", "password"], PIN, 2, {"error": "usage"}),
    ],
)
def test_what_cannot_be_read_says_why(
    hanako: None, tmp_path: Path, arguments: list[str], line: str, code: int, facts: dict[str, object]
) -> None:
    given = [str(tmp_path) if argument == "IMAGES" else argument for argument in arguments]
    found, answer, _ = call("read", *given, line=line)
    assert (found, {key: answer.get(key) for key in facts}) == (code, facts)
    assert answer["message_ja"]
    assert answer["message_en"]
    assert line not in json.dumps(answer) or line == ""


def test_pictures_that_cannot_be_kept_are_refused_before_a_try_is_spent(hanako: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    code, answer, _ = call("read", "--secret", "number_b", "--images", str(tmp_path / "file" / "in"), line="0" * 14)
    assert (code, answer["reason"]) == (12, "folder_not_writable")
    assert call("read", "--secret", "number_b")[1]["tries_left"] == 10


def test_wrong_pins_count_down_to_the_last_try_and_to_the_lock() -> None:
    with simulated("taro"):
        assert _refused("0000") == (5, "wrong_secret", 2, "pin")
        assert _refused("0000") == (5, "wrong_secret", 1, "pin")
        assert _refused("0000") == (11, "refused", 1, "last_try")
        assert _refused("0000", "--last-try") == (6, "locked", 0, "pin")
        assert _refused(PIN) == (6, "locked", 0, "pin")
        code, answer, _ = call("read", "--reader", SECOND, "--secret", "number_b", line="63050120351111")
        assert (code, answer["person"]["name"]) == (0, "墨田　太郎")


def _refused(line: str, *arguments: str) -> tuple[int, str, int, str]:
    code, answer, _ = call("read", "--reader", SECOND, *arguments, line=line)
    return code, answer["error"], answer["tries_left"], answer["reason"]


@pytest.mark.parametrize("persona", ["broken_tlv", "broken_offsets", "broken_characters"])
def test_content_that_does_not_hold_together_is_unreadable(persona: str) -> None:
    with simulated(persona):
        code, answer, _ = call("read", "--reader", SECOND, line=PIN)
    assert (code, answer["error"]) == (8, "unreadable_card")
    assert answer["reason"]


def test_without_json_a_person_reads_the_same_facts(hanako: None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "card", "read", "--ui", "en"], capture_output=True, text=True,
        input=f"{PIN}\n", cwd=RESOURCES.parent, timeout=60, check=True,
    )  # fmt: skip
    assert "墨田　花子" in done.stdout
    assert "The chip's data fit" in done.stdout
    assert "整合" not in done.stdout


def test_a_card_that_leaves_in_the_middle_is_said_with_its_code(tmp_path: Path) -> None:
    text = (RESOURCES / "practice" / "torn_card.toml").read_text(encoding="utf-8")
    persona = tmp_path / "torn.toml"
    persona.write_text(text.replace("tear_after = 13", "tear_after = 6"), encoding="utf-8")
    with simulated(persona):
        code, answer, _ = call("read", "--reader", SECOND, line=PIN)
        assert (code, answer["error"]) == (7, "card_moved")
        assert answer["message_ja"]
        assert answer["message_en"]
