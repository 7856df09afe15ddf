"""What a batch costs: seconds and memory a case, filling every form of a family's move-in again and again.

`python -m tests.benchmarks.batch` prints one JSON line. `growth_kb` is what the process kept of each case after the
first quarter (Linux): the manifests, which the answer needs, and nothing of the drawing.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from app.case_file import case_from_json
from app.journeys.paper import forms_of, make_plan, print_forms, write_bundle
from app.paths import RESOURCES

CASES = int(sys.argv[1]) if len(sys.argv) > 1 else 60
_PAGE_KB = 4


def memory_kb() -> int:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_KB


def main() -> None:
    case = case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))
    answers, memory, start = [], [], time.perf_counter()
    with TemporaryDirectory() as folder:
        for number in range(CASES):
            first = replace(case.members[0], name=f"墨田　{chr(0x4E00 + number * 7)}")
            one = replace(case, members=(first, *case.members[1:]))
            plan = make_plan(one)
            answers.append(write_bundle(uuid4(), print_forms(one, plan, forms_of(plan)), Path(folder) / str(number)))
            memory.append(memory_kb())
    quarter = CASES // 4
    answer = {
        "benchmark": "batch",
        "cases": len(answers),
        "case_ms": round((time.perf_counter() - start) / CASES * 1000, 1),
        "memory_mb": round(memory[-1] / 1024, 1),
        "growth_kb": round((memory[-1] - memory[quarter]) / (CASES - quarter), 1),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
