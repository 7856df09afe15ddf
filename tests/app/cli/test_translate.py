"""`translate`, `models`: exact keys and exit codes, as a robot calls them."""

from pathlib import Path

from tests.app.cli.test_contract import call
from tests.app.translation.tiny import EN_JA, JA_EN


def test_models_are_installed_listed_used_and_removed(tmp_path: Path) -> None:
    assert call("models", "list", "--json", data=tmp_path)[1] == {"models": []}
    for file in (JA_EN, EN_JA):
        code, answer, _ = call("models", "install", str(file), "--json", data=tmp_path)
        assert (code, answer["kind"], answer["version"], answer["test_model"]) == (0, "translation", "0.1", True)
    _, answer, _ = call("models", "list", "--json", data=tmp_path)
    assert [(one["id"], one["from"], one["to"], one["state"]) for one in answer["models"]] == [
        ("translate-en_ja-0_1", "en", "ja", "ok"), ("translate-ja_en-0_1", "ja", "en", "ok"),
    ]  # fmt: skip
    code, answer, _ = call("translate", "--from", "ja", "--to", "en", "--json", "住民票が必要です。", data=tmp_path)
    assert code == 0
    assert (answer["text"], answer["back"]) == ("You need a certificate of residence.", "住民票が必要です。")
    assert (answer["origin"], answer["warnings"]) == ("glossary+machine", [])
    assert "試験用モデル" in answer["model"]
    assert isinstance(answer["elapsed_ms"], int)
    _, answer, _ = call("translate", "--from", "ja", "--to", "en", "--json", "転入届が必要です。", data=tmp_path)
    assert answer["plainer"] == "引っ越してきたことを知らせる紙（転入届）が必要です。"
    assert call("models", "remove", "translate-ja_en-0_1", "--json", data=tmp_path)[:2] == (
        0, {"removed": "translate-ja_en-0_1"},
    )  # fmt: skip
    code, answer, _ = call("translate", "--from", "ja", "--to", "en", "--json", "住民票が必要です。", data=tmp_path)
    assert (code, answer["error"], answer["asset"]) == (10, "missing_asset", "translate-ja_en")


def test_a_number_is_refused_and_appears_nowhere(tmp_path: Path) -> None:
    code, answer, log = call("translate", "--from", "ja", "--to", "en", "--json", "1234 5678 9012", data=tmp_path)
    assert (code, answer["error"], answer["reason"]) == (11, "refused", "individual_number")
    assert "5678" not in str(answer) + log


def test_a_file_that_is_no_model_is_refused_and_nothing_written(tmp_path: Path) -> None:
    file = tmp_path / "x.argosmodel"
    file.write_bytes(b"no zip")
    code, answer, _ = call("models", "install", str(file), "--json", data=tmp_path / "data")
    assert (code, answer["reason"]) == (11, "model_file_damaged")
    assert not (tmp_path / "data").exists()
    assert call("models", "install", str(tmp_path / "none"), "--json", data=tmp_path / "data")[0] == 9


def test_only_what_the_list_names_is_installed(tmp_path: Path) -> None:
    listing = tmp_path / "list.txt"
    listing.write_text(f"{'0' * 64}  {JA_EN.name}\n", encoding="utf-8")
    arguments = ("models", "install", str(JA_EN), "--list", str(listing), "--json")
    assert call(*arguments, data=tmp_path / "data")[1]["reason"] == "model_hash"
    listing.write_text(f"ab7fdba71f0589436549a518a3a157b768408f165bc11c6afba4cc3cee88260a  {JA_EN.name}\n", "utf-8")
    assert call(*arguments, data=tmp_path / "data")[0] == 0


def test_a_language_that_nobody_knows_is_a_wrong_argument(tmp_path: Path) -> None:
    code, answer, _ = call("translate", "--from", "ja", "--to", "xx", "--json", "はい", data=tmp_path)
    assert (code, answer["error"]) == (2, "usage")
