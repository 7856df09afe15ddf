"""Tax filings in the encrypted store: versions, the second look, the outbox, and no individual number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from app import clock
from app.errors import Refused
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.filing import Filing, FilingState, FilingStep, SecondLook
from tests.app.storage.test_receptions import reception

NUMBER = "987654321098"


@pytest.fixture
def receptions(tmp_path: Path) -> Iterator[Receptions]:
    store = Receptions.open(DataFolder(tmp_path / "data"))
    yield store
    store.close()


def filing(**filer: Any) -> Filing:
    entries = {"income_year": 2026, "filer": {"name": "墨田　𠮷平", "birth_date": "1980-05-01", **filer}}
    return Filing(uuid4(), "", "窓口1", FilingStep.FILER, entries, clock.now(), clock.now())


def outbox(store: Receptions) -> list[Any]:
    with store._database.engine.connect() as connection:
        query = "SELECT reception_id, filing_id, sequence, revision FROM outbox ORDER BY sequence"
        return list(connection.execute(text(query)))


def test_a_filing_is_kept_with_what_could_not_be_read(receptions: Receptions) -> None:
    typed = filing()
    typed = replace(typed, entries={**typed.entries, "income": {"salary": [{"gross": "五百まん？"}]}})
    kept = receptions.filings.save(typed)
    found = receptions.filings.get(kept.id)
    assert found.entries == typed.entries
    assert found.number.startswith("T20")
    assert found.state is FilingState.OPEN


def test_receptions_and_filings_are_told_to_the_server_in_one_order(receptions: Receptions) -> None:
    receptions.save(reception())
    receptions.filings.save(filing())
    receptions.save(reception())
    told = outbox(receptions)
    assert [row[2] for row in told] == [1, 2, 3]
    assert [(row[0] is None, row[1] is None) for row in told] == [(False, True), (True, False), (False, True)]


def test_an_individual_number_typed_anywhere_never_reaches_the_store(receptions: Receptions) -> None:
    typed = filing(name=f"墨田 {NUMBER}")
    entries = {**typed.entries, "income": {"salary": [{"payer": "9876-5432-1098", "gross": int(NUMBER)}]}}
    kept = receptions.filings.save(replace(typed, entries=entries))
    whole = str(receptions.filings.get(kept.id).entries)
    assert NUMBER not in whole
    assert "9876-5432" not in whole


def test_a_correction_keeps_the_completed_version(receptions: Receptions) -> None:
    done = receptions.filings.save(replace(filing(), step=FilingStep.DONE))
    again = receptions.filings.save(done)
    reopened = receptions.filings.save(replace(again, step=FilingStep.INCOME))
    changed = replace(reopened, step=FilingStep.DONE, entries={**reopened.entries, "income": {"other": 5}})
    receptions.filings.save(changed)
    versions = receptions.filings.versions(done.id)
    assert [one.entries.get("income") for one in versions] == [None, {"other": 5}]


def test_the_second_look_is_kept_with_name_and_note(receptions: Receptions) -> None:
    done = receptions.filings.save(replace(filing(), step=FilingStep.DONE))
    assert [one.state for one in receptions.filings.list()] == [FilingState.WAITING]
    look = SecondLook("見本　責任者", "源泉徴収票と照合", clock.now())
    receptions.filings.save(replace(done, second_look=look))
    assert receptions.filings.get(done.id).second_look == look
    assert [one.state for one in receptions.filings.list()] == [FilingState.CHECKED]


def test_a_filing_saved_elsewhere_meanwhile_is_not_overwritten(receptions: Receptions) -> None:
    kept = receptions.filings.save(filing())
    receptions.filings.save(kept)
    with pytest.raises(Refused, match="refused"):
        receptions.filings.save(kept)


def test_last_years_return_is_found_by_name_and_birth_date(receptions: Receptions) -> None:
    kept = receptions.filings.save(replace(filing(), step=FilingStep.DONE))
    find = receptions.filings.completed
    found = find("墨田　𠮷平", "1980-05-01", 2026)
    assert found is not None
    assert found.id == kept.id
    assert find("墨田　吉平", "1980-05-01", 2026) is None
    assert find("墨田　𠮷平", "1980-05-02", 2026) is None
