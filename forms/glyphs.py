"""Which font draws which character: fallback per character and per pair of a character and its 異体字セレクタ.

The order is fonts.toml's: BIZ UD, IPAmj, the ward's own fonts, a wide Latin one. What none of them has is named, and
its place on the sheet stays blank for the clerk's pen; a sheet never shows a box for a character.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from forms.errors import MissingFont

if TYPE_CHECKING:
    from forms.fonts import Font

Style = Literal["mincho", "gothic", "sans", "zh-Hans", "zh-Hant", "ko", "th", "ne", "my"]
"""The two of a sheet, and those of the languages that these do not write well."""

BLANK = "\u3000"
_UNIT = re.compile(r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]?", re.DOTALL)
_JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff]")
_FONT_FILES = {".ttf", ".ttc"}
_ward_folders: list[Path] = []


class _Entry(TypedDict):
    id: str
    name: str
    chain: str
    required: bool
    shaped: NotRequired[bool]
    files: list[str]
    how_to_install: str


@dataclass(frozen=True)
class Run:
    """A stretch of text in one font: `codes` is what the font draws, `text` what it means.

    `places` are the codes' own places (x from the stretch's left end, y from the line; thousandths of the size) where
    the script needs them; `width` is the whole stretch's.
    """

    font: str
    codes: str
    text: str
    width: float
    places: tuple[tuple[float, float], ...] = ()


def use_ward_fonts(folder: Path) -> None:
    """The ward's own fonts (外字, 行政事務標準文字): every .ttf and .ttc of the folder, by name, after IPAmj明朝."""
    _ward_folders[:] = [folder]
    for cached in (_ward_files, _ward_fonts, _chain, _choose, _unit_width):
        cached.cache_clear()


def units(text: str) -> list[str]:
    """Characters, each with its selector where it has one."""
    return _UNIT.findall(text)


def runs(text: str, style: Style) -> Sequence[Run]:
    """The text as stretches of one font each; a character that no font has leaves a blank as wide as itself."""
    chosen = [(unit, *(_choose(unit, style) or _blank(style))) for unit in units(text)]
    stretches = []
    for font, group in groupby(chosen, key=lambda part: part[1]):
        parts = list(group)
        stretches.append(_run(font, "".join(codes for *_, codes in parts), "".join(unit for unit, *_ in parts)))
    return stretches


def _run(name: str, codes: str, text: str) -> Run:
    font = _by_name()[name]
    if not font.shaped:
        return Run(name, codes, text, font.width(codes))
    shaped = font.shape(text)
    places = tuple((glyph.x, glyph.y) for _, glyph in shaped)
    return Run(name, "".join(code for code, _ in shaped), text, sum(glyph.advance for _, glyph in shaped), places)


def missing_glyphs(text: str, style: Style) -> list[str]:
    """The characters (with their selectors) that no installed font can draw."""
    return [unit for unit in units(text) if _choose(unit, style) is None]


def selected(character: str, style: Style = "mincho") -> list[str]:
    """The character with each selector (異体字セレクタ) for which a font of the style has a glyph."""
    fonts = [font for entry in _entries() if entry["chain"] in (style, "both") for font in _fonts(entry["id"])]
    selectors = sorted({selector for font in fonts for selector in font.selectors(character)})
    return [character + selector for selector in selectors]


def width(text: str, style: Style, size: float) -> float:
    """Width in points of the text at `size` points."""
    if is_shaped(style):
        return sum(run.width for run in runs(text, style)) * size / 1000
    return sum(_unit_width(unit, style) for unit in units(text)) * size / 1000


def abbreviated(unit: str, meaning: str, style: Style) -> Run:
    """One character drawn that reads back as what it stands for."""
    font = _required(style)
    codes = font.abbreviation(unit, meaning)
    return Run(font.name, codes, meaning, font.width(codes))


def font(name: str) -> Font:
    """The font that a run names."""
    return _by_name()[name]


def font_file(*identities: str) -> Path:
    """The file of the first of these fonts (ids of fonts.toml) that is installed, for who draws without a PDF."""
    wanted = [entry for identity in identities for entry in _entries() if entry["id"] == identity]
    found = [_files()[file] for entry in wanted for file in entry["files"] if file in _files()]
    if not found:
        raise MissingFont(wanted[-1]["name"], wanted[-1]["how_to_install"])
    return found[0]


def font_report() -> str:
    """A sentence about the fonts of the sheets; MissingFont where a necessary one is absent."""
    entries = [entry for entry in _entries() if entry["id"] != "ward"]
    found = [entry["name"] for entry in entries if _fonts(entry["id"])]
    readable = [path.name for path in _ward_files() if _readable(path)]
    found += [f"区の書体（{'、'.join(readable)}）"] if readable else []
    absent = [entry["how_to_install"] for entry in entries if not _fonts(entry["id"])]
    absent += [
        f"{path.name}は読めません。TrueTypeの書体に替えてください" for path in _ward_files() if not _readable(path)
    ]
    return "".join(f"{sentence.rstrip('。')}。" for sentence in (f"使える書体は{'、'.join(found)}です", *absent))


@cache
def _choose(unit: str, style: Style) -> tuple[str, str] | None:
    """Name of the first font that has the character, and what draws it there."""
    mixed = style == "ko" and _JAPANESE.match(unit)  # Korean fonts have some of them: a word would be in two
    for font in _chain("gothic" if mixed else style):
        if codes := font.codes(unit):
            return font.name, codes
    return None


@cache
def _chain(style: Style) -> Sequence[Font]:
    """The style's own fonts; in another language then those of Latin letters and of Japanese; then those of all."""
    chains = [style, "both"] if style in ("mincho", "gothic") else [style, "sans", "gothic", "both"]
    entries = sorted((one for one in _entries() if one["chain"] in chains), key=lambda one: chains.index(one["chain"]))
    return [font for entry in entries for font in _fonts(entry["id"])]


@cache
def _unit_width(unit: str, style: Style) -> float:
    name, codes = _choose(unit, style) or _blank(style)
    return _by_name()[name].width(codes)


def _blank(style: Style) -> tuple[str, str]:
    return _required(style).name, BLANK


def _required(style: Style) -> Font:
    return (_fonts(style) or _fonts("gothic"))[0]


@cache
def is_shaped(style: Style) -> bool:
    """Whether the language's letters join, stack or change places."""
    return any(entry["chain"] == style and entry.get("shaped", False) for entry in _entries())


@cache
def _by_name() -> dict[str, Font]:
    """Every font opened so far."""
    return {}


def _fonts(identity: str) -> Sequence[Font]:
    return _ward_fonts() if identity == "ward" else _installed(identity)


@cache
def _ward_fonts() -> Sequence[Font]:
    return [font for path in _ward_files() if (font := _readable(path))]


def _readable(path: Path) -> Font | None:
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        return _open(f"ward-{path}", path)
    except (TTFError, OSError):
        return None  # named by the report


@cache
def _installed(identity: str) -> Sequence[Font]:
    entry = next(entry for entry in _entries() if entry["id"] == identity)
    path = next((_files()[file] for file in entry["files"] if file in _files()), None)
    if path is None and entry["required"]:
        raise MissingFont(entry["name"], entry["how_to_install"])
    return [_open(identity, path, shaped=entry.get("shaped", False))] if path else []


def _open(name: str, path: Path, *, shaped: bool = False) -> Font:
    from forms.fonts import Font

    fonts = _by_name()
    if name not in fonts:
        fonts[name] = Font(name, path, shaped=shaped)
    return fonts[name]


@cache
def _ward_files() -> Sequence[Path]:
    found = (path for folder in _ward_folders if folder.is_dir() for path in folder.iterdir())
    return sorted(path for path in found if path.suffix.lower() in _FONT_FILES)


@cache
def _entries() -> Sequence[_Entry]:
    return _data()["font"]  # type: ignore[return-value]


@cache
def _data() -> Mapping[str, object]:
    return tomllib.loads((Path(__file__).parent / "fonts.toml").read_text(encoding="utf-8"))


@cache
def _files() -> Mapping[str, Path]:
    """Every font file of this machine's folders by name."""
    folders = [Path(folder).expanduser() for folder in _data()["folders"]]  # type: ignore[attr-defined]
    files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*.tt[fc]"))
    return {path.name: path for path in files}
