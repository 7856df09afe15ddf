"""`sync status|run|join`: counts and numbers, no name; joining needs an administrator."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.cli.test_contract import call
from tests.app.sync.ward import WardOffice, ward_office
from tests.faults.records import new_reception
from tests.postgres import postgres


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[WardOffice]:
    with postgres() as server, ward_office(server, tmp_path) as office:
        yield office


def test_a_counter_without_a_server_says_so_and_sends_nothing(tmp_path: Path) -> None:
    nothing: dict[str, object] = {"joined": False, "place": None, "waiting": 0, "oldest": None, "attention": []}
    assert call("sync", "status", "--json", data=tmp_path)[:2] == (0, nothing)
    assert call("sync", "run", "--json", data=tmp_path)[:2] == (0, {"sent": 0, **nothing})


def test_an_administrator_joins_and_what_waits_is_sent(ward: WardOffice, tmp_path: Path) -> None:
    data = tmp_path / "data"
    file = str(ward.join_file(12))
    code, answer, _ = call_as(Role.CLERK, "sync", "join", file, "--first", "--json", data=data)
    assert (code, answer["reason"]) == (11, "not_permitted")
    code, answer, _ = call_as(Role.ADMIN, "sync", "join", file, "--first", "--json", data=data)
    assert (code, answer["place"], len(answer["joining_phrase"].split())) == (0, 12, 6)
    phrase = answer["joining_phrase"]
    store = Receptions.open(DataFolder(data))
    store.save(new_reception())
    store.close()
    status = call("sync", "status", "--json", data=data)[1]
    assert (status["joined"], status["place"], status["waiting"]) == (True, 12, 1)
    sent = call("sync", "run", "--json", data=data)[1]
    assert (sent["sent"], sent["waiting"], sent["attention"]) == (1, 0, [])
    other = tmp_path / "other"
    second = str(ward.join_file(7))
    wrong = phrase[:-1] + ("0" if phrase[-1] != "0" else "1")
    code, answer, _ = call_as(Role.ADMIN, "sync", "join", second, "--json", data=other, line=f"{wrong}\n")
    assert (code, answer["problems"][0]["path"]) == (9, "joining_phrase[6]")
    code, answer, _ = call_as(Role.ADMIN, "sync", "join", second, "--json", data=other, line=f"{phrase}\n")
    assert (code, answer) == (0, {"place": 7})
    ward.server.stop()
    assert call("sync", "run", "--json", data=data)[0] == 12
