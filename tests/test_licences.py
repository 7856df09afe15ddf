"""Every package of the locks has a licence that a ward may run (facts C-35, section 7): none that would spread."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path

import pytest

LOCKS = Path(__file__).resolve().parent.parent / "installer" / "requirements"
FREE = re.compile(
    r"MIT(-0|-CMU)?( License)?|(0)?BSD([- ][23][- ]Clause)?( license.*| License)?|Apache.*|PSF-2\.0|Zlib|CC0-1\.0"
    r"|MPL-2\.0|Mozilla Public License.*|LGPL-[23]\.[01](-only|-or-later)|.*Lesser General Public License.*",
    re.IGNORECASE,
)
TOLD_BY_THEIR_FILE = {"sqlcipher3": "This software is provided 'as-is', without any express or implied"}
"""The zlib licence, said in a file alone."""


def locked(lock: str) -> list[str]:
    lines = (LOCKS / lock).read_text(encoding="utf-8").splitlines()
    return sorted({one[0] for line in lines if (one := re.match(r"[A-Za-z0-9_.-]+(?===)", line))})


def alternatives(name: str) -> Iterator[list[str]]:
    """Each choice that the package leaves, as the licences that hold together in it."""
    facts = metadata(name)
    said = [str(facts[key]) for key in ("License-Expression", "License") if facts[key] not in (None, "UNKNOWN")]
    classified = [one.split(" :: ")[-1] for one in facts.get_all("Classifier") or [] if one.startswith("License ::")]
    for text in said or [" OR ".join(classified)]:
        for choice in re.split(r" OR |, ", text.splitlines()[0] if text else ""):
            yield re.split(r" AND ", choice)


def is_free(name: str) -> bool:
    if name in TOLD_BY_THEIR_FILE:
        files = (one for one in distribution(name).files or () if "LICENSE" in one.name.upper())
        return any(TOLD_BY_THEIR_FILE[name] in one.read_text() for one in files)
    return any(all(FREE.fullmatch(one.strip()) for one in choice) for choice in alternatives(name))


@pytest.mark.parametrize("name", sorted({*locked("runtime.txt"), *locked("dev.txt")}))
def test_the_licence_lets_a_ward_run_and_pass_it_on(name: str) -> None:
    try:
        assert is_free(name), list(alternatives(name))
    except PackageNotFoundError:
        pytest.skip("not for this system")


@pytest.mark.parametrize("text", ["GPL-3.0-only", "AGPL-3.0", "GNU Affero General Public License", "Proprietary", ""])
def test_a_licence_that_spreads_or_forbids_is_none_of_them(text: str) -> None:
    assert not FREE.fullmatch(text)
