"""A question of the guide ÷ a plain look through all its words: `python -m tests.benchmarks.guide`.

Both in one process over the same questions. Aim: the slowest question under 20 ms on a quiet machine.
"""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path
from statistics import median

from app.guide.grams import folded
from app.guide.search import Index
from app.guide.words import words
from app.journeys.guiding import guide

CASES = Path(__file__).resolve().parents[1] / "cases" / "guide" / "questions.toml"
ROUNDS = 3


def main() -> dict[str, float]:
    """The slowest of the everyday questions, and the middle one, in ms and as ratio."""
    asked = tomllib.loads(CASES.read_text(encoding="utf-8"))
    began = time.perf_counter()
    indexes = {language: Index(guide().entries, words(), language) for language in asked}
    made = (time.perf_counter() - began) / len(asked)
    every = [folded(word) for entry in guide().entries for text in entry.texts.values() for word in text.words]
    laps, plain = [], []
    for language, question in [(one, question) for one in asked for question in asked[one]] * ROUNDS:
        began = time.perf_counter()
        indexes[language].search(question)
        between = time.perf_counter()
        _ = [word for word in every if word in question]
        laps.append(between - began)
        plain.append(time.perf_counter() - between)
    return {
        "ratio": round(median(laps) / median(plain), 2),
        "median_ms": round(median(laps) * 1000, 2),
        "slowest_ms": round(max(laps) * 1000, 2),
        "aim_ms": 20,
        "index_ms": round(made * 1000),
        "words": len(every),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
