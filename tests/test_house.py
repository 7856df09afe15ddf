"""The house rules that no linter knows: sizes, names, and what must not stand in any file."""

import ast
import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("ui", "app", "forms", "models", "resources")
SOURCES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]


def _functions() -> list[tuple[str, int]]:
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


def _tracked_texts() -> list[tuple[str, str]]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [
        (name, (ROOT / name).read_bytes().decode("utf-8", "ignore"))
        for name in names.split("\0")
        if (ROOT / name).is_file() and name != "tests/test_house.py"
    ]


def test_no_function_is_longer_than_60_lines_and_the_typical_one_has_10_at_most() -> None:
    functions = _functions()
    assert [name for name, lines in functions if lines > 60] == []
    assert median(lines for _, lines in functions) <= 10


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_every_folder_of_code_says_in_one_sentence_what_it_is() -> None:
    folders = {path.parent for path in SOURCES}
    silent = [str(f.relative_to(ROOT)) for f in folders if not _docstring(f / "__init__.py")]
    assert silent == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else None


def test_no_dependency_owns_one_of_our_names() -> None:
    owners = packages_distributions()
    assert {floor: owners.get(floor, ["madoguchi"]) for floor in FLOORS} == {floor: ["madoguchi"] for floor in FLOORS}


def test_no_file_names_a_package_index() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|deb\.debian\.org|registry\.npmjs\.org|security\.debian\.org")
    assert [name for name, text in _tracked_texts() if hosts.search(text)] == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in (ROOT / "installer" / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []
