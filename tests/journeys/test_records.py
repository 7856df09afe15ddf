"""A second print says so on every page, and no number stands on it; a list that goes out has no name."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.paper import AGAIN
from app.journeys.records import RecordDesk
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Reception, Step
from models.records import RecordQuery
from tests.app.storage.test_receptions import NUMBER, reception
from tests.signed_in import seat_of


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = Receptions.open(DataFolder(tmp_path / "data"))
    yield Counter(lambda: store, "窓口1", seat=seat_of())
    store.close()


@pytest.fixture
def kept(counter: Counter) -> Reception:
    return counter.save(replace(reception(), step=Step.DONE))


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(pdf))]


def test_every_page_of_a_second_print_is_marked_and_shows_a_mask_where_a_number_belongs(
    counter: Counter, kept: Reception
) -> None:
    again = RecordDesk(counter).reprint(kept.id, "紛失のため")
    said = pages(again.pdf)
    assert [AGAIN in page for page in said] == [True] * again.pages
    assert [AGAIN in page for sheet in again.sheets for page in pages(sheet.pdf)] == [True] * sum(
        sheet.pages for sheet in again.sheets
    )
    values = [value for sheet in again.sheets for value in sheet.values.values()]
    assert [value for value in values if set(value) == {"●"}]
    assert NUMBER not in "".join(said)


def test_a_second_print_needs_a_reason_which_stands_in_the_trail(counter: Counter, kept: Reception) -> None:
    with pytest.raises(Refused):
        RecordDesk(counter).reprint(kept.id, "　")
    RecordDesk(counter).reprint(kept.id, "紛失のため")
    deeds = [one for one in counter.receptions.audit.entries() if one.action == "reception.reprinted"]
    assert [one.facts["reason"] for one in deeds] == ["紛失のため"]


def test_the_list_that_goes_out_is_whole_and_without_names(counter: Counter, kept: Reception) -> None:
    (line,) = RecordDesk(counter).export(RecordQuery())
    assert (line.number, line.name) == (kept.number, "")
