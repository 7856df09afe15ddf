"""A translation package as large as Argos' (6+6 layers, 512 wide, 32,000 pieces, int8) of random numbers.

Its memory and speed are real, its words are not.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

from tests.app.translation.tiny import TOP, metadata, parts, zipped

_PIECES, _WIDTH, _INNER = 32_000, 512, 2048


def full_size_package(file: Path, source: str, target: str) -> Path:
    """Write it as an `.argosmodel`; its pieces are the tiny model's, the rest of the 32,000 never occur."""
    tiny = parts()
    with tempfile.TemporaryDirectory() as folder:
        _model(_vocabulary(tiny["sentencepiece.model"]), Path(folder))
        model = {f"model/{path.name}": path.read_bytes() for path in Path(folder).iterdir()}
    kept = {"sentencepiece.model": tiny["sentencepiece.model"], "metadata.json": metadata(source, target)}
    file.write_bytes(zipped({f"{TOP}/{name}": content for name, content in {**kept, **model}.items()}))
    return file


def _vocabulary(model: bytes) -> list[str]:
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    known = [pieces.id_to_piece(number) for number in range(3, len(pieces))]
    start = ["<blank>", "<unk>", "<s>", "</s>", *known]
    return [*start, *(f"unused{number}" for number in range(_PIECES - len(start)))]


def _model(vocabulary: list[str], folder: Path) -> None:
    spec = TransformerSpec.from_config((6, 6), 8)
    random = np.random.default_rng(1)
    for name, value in spec.variables(ordered=True):
        if value is None:
            values = np.ones(_WIDTH) if name.endswith(("gamma", "beta")) else random.normal(0, 0.02, _shape(name))
            _put(spec, name, values.astype(np.float32))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))


def _shape(name: str) -> tuple[int, int]:
    if "embeddings" in name or "projection" in name:
        return _PIECES, _WIDTH
    if "ffn" in name:
        return (_INNER, _WIDTH) if "linear_0" in name else (_WIDTH, _INNER)
    joined = 3 if "self_attention/linear_0" in name else 2 if "/attention/linear_1" in name else 1
    return joined * _WIDTH, _WIDTH


def _put(spec: Any, name: str, values: np.ndarray[Any, np.dtype[np.float32]]) -> None:
    *path, last = name.split("/")
    for part in path:
        field, _, number = part.rpartition("_")
        spec = getattr(spec, part) if hasattr(spec, part) else getattr(spec, field)[int(number)]
    setattr(spec, last, values)
