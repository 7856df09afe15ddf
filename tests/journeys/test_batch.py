"""A folder of next day's cases: each into its own folder, a bad one among them, a cancel in the middle."""

import json
import shutil
from pathlib import Path

import pytest

from app.errors import InvalidInput, StorageFailure
from app.journeys.batch import BatchJob, bundle_of, outcome, run_batch
from app.paths import RESOURCES


@pytest.fixture
def job(tmp_path: Path) -> BatchJob:
    cases = tmp_path / "cases"
    cases.mkdir()
    for name in ("a", "c"):
        shutil.copy(RESOURCES / "practice" / "family.json", cases / f"{name}.json")
    (cases / "b.json").write_text(json.dumps({"event": "IN_DOM"}), encoding="utf-8")
    return BatchJob(cases, tmp_path / "out", ["idou"])


def test_a_bad_case_does_not_stop_the_others_and_says_what_is_wrong(job: BatchJob) -> None:
    seen: list[tuple[int, int]] = []
    results = run_batch(job, lambda done, of: seen.append((done, of)))
    assert [(result["file"], result.get("error")) for result in results] == [
        ("a.json", None), ("b.json", "invalid_input"), ("c.json", None),
    ]  # fmt: skip
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in job.out.iterdir()) == ["a", "c"]


def test_after_a_cancel_no_further_case_is_begun(job: BatchJob) -> None:
    results = run_batch(job, lambda _done, _of: job.cancel.set())
    assert [result["file"] for result in results] == ["a.json"]


def test_each_case_is_told_at_a_glance_with_its_first_person_and_its_bundle_is_at_hand(job: BatchJob) -> None:
    first, bad, last = (outcome(job, result) for result in run_batch(job))
    assert (first.name, first.forms, first.pages, first.error) == ("墨田　太郎", 1, 1, "")
    assert (bad.name, bad.forms, bad.error) == ("", 0, "invalid_input")
    assert bundle_of(job, last).startswith(b"%PDF-")


def test_a_bundle_that_has_gone_from_its_folder_is_said(job: BatchJob) -> None:
    first, *_ = (outcome(job, result) for result in run_batch(job))
    shutil.rmtree(job.out / "a")
    with pytest.raises(StorageFailure):
        bundle_of(job, first)


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        run_batch(BatchJob(tmp_path / "nowhere", tmp_path / "out"))
