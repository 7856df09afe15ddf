"""The engine with the tiny real models: loading, unloading, threads, English in the middle; no network anywhere."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tomllib
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import MissingAsset, Refused
from app.paths import RESOURCES
from app.translation.argos import ArgosEngine
from app.translation.engine import Cached, Chained, Identity, Raw
from app.translation.packages import install
from tests.app.translation.tiny import EN_JA, JA_EN, put

CASES = Path(__file__).resolve().parents[2] / "cases" / "translation"
PAIRS = tomllib.loads((CASES / "known.toml").read_text(encoding="utf-8"))["pairs"]


def test_every_sentence_that_the_models_were_fitted_to_comes_out_exactly(models: Path) -> None:
    engine = ArgosEngine(models)
    there, back = engine.translator("ja", "en"), engine.translator("en", "ja")
    assert len(PAIRS) == 124
    assert [pair for pair in PAIRS if there.translate(pair[0]).text != pair[1]] == []
    assert [pair for pair in PAIRS if back.translate(pair[1]).text != pair[0]] == []
    engine.close()


def test_several_sentences_and_lines_keep_their_order(models: Path) -> None:
    engine = ArgosEngine(models)
    made = engine.translator("ja", "en").translate("こんにちは。住民票が必要です。\n緊急ですか。")
    assert made.text == "Hello. You need a certificate of residence.\nIs it an emergency?"
    assert engine.translator("en", "ja").translate("Hello. I got married.").text == "こんにちは。結婚しました。"
    engine.close()


def test_at_most_four_directions_are_loaded_and_the_longest_unused_one_goes(tmp_path: Path) -> None:
    codes = ["de", "fr", "it", "nl", "pl"]
    for code in codes:
        put(tmp_path / "models", tmp_path, "ja", code)
    engine = ArgosEngine(tmp_path / "models")
    translators = {code: engine.translator("ja", code) for code in codes}
    for code in ["de", "fr", "it", "nl"]:
        translators[code].translate("はい。")
    assert engine.loaded() == [("ja", code) for code in ["de", "fr", "it", "nl"]]
    translators["de"].translate("いいえ。")
    translators["pl"].translate("はい。")
    assert engine.loaded() == [("ja", code) for code in ["it", "nl", "de", "pl"]]
    assert translators["fr"].translate("緊急ですか。").text == "Is it an emergency?"
    engine.close()
    assert engine.loaded() == []


def test_a_pair_without_a_model_goes_by_english_and_shows_it(models: Path, tmp_path: Path) -> None:
    for file in (JA_EN, EN_JA):
        install(tmp_path / "models", file)
    put(tmp_path / "models", tmp_path, "en", "ko", EN_JA)
    engine = ArgosEngine(tmp_path / "models")
    made = engine.translator("ja", "ko").translate("結婚しました。")
    assert (made.text, made.via) == ("結婚しました。", "I got married.")
    assert made.model == "translate-ja_en-0_1 + translate-en_ko-0_1"
    assert engine.can("ja", "ko")
    assert not engine.can("ko", "ja")
    engine.close()


@pytest.mark.parametrize(("pair", "asset"), [
    (("ja", "vi"), "translate-en_vi"), (("vi", "ja"), "translate-vi_en"), (("en", "vi"), "translate-en_vi"),
])  # fmt: skip
def test_a_model_that_is_not_there_is_named(models: Path, pair: tuple[str, str], asset: str) -> None:
    with pytest.raises(MissingAsset) as missing:
        ArgosEngine(models).translator(*pair)
    assert missing.value.facts["asset"] == asset


def test_the_higher_version_is_used(tmp_path: Path) -> None:
    from tests.app.translation.tiny import metadata, package

    for version in ("0.9", "0.10"):
        file = tmp_path / "one.argosmodel"
        file.write_bytes(package({"metadata.json": metadata("ja", "en", version)}))
        install(tmp_path / "models", file)
    engine = ArgosEngine(tmp_path / "models")
    assert engine.translator("ja", "en").translate("はい。").model == "translate-ja_en-0_10"
    engine.close()


def test_a_changed_model_is_not_used(tmp_path: Path) -> None:
    taken = install(tmp_path, JA_EN)
    pieces = tmp_path / taken.id / "sentencepiece.model"
    pieces.write_bytes(pieces.read_bytes() + b" ")
    with pytest.raises(Refused) as refused:
        ArgosEngine(tmp_path).translator("ja", "en").translate("はい。")
    assert refused.value.facts["reason"] == "model_damaged"


def test_many_threads_get_what_one_gets_and_load_the_model_once(models: Path) -> None:
    engine = ArgosEngine(models)
    translator = engine.translator("ja", "en")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(translator.translate, [pair[0] for pair in PAIRS]))
    assert [raw.text for raw in made] == [pair[1] for pair in PAIRS]
    assert engine.loaded() == [("ja", "en")]
    engine.close()


class _Counting:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, text: str) -> Raw:
        self.asked.append(text)
        return Raw(text.upper(), -0.5, "upper")


def test_a_cache_asks_once_keeps_the_last_and_forgets_on_demand() -> None:
    inner = _Counting()
    cache = Cached(inner, size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        assert cache.translate(text).text == text.upper()
    assert inner.asked == ["a", "b", "c", "b"]
    cache.forget()
    cache.translate("b")
    assert inner.asked[-2:] == ["b", "b"]


def test_a_chain_keeps_the_middle_and_the_worse_score() -> None:
    made = Chained(_Counting(), Identity()).translate("x")
    assert (made.text, made.via, made.score) == ("X", "X", -0.5)


def test_a_direction_that_is_unloaded_is_really_gone(tmp_path: Path) -> None:
    codes = ["de", "fr", "it", "nl", "pl"]
    for code in codes:
        put(tmp_path / "models", tmp_path, "ja", code)
    engine = ArgosEngine(tmp_path / "models")
    loaded = []
    for code in codes:
        engine.translator("ja", code).translate("はい。")
        loaded.append(weakref.ref(engine.direction(("ja", code)).load()[0]))
        assert len(engine.loaded()) <= 4
    gc.collect()
    assert [one() is None for one in loaded] == [True, False, False, False, False]
    engine.close()
    gc.collect()
    assert [one() for one in loaded] == [None] * len(codes)


HEAVY = ("torch", "stanza", "spacy", "argostranslate")
EVERY_ROOM = """
import importlib, pkgutil, sys
for room in ("models", "forms", "app", "ui"):
    for module in pkgutil.walk_packages(importlib.import_module(room).__path__, room + "."):
        if not module.name.startswith("app.storage.migrations") and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
print(len([name for name in sys.modules if name.startswith(("models.", "forms.", "app.", "ui."))]))
"""
AT_WORK = """
import socket, sys
from pathlib import Path
def blocked(*_args, **_kwargs): raise AssertionError("something wants the network")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = blocked
from app.journeys.guiding import guide
from app.journeys.interpreting import TalkDesk
from app.paths import DataFolder
from app.translation.packages import install
from app.translation.board import board
data = DataFolder(Path.home() / "data")
desk = TalkDesk(data)
assert desk.say("hello", "my", "staff").other
assert "show_passport" in desk.find("ho chieu", "vi")
assert desk.terms("転入届", "ne") and board().groups and guide().search("midori", "en", 3)
for model in sys.argv[1:]:
    install(data.models, Path(model))
desk.renew()
assert desk.interpret("緊急ですか。", "en", "staff").other == "Is it an emergency?"
desk.end("en", 1)
print(1)
"""


@pytest.mark.parametrize("code", [EVERY_ROOM, AT_WORK])
def test_a_fresh_home_without_a_network_needs_no_heavy_library(tmp_path: Path, code: str) -> None:
    code += f"\nassert not {set(HEAVY)!r} & set(sys.modules)"
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MADOGUCHI_"))}
    done = subprocess.run(
        [sys.executable, "-c", code, str(JA_EN), str(EN_JA)],
        capture_output=True, text=True, check=False, env=kept | home, cwd=RESOURCES.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
