"""Argos packages without argostranslate: CTranslate2 and SentencePiece read them directly (docs/translation.md)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from app.errors import MissingAsset, Refused
from app.memory import give_back
from app.translation.engine import Cached, Chained, Identity, Raw, Translator
from app.translation.packages import TRANSLATION, Package, damaged, installed
from app.translation.sentences import split_sentences

if TYPE_CHECKING:
    import ctranslate2
    import sentencepiece

MOST_LOADED = 4  # directions, of about 100 MB each: both of a conversation with English in the middle
_PIVOT = "en"
_UNSPACED = ("zh", "ja", "th", "zt")  # languages whose sentences follow each other without a blank


@dataclass
class Direction:
    """One model. It is loaded by the first text, and by no second one at the same moment."""

    folder: Path
    model: str
    test_model: bool = False
    joint: str = " "
    _lock: RLock = field(default_factory=RLock, repr=False)
    _loaded: tuple[ctranslate2.Translator, sentencepiece.SentencePieceProcessor] | None = field(
        default=None, repr=False
    )

    @property
    def is_loaded(self) -> bool:
        return self._loaded is not None

    def load(self) -> tuple[ctranslate2.Translator, sentencepiece.SentencePieceProcessor]:
        """The model and its pieces; from the disk the first time. One thread: two are slower (facts 3.3)."""
        import ctranslate2
        import sentencepiece

        with self._lock:
            if self._loaded is None:
                pieces = sentencepiece.SentencePieceProcessor(model_file=str(self.folder / "sentencepiece.model"))
                model = ctranslate2.Translator(str(self.folder / "model"), inter_threads=1, intra_threads=1)
                self._loaded = model, pieces
            return self._loaded

    def unload(self) -> None:
        """Give the memory back; the next text loads it again."""
        with self._lock:
            if self._loaded is not None:
                self._loaded[0].unload_model()
                self._loaded = None
                give_back()

    def translate(self, text: str) -> Raw:
        """Sentence by sentence, line by line as the text has them; the score is the worst sentence's."""
        lines = [split_sentences(line) for line in text.splitlines()]
        made = iter(self._sentences([sentence for line in lines for sentence in line]))
        done = [[next(made) for _ in line] for line in lines]
        score = min((score for line in done for _, score in line), default=0.0)
        joined = "\n".join(self.joint.join(words for words, _ in line) for line in done)
        return Raw(joined, score, self.model, test_model=self.test_model)

    def _sentences(self, sentences: list[str]) -> list[tuple[str, float]]:
        """Each with its log-probability a token. No length penalty: with one, four early endings end the search."""
        if not sentences:
            return []
        with self._lock:
            model, pieces = self.load()
            tokens = [pieces.encode(sentence, out_type=str) for sentence in sentences]  # a list starts threads
            results = model.translate_batch(
                tokens, beam_size=4, length_penalty=0, no_repeat_ngram_size=4, return_scores=True,
                max_decoding_length=3 * max(map(len, tokens)) + 20, max_batch_size=16,
            )  # fmt: skip
        best = [(result.hypotheses[0], result.scores[0]) for result in results]
        return [(str(pieces.decode(words)).strip(), score / (len(words) + 1)) for words, score in best]


class ArgosEngine:
    """The translators of the installed packages; at most MOST_LOADED are in memory, the longest unused one goes."""

    def __init__(self, models: Path | None, most_loaded: int = MOST_LOADED) -> None:
        """Without a models' folder it can nothing."""
        self._models = models or Path()
        self._most_loaded = most_loaded
        self._packages = {
            (package.source, package.target): package
            for package in sorted(installed(models) if models else (), key=lambda package: package.order)
            if package.kind == TRANSLATION
        }
        self._directions: OrderedDict[tuple[str, str], Direction] = OrderedDict()
        self._lock = RLock()

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that have a model of their own."""
        return frozenset(self._packages)

    def can(self, source: str, target: str) -> bool:
        """Directly, or by way of English."""
        pairs = self.pairs()
        return source == target or (source, target) in pairs or {(source, _PIVOT), (_PIVOT, target)} <= pairs

    def translator(self, source: str, target: str) -> Translator:
        """For a pair; MissingAsset names the package that is not there."""
        if source == target:
            return Identity()
        if (source, target) in self._packages:
            return Cached(_Kept(self, (source, target)))
        for pair in ((source, _PIVOT), (_PIVOT, target)):
            if _PIVOT in {source, target} or pair not in self._packages:
                missing = (source, target) if _PIVOT in {source, target} else pair
                raise MissingAsset(f"translate-{missing[0]}_{missing[1]}", "madoguchi models install FILE.argosmodel")
        return Cached(Chained(_Kept(self, (source, _PIVOT)), _Kept(self, (_PIVOT, target))))

    def loaded(self) -> list[tuple[str, str]]:
        """What is in memory, the longest unused first."""
        return [pair for pair, direction in self._directions.items() if direction.is_loaded]

    def direction(self, pair: tuple[str, str]) -> Direction:
        """The pair's model, now the last used; its files are compared with what was installed before the first use."""
        with self._lock:
            if pair not in self._directions:
                self._directions[pair] = self._verified(self._packages[pair])
            self._directions.move_to_end(pair)
            for old in list(self._directions)[: -self._most_loaded]:
                self._directions[old].unload()
            return self._directions[pair]

    def _verified(self, package: Package) -> Direction:
        if damaged(self._models, package):
            raise Refused("model_damaged", id=package.id)
        joint = "" if package.target in _UNSPACED else " "
        return Direction(self._models / package.id, package.id, package.test_model, joint)

    def close(self) -> None:
        """Unload everything."""
        for direction in self._directions.values():
            direction.unload()


@dataclass(frozen=True)
class _Kept:
    """One direction of the engine, loaded only as long as it is among the last used."""

    engine: ArgosEngine
    pair: tuple[str, str]

    def translate(self, text: str) -> Raw:
        return self.engine.direction(self.pair).translate(text)
