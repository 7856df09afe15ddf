"""開示請求: everything about one person and nothing about another, as JSON and on paper, by a supervisor alone."""

import dataclasses
import json
import typing
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pypdfium2
import pytest

import models.case
import models.person
import models.tax
from app.errors import Refused
from app.journeys.counter import Counter
from app.journeys.disclosure import Disclosed, Disclosure, Person, words
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.case import Case
from models.partial_date import PartialDate
from models.reception import State, Step
from models.records import Move
from models.staff import Role
from models.tax import TaxReturn
from tests.app.storage.test_receptions import reception
from tests.signed_in import seat_of

HOLDER = reception().case.members[0]
PERSON = Person(HOLDER.name, PartialDate.parse(str(HOLDER.birth_date)))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Somebody with two receptions, a correction and a history; and a namesake of another birth date."""
    store = Receptions.open(DataFolder(tmp_path / "data"))
    done = store.save(replace(reception(), step=Step.DONE))
    store.save(replace(done, case=replace(done.case, honseki="東京都墨田区緑一丁目1番地")))
    store.passages.move(done.id, Move(State.CHECKED, note="写しを確認"), by="sumi", name="隅　花子")
    store.save(reception())
    namesake = reception()
    other = replace(namesake.case.members[0], birth_date=PartialDate.parse("1931-01-01"), individual_number=None)
    store.save(replace(namesake, case=replace(namesake.case, members=(other,), honseki="岩手県盛岡市")))
    yield Counter(lambda: store, "窓口1", seat=seat_of(Role.CLERK))
    store.close()


def made(counter: Counter, out: Path, person: Person = PERSON) -> tuple[Disclosed, typing.Any]:
    found = Disclosure(counter).make(person, "開示第12号", out)
    return found, json.loads(found.file.read_text(encoding="utf-8"))


def said(paper: Path) -> str:
    document = pypdfium2.PdfDocument(paper)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_every_version_and_history_of_the_person_is_there_and_nothing_of_a_namesake(
    counter: Counter, tmp_path: Path
) -> None:
    found, facts = made(counter, tmp_path / "out")
    assert (found.receptions, found.filings, found.office_rows) == (2, 0, 0)
    corrected = next(one for one in facts["receptions"] if one["versions"])
    assert len(corrected["versions"]) == 2
    assert [one["note"] for one in corrected["history"]] == ["写しを確認"]
    assert "受付の保存" in {one["action"] for one in corrected["trail"]}
    assert "岩手県盛岡市" not in str(facts)


def test_the_paper_says_the_same_in_japanese_words_alone(counter: Counter, tmp_path: Path) -> None:
    found, _facts = made(counter, tmp_path / "out")
    text = said(found.paper)
    for word in (
        "保有個人情報の開示の資料",
        "開示第12号",
        HOLDER.name[:2],
        "緑一丁目1番地",
        "写しを確認",
        "受付の保存",
    ):
        assert word in text.replace("\r\n", "")
    assert not [
        key for key in ("honseki", "birth_date", "members", "new_address", "IN_DOM", "kokuho", "wanted") if key in text
    ]


def test_another_writing_of_the_name_finds_the_same_person(counter: Counter, tmp_path: Path) -> None:
    found, _facts = made(counter, tmp_path / "out", replace(PERSON, name=HOLDER.name.replace("　", "")))
    assert found.receptions == 2


def test_nobody_known_is_said_on_paper_too(counter: Counter, tmp_path: Path) -> None:
    found, _facts = made(counter, tmp_path / "out", Person("だれもいない", PERSON.birth_date))
    assert found.receptions == 0
    assert "ありません" in said(found.paper)


def test_it_needs_a_purpose_and_a_supervisor_and_stands_in_the_trail_in_red(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Disclosure(counter).make(PERSON, " ", tmp_path / "out")
    assert refused.value.facts["reason"] == "purpose_needed"
    made(counter, tmp_path / "out")
    deeds = [one for one in counter.receptions.audit.entries() if one.action == "records.disclosed"]
    assert [one.facts["purpose"] for one in deeds] == ["開示第12号"]
    counter.seat.session = seat_of(Role.CLERK, supervisor=False).session
    with pytest.raises(Refused) as refused:
        Disclosure(counter).make(PERSON, "開示第12号", tmp_path / "out")
    assert refused.value.facts["reason"] == "supervisor_needed"


def keys(kind: typing.Any) -> Iterator[str]:
    """Every field of a dataclass and of those in it."""
    for one in typing.get_args(kind) or (kind,):
        if typing.get_args(one):
            yield from keys(one)
        elif dataclasses.is_dataclass(one) and one is not PartialDate:
            hints = typing.get_type_hints(one)
            for field in dataclasses.fields(one):
                yield field.name
                yield from keys(hints[field.name])


@pytest.mark.parametrize("kind", [Case, TaxReturn])
def test_every_fact_of_a_record_has_its_japanese_name(kind: type) -> None:
    assert sorted(set(keys(kind)) - words()["keys"].keys()) == []


def test_every_code_of_a_record_has_its_japanese_words() -> None:
    kinds = [one for module in (models.case, models.person, models.tax) for one in vars(module).values()]
    enums = {one for one in kinds if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum}
    codes = {code.value for one in enums - {models.case.Pension} for code in one}
    assert sorted(codes - words()["values"].keys()) == []
    pension = {code.value for code in models.case.Pension}
    assert sorted(pension - words()["values"].keys() - words()["codes"]["pension"].keys()) == []
