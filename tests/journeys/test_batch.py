"""A folder of next day's cases: each into its own folder, a bad one among them, a cancel in the middle."""

import json
import shutil
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.journeys.batch import BatchJob, printed, run_batch
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


def test_the_bundles_that_worked_come_one_after_the_other_for_the_printer(job: BatchJob) -> None:
    pdfs = list(printed(job, run_batch(job)))
    assert [pdf[:5] for pdf in pdfs] == [b"%PDF-", b"%PDF-"]


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        run_batch(BatchJob(tmp_path / "nowhere", tmp_path / "out"))
