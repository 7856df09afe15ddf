"""What the guide knows (`resources/guide`), ready to be shown in every language of the guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from app.data_file import DataError, built, read_toml
from app.guide.city_map import Degrees, route
from app.guide.words import FOLDER, Words

Kind = Literal["waste", "office", "hours", "procedure", "payment", "online", "certificate"]
KINDS: tuple[Kind, ...] = get_args(Kind)
UNSURE = frozenset({"B", "C", "U"})  # what a clerk has to confirm
_Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Text:
    """An answer in one language; `words` find it, `category` is the kind of garbage (empty for all else)."""

    title: str
    text: str
    words: tuple[str, ...]
    category: str = ""


@dataclass(frozen=True)
class Entry:
    """One answer in every language of the guide; `place` in degrees north and east where it is a house."""

    id: str
    kind: Kind
    source: str
    confidence: str
    texts: Mapping[str, Text]
    place: Degrees | None = None


@dataclass(frozen=True)
class _Thing:
    """Where a thing of the household goes."""

    category: str
    words: dict[str, list[str]]
    confidence: Literal["S", "P", "B"]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Office:
    phone: str
    text: str
    confidence: Literal["S", "P", "B"]
    words: dict[str, list[str]]
    address: str = ""
    address_en: str = ""
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Topic:
    title: str
    text: str
    words: list[str]


def load_entries(words: Mapping[str, Words], folder: Path = FOLDER) -> tuple[Entry, ...]:
    """All but the procedures; DataError with file, key, what was found and what is allowed."""
    found = [
        *(entry for file in sorted((folder / "waste").glob("*.toml")) for entry in _waste(file, words)),
        *(entry for file in sorted((folder / "topics").glob("*.toml")) for entry in _topics(file, words)),
        *_offices(folder / "offices.toml", words),
    ]
    ids = [entry.id for entry in found]
    if doubled := {one for one in ids if ids.count(one) > 1}:
        raise DataError(folder.name, min(doubled), min(doubled), "an id that no other answer has")
    return tuple(found)


def load_procedure_words(words: Mapping[str, Words], folder: Path = FOLDER) -> Mapping[str, Mapping[str, list[str]]]:
    """The everyday words for procedures by the procedure's file, and by language."""
    file = folder / "procedures.toml"
    rows = built(file.name, "", dict[str, dict[str, list[str]]], read_toml(file))
    for id_, languages in rows.items():
        _check_languages(file, id_, languages, words)
    return rows


# -- garbage ------------------------------------------------------------------------------------------------------


def _waste(file: Path, words: Mapping[str, Words]) -> Iterator[Entry]:
    data = read_toml(file)
    source = built(file.name, "source", str, data.pop("source", None))
    for id_, row in data.items():
        thing = built(file.name, id_, _Thing, {**row, "notes": tuple(row.get("notes", ()))})
        _check_languages(file, id_, thing.words, words)
        texts = {
            language: _where_it_goes(file, id_, thing, names, words[language])
            for language, names in thing.words.items()
        }
        yield Entry(id_, "waste", source, thing.confidence, texts)


def _where_it_goes(file: Path, id_: str, thing: _Thing, names: list[str], words: Words) -> Text:
    if thing.category not in words.categories:
        raise DataError(file.name, f"{id_}.category", thing.category, ", ".join(words.categories))
    for note in thing.notes:
        if note not in words.notes:
            raise DataError(file.name, f"{id_}.notes", note, ", ".join(words.notes))
    category = words.categories[thing.category]
    sentences = [category.how, *(words.notes[note] for note in thing.notes)]
    return Text(names[0], "\n".join(sentences), tuple(names), category.name)


# -- answers with a text of their own -----------------------------------------------------------------------------


def _topics(file: Path, words: Mapping[str, Words]) -> Iterator[Entry]:
    if file.stem not in KINDS:
        raise DataError(file.name, "", file.stem, ", ".join(KINDS))
    kind: Any = file.stem
    for id_, row in built(file.name, "", _Tables, read_toml(file)).items():
        source, confidence = (built(file.name, f"{id_}.{key}", str, row.pop(key, None)) for key in _COMMON)
        _check_languages(file, id_, row, words)
        topics = {language: built(file.name, f"{id_}.{language}", _Topic, text) for language, text in row.items()}
        texts = {language: Text(one.title, one.text, (one.title, *one.words)) for language, one in topics.items()}
        yield Entry(id_, kind, source, confidence, texts)


_COMMON = ("source", "confidence")


# -- offices ------------------------------------------------------------------------------------------------------


def _offices(file: Path, words: Mapping[str, Words]) -> Iterator[Entry]:
    data = read_toml(file)
    if unknown := set(data) ^ {"source", "texts", "offices"}:
        raise DataError(file.name, "", sorted(unknown), "exactly source, texts, offices")
    texts = built(file.name, "texts", dict[str, dict[str, str]], data["texts"])
    for id_, row in built(file.name, "offices", _Tables, data["offices"]).items():
        office = built(file.name, f"offices.{id_}", _Office, {**row, "place": _degrees(row)})
        _check_languages(file, id_, office.words, words)
        if office.text not in texts:
            raise DataError(file.name, f"offices.{id_}.text", office.text, ", ".join(texts))
        said = {one: _of_office(office, texts[office.text][one], words[one], one) for one in words}
        yield Entry(id_, "office", data["source"], office.confidence, said, office.place)


def _degrees(row: Mapping[str, Any]) -> Any:
    return tuple(row["place"]) if isinstance(row.get("place"), list) else row.get("place")


def _of_office(office: _Office, text: str, words: Words, language: str) -> Text:
    lines = [text]
    if office.address:
        lines.append(words.address.format(address=office.address if language in _READ_HAN else office.address_en))
    if office.place:
        way = route(office.place, words, japanese=language in _READ_HAN)
        lines.append(f"{way} ({words.unsure})")
    names = office.words[language]
    return Text(names[0], "\n".join([*lines, words.phone.format(phone=office.phone)]), tuple(names))


_READ_HAN = frozenset({"ja", "zh-Hans", "zh-Hant"})


def _check_languages(file: Path, id_: str, row: Mapping[str, Any], words: Mapping[str, Words]) -> None:
    if missing := set(row) ^ set(words):
        raise DataError(file.name, id_, sorted(missing), f"exactly {', '.join(words)}")
    if empty := [language for language, names in row.items() if not names]:
        raise DataError(file.name, f"{id_}.{empty[0]}", "nothing", "at least one word")
