"""The phrasebook while one types: `python -m tests.benchmarks.phrases`.

How long one letter's search takes over every phrase in every language at once (aim: at most 10 ms), and over Japanese
and one language, as the screen asks. Time of the processor: what else the machine does is left out.
"""

from __future__ import annotations

import statistics
import time

from app.translation.languages import JAPANESE, foreign_languages
from app.translation.office import Phrasebook
from app.translation.search import PhraseIndex

_TYPED = (
    "じ",
    "住",
    "カード",
    "パスポ",
    "a",
    "th",
    "my num",
    "nha ve",
    "क",
    "บัตร",
    "где",
    "カードを見せ",
    "qqq",
    "a e i",
)
_TIMES = 20


def main() -> None:
    """Print the median and the longest search of each index, in milliseconds."""
    phrasebook = Phrasebook()
    everything = [JAPANESE, *(language.code for language in foreign_languages())]
    for name, languages in (("all languages", everything), ("Japanese and Vietnamese", [JAPANESE, "vi"])):
        began = time.process_time()
        index = PhraseIndex(phrasebook, languages)
        made = time.process_time() - began
        took = [_search(index, typed) for typed in _TYPED for _ in range(_TIMES)]
        print(
            f"{name}: index {made * 1000:.0f} ms, search {statistics.median(took):.2f} ms, longest {max(took):.2f} ms"
        )


def _search(index: PhraseIndex, typed: str) -> float:
    began = time.process_time()
    index.find(typed)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
