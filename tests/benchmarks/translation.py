"""The machine translation: `python -m tests.benchmarks.translation`.

Our way beside a bare call of CTranslate2 in the same run; memory of loaded directions of the real size, and what
unloading gives back; chrF of known engines on FLORES-101, and of the real models that are installed (`MADOGUCHI_DATA`).
FLORES lies in `third-party/` of the folder named by MADOGUCHI_MODELS, else in `shared/models` beside the repository.
"""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import ctranslate2
import sentencepiece

from app.paths import RESOURCES, DataFolder
from app.translation.argos import ArgosEngine, Direction
from app.translation.interpret import Interpreter
from app.translation.numbers import numbers_of, same_numbers
from app.translation.packages import install, installed
from tests.app.translation.test_engine import PAIRS
from tests.app.translation.tiny import EN_JA, JA_EN
from tests.benchmarks.full_size_model import full_size_package

_DEFAULT = RESOURCES.parent.parent / "shared" / "models"
_FLORES = Path(os.environ.get("MADOGUCHI_MODELS", _DEFAULT)) / "third-party" / "flores101-devtest.tar.xz"
_ORDER, _BETA = 6, 2  # chrF2 of sacrebleu
_SENTENCES = [pair[0] for pair in PAIRS]


def resident_mb() -> float:
    """Of this process, now (Linux)."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGESIZE") / (1 << 20)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bare(folder: Path) -> Callable[[str], str]:
    """The least that translates: the same search, nothing around it."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    model = ctranslate2.Translator(str(folder / "model"), inter_threads=1, intra_threads=1)

    def translate(text: str) -> str:
        tokens = pieces.encode(text, out_type=str)
        result = model.translate_batch(
            [tokens], beam_size=4, length_penalty=0, no_repeat_ngram_size=4, return_scores=True,
            max_decoding_length=3 * len(tokens) + 20,
        )[0]  # fmt: skip
        return str(pieces.decode(result.hypotheses[0]))

    return translate


def overhead(models: Path) -> dict[str, float]:
    """Ours ÷ bare, the two in turn on the same sentences; and the whole interpretation with its way back."""
    folder = models / "translate-ja_en-0_1"
    plain, ours = bare(folder), Direction(folder, "ours")
    engine = ArgosEngine(models)
    ways: dict[str, Callable[[str], object]] = {"bare": plain, "ours": ours.translate}
    for way in ways.values():
        way(_SENTENCES[0])
    laps: dict[str, list[float]] = {name: [] for name in ways}
    for sentence in _SENTENCES * 15:
        for name, way in ways.items():
            laps[name].append(timed(partial(way, sentence)))
    interpreter = Interpreter(engine)
    interpreter.interpret(_SENTENCES[-1], "ja", "en")
    whole = timed(lambda: [interpreter.interpret(sentence, "ja", "en") for sentence in _SENTENCES])
    engine.close()
    each = {name: median(lap) * 1000 for name, lap in laps.items()}
    return {
        "bare_ms": round(each["bare"], 2), "ours_ms": round(each["ours"], 2),
        "ratio": round(each["ours"] / each["bare"], 2), "ratio_aim": 1.2,
        "interpretation_ms": round(whole / len(_SENTENCES) * 1000, 2),
    }  # fmt: skip


def memory(models: Path, folder: Path) -> dict[str, object]:
    """Megabytes of models of the real size: four loaded one after the other, twelve changes among six, all unloaded.

    `gone_for_the_fifth`: which direction goes when a fifth comes, after the first of the four was used once more.
    """
    codes = ["de", "fr", "it", "nl", "pl", "sv"]
    began = time.perf_counter()
    for code in codes:
        install(models, full_size_package(folder / "full.argosmodel", "ja", code))
    installing = (time.perf_counter() - began) / len(codes)
    engine = ArgosEngine(models)
    sizes = [resident_mb()]
    for code in codes[:4]:
        engine.translator("ja", code).translate(_SENTENCES[0])
        sizes.append(resident_mb())
    engine.translator("ja", codes[0]).translate(_SENTENCES[1])
    before = set(engine.loaded())
    engine.translator("ja", codes[4]).translate(_SENTENCES[0])
    gone = before - set(engine.loaded())
    for turn in range(12):
        engine.translator("ja", codes[turn % len(codes)]).translate(_SENTENCES[0])
    changed, loaded = resident_mb(), len(engine.loaded())
    engine.close()
    return {
        "install_s": round(installing, 1), "per_direction_mb": round((sizes[4] - sizes[0]) / 4),
        "four_mb": round(sizes[4] - sizes[0]), "after_12_changes_mb": round(changed - sizes[0]),
        "gone_for_the_fifth": ["-".join(pair) for pair in gone], "loaded_then": loaded,
        "after_unloading_mb": round(resident_mb() - sizes[0]),
    }  # fmt: skip


def chrf(made: Sequence[str], references: Sequence[str]) -> float:
    """chrF2 of a corpus, 0 to 100: letters without blanks, groups of one to six."""
    scores = []
    for order in range(1, _ORDER + 1):
        hits = ours = theirs = 0
        for one, other in zip(made, references, strict=True):
            first, second = _groups(one, order), _groups(other, order)
            hits, ours, theirs = hits + (first & second).total(), ours + first.total(), theirs + second.total()
        precision, recall = hits / max(ours, 1), hits / max(theirs, 1)
        below = _BETA**2 * precision + recall
        scores.append((1 + _BETA**2) * precision * recall / below if below else 0.0)
    return 100 * sum(scores) / len(scores)


def _groups(text: str, order: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[place : place + order] for place in range(len(letters) - order + 1))


def quality() -> dict[str, object]:
    """chrF and the objections of our comparison of numbers, for engines whose output is known and for ours."""
    if not _FLORES.is_file():
        return {"skipped": "flores101-devtest.tar.xz is not there: set MADOGUCHI_MODELS to its folder's folder"}
    with tarfile.open(_FLORES) as archive:
        files = {info.name.rpartition("/")[2]: info for info in archive if info.isfile()}
        read = {
            name: content.read().decode().splitlines()
            for name, info in files.items()
            if (name in {"devtest.ja", "devtest.en"} or "-" in name) and (content := archive.extractfile(info))
        }
    done: dict[str, object] = {"human_numbers": _objections(read["devtest.ja"], read["devtest.en"], ("ja", "en"))}
    for pair in (("ja", "en"), ("en", "ja")):
        source, target = (read[f"devtest.{code}"] for code in pair)
        known = {name.split(".")[1]: lines for name, lines in read.items() if name.startswith(f"{'-'.join(pair)}.")}
        for engine, lines in {**known, **_own(source, pair)}.items():
            done[f"{'-'.join(pair)} {engine}"] = {
                "chrf": round(chrf(lines, target), 1), "numbers": _objections(source, lines, pair),
            }  # fmt: skip
    return done


def _objections(source: Sequence[str], made: Sequence[str], pair: tuple[str, str]) -> float:
    """The share of sentences with digits of which our comparison says that their numbers changed."""
    with_digits = [both for both in zip(source, made, strict=True) if any(letter.isdigit() for letter in both[0])]
    changed = [both for both in with_digits if not same_numbers(*map(numbers_of, both, pair))]
    return round(len(changed) / len(with_digits), 3)


def _own(source: Sequence[str], pair: tuple[str, str]) -> dict[str, list[str]]:
    """What an installed real model makes of FLORES; nothing where none is installed."""
    models = DataFolder.chosen().models
    if not any((one.source, one.target) == pair and not one.test_model for one in installed(models)):
        return {}
    engine = ArgosEngine(models)
    translator = engine.translator(*pair)
    return {"installed": [" ".join(translator.translate(line).text.split()) for line in source]}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder) / "models"
        for file in (JA_EN, EN_JA):
            install(models, file)
        answer = {"overhead": overhead(models), "memory": memory(models, Path(folder)), "quality": quality()}
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()
