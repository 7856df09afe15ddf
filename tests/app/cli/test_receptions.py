"""`receptions`: found, shown, handed out as a list without names, and deleted after their time."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Reception, State, Step
from models.records import Move
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.storage.test_receptions import reception


@pytest.fixture
def kept(tmp_path: Path) -> Reception:
    """Completed, handed over, corrected."""
    store = Receptions.open(DataFolder(tmp_path))
    done = store.save(replace(reception(), step=Step.DONE, procedures=("p_juki",)))
    for move in (Move(State.CHECKED), Move(State.HANDED_OVER, "=証明係", note="急ぎ")):
        store.passages.move(done.id, move, by="sumi", name="隅　花子")
    store.close()
    return done


def test_a_list_has_exactly_these_keys(kept: Reception, tmp_path: Path) -> None:
    code, answer, _ = call_as(Role.CLERK, "receptions", "list", "--text", "すみだ", "--json", data=tmp_path)
    assert code == 0
    assert answer["next"] is None
    (line,) = answer["receptions"]
    assert set(line) == {
        "id", "number", "name", "event", "step", "state", "section", "assignee", "counter", "created_at", "saved_at",
    }  # fmt: skip
    assert (line["number"], line["state"]) == (kept.number, "handed_over")
    _, none, _ = call_as(Role.CLERK, "receptions", "list", "--state", "closed", "--json", data=tmp_path)
    assert none["receptions"] == []


def test_one_is_shown_by_its_number_with_its_history_and_corrections(kept: Reception, tmp_path: Path) -> None:
    store = Receptions.open(DataFolder(tmp_path))
    store.save(replace(kept, case=replace(kept.case, honseki="東京都墨田区緑一丁目1番地")))
    store.close()
    code, answer, _ = call_as(Role.CLERK, "receptions", "show", kept.number, "--json", data=tmp_path)
    assert code == 0
    assert answer["reception"]["case"]["members"][0]["individual_number"] is None
    assert [(one["before"], one["state"], one["note"]) for one in answer["history"]] == [
        ("received", "checked", ""), ("checked", "handed_over", "急ぎ"), ("handed_over", "received", "訂正"),
    ]  # fmt: skip
    (correction,) = answer["corrections"]
    assert [one["path"] for one in correction["changed"]] == ["honseki"]


def test_the_list_that_goes_out_names_nobody_and_starts_no_formula(kept: Reception, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    command = ("receptions", "export", "--format", "csv", "--since", "2026-01-01", "--out", str(out), "--json")
    code, answer, _ = call_as(Role.ADMIN, *command, data=tmp_path)
    assert (code, answer["count"]) == (0, 1)
    text = out.read_text(encoding="utf-8-sig")
    assert kept.number in text
    assert '"\'=証明係"' in text
    assert "墨田　太郎" not in text
    code, answer, _ = call_as(Role.CLERK, "receptions", "export", "--format", "json", "--json", data=tmp_path)
    assert set(answer["receptions"][0]) == {
        "id", "number", "event", "step", "state", "section", "assignee", "counter", "created_at", "saved_at",
    }  # fmt: skip


def test_values_that_are_none_are_named_together(kept: Reception, tmp_path: Path) -> None:
    command = ("receptions", "list", "--state", "lost", "--since", "yesterday", "--json")
    code, answer, _ = call_as(Role.CLERK, *command, data=tmp_path)
    assert (code, [one["path"] for one in answer["problems"]]) == (9, ["state", "since"])


def test_a_reception_that_is_not_there_is_said(kept: Reception, tmp_path: Path) -> None:
    code, answer, _ = call_as(Role.CLERK, "receptions", "show", "20200101-0001", "--json", data=tmp_path)
    assert (code, answer["reason"]) == (12, "no_such_reception")


@pytest.mark.parametrize(
    ("role", "command"),
    [(Role.ADMIN, ("list",)), (Role.AUDITOR, ("show", "x")), (Role.TAX, ("export", "--format", "csv"))],
)
def test_another_role_is_refused(role: Role, command: tuple[str, ...], kept: Reception, tmp_path: Path) -> None:
    shown = (kept.number if one == "x" else one for one in command)
    code, answer, _ = call_as(role, "receptions", *shown, "--json", data=tmp_path)
    assert (code, answer["reason"]) == (11, "not_permitted")


def test_an_administrator_counts_what_would_go_and_has_it_deleted(kept: Reception, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("keep_receptions_days = 0\n", encoding="utf-8")
    _, told, _ = call_as(Role.ADMIN, "receptions", "purge", "--preview", "--json", data=tmp_path)
    assert told == {"deleted": False, "rules": [{"rule": "handed_over", "count": 1}, {"rule": "untouched", "count": 0}]}
    _, done, _ = call_as(Role.ADMIN, "receptions", "purge", "--json", data=tmp_path)
    assert done == {"deleted": True, "rules": [{"rule": "handed_over", "count": 1}, {"rule": "untouched", "count": 0}]}
    _, left, _ = call_as(Role.CLERK, "receptions", "list", "--json", data=tmp_path)
    assert left["receptions"] == []
