"""The commands marked [store]: nobody without a sign-in, nobody of another role; the trail, checked and handed out."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.cli.test_contract import call
from tests.staff import PASSWORD

COMMANDS = [("tax", "import", "--undo"), ("audit", "verify"), ("audit", "export", "--out", "out")]


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_user_the_arguments_do_not_fit(command: tuple[str, ...], tmp_path: Path) -> None:
    code, answer, _ = call(*command, "--json", data=tmp_path)
    assert (code, answer["error"]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_before_the_first_administrator_there_is_nothing_to_sign_in_to(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    code, answer, _ = call(*command, "--json", "--user", "x", data=tmp_path, line="a\nb\n")
    assert (code, answer["reason"]) == (11, "no_staff_yet")


@pytest.mark.parametrize(
    ("role", "command"), [(Role.CLERK, COMMANDS[0]), (Role.ADMIN, COMMANDS[1]), (Role.CLERK, COMMANDS[2])]
)
def test_another_role_is_refused_and_the_trail_says_so(role: Role, command: tuple[str, ...], tmp_path: Path) -> None:
    code, answer, _ = call_as(role, *command, "--json", data=tmp_path)
    assert (code, answer["reason"]) == (11, "not_permitted")
    store = Receptions.open(DataFolder(tmp_path))
    refused = [one for one in store.audit.entries() if one.action == "access.refused"]
    store.close()
    assert [one.actor.user for one in refused] == [role.value]


def test_a_wrong_password_is_exit_code_5_and_stands_nowhere(tmp_path: Path) -> None:
    call_as(Role.AUDITOR, "audit", "verify", "--json", data=tmp_path)
    wrong = "a password that is wrong"
    code, answer, log = call("audit", "verify", "--json", "--user", "auditor", data=tmp_path, line=f"{wrong}\n000000\n")
    assert (code, answer["error"]) == (5, "wrong_secret")
    assert wrong not in str(answer) + log
    assert PASSWORD not in str(answer) + log


def test_the_trail_is_verified_and_exported_with_a_signature_that_others_can_check(tmp_path: Path) -> None:
    code, verdict, _ = call_as(Role.AUDITOR, "audit", "verify", "--json", data=tmp_path / "data")
    assert (code, verdict["holds"], verdict["faults"]) == (0, True, [])
    code, made, _ = call_as(
        Role.AUDITOR, "audit", "export", "--out", str(tmp_path / "out"), "--json", data=tmp_path / "data"
    )
    assert code == 0
    content = Path(made["file"]).read_bytes()
    said = json.loads(Path(made["signature"]).read_text(encoding="utf-8"))
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(made["public_key"]))
    key.verify(bytes.fromhex(said["signature"]), content)
    entries = [json.loads(line) for line in content.splitlines()]
    assert [one["seq"] for one in entries] == list(range(1, made["entries"] + 1))
    assert entries[-1]["action"] == "audit.exported"
