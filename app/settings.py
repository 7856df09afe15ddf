"""What a counter remembers about its screen and its devices: one TOML file in the data folder, no personal data.

Each setting is described once, as a field of `Settings`. A file that a person has edited wrongly never stops the
program: what fits is taken, the rest is reported and the default stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.errors import Problem, StorageFailure
from app.files import write_file


class Scheme(StrEnum):
    """Which colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


LOCK = range(1, 16)
KEEP, KEEP_UNTOUCHED = range(401), range(30, 401)
HOURLY, DAILY = range(6, 169), range(7, 63)
ZOOMS = (100, 125, 150, 175, 200)
SPEEDS = range(50, 151)
_MOST_LINES = 60
_VOICE = re.compile(r"[A-Za-z-]{2,10}=.+")
_LONGEST = 200  # characters of a device's name
_ID, _MOST_IDS = re.compile(r"[a-z][a-z0-9_]{0,60}"), 200
_A_NAME = {"key": "most_characters", "most": _LONGEST}


def _allows(words: Mapping[str, object], read: Callable[[object], Any]) -> Mapping[str, Any]:
    """`words` are what `bilingual` takes, put together only where they are needed.

    `read` makes the value of what stands in the file and raises ValueError where it is not allowed.
    """
    return {"allowed": words, "read": read}


def _zoom(found: object) -> int:
    if isinstance(found, bool) or found not in ZOOMS:
        raise ValueError
    return int(str(found))


def _flag(found: object) -> bool:
    if not isinstance(found, bool):
        raise ValueError  # noqa: TRY004 one way of saying "not allowed"
    return found


def _whole(allowed: range, default: int) -> Any:
    """A whole number of a range."""

    def read(found: object) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or found not in allowed:
            raise ValueError
        return found

    words = {"key": "between", "least": allowed.start, "most": allowed.stop - 1}
    return field(default=default, metadata=_allows(words, read))


def _name(found: object) -> str:
    if not isinstance(found, str) or len(found) > _LONGEST or not found.isprintable():
        raise ValueError
    return found


def _ids(found: object) -> tuple[str, ...]:
    ids = found if isinstance(found, list) else [None]
    if len(ids) > _MOST_IDS or not all(isinstance(one, str) and _ID.fullmatch(one) for one in ids):
        raise ValueError
    return tuple(ids)


def _lines(found: object) -> tuple[str, ...]:
    lines = found if isinstance(found, list) else [None]
    if len(lines) > _MOST_LINES:
        raise ValueError
    for one in lines:
        _name(one.replace("\u3000", " ") if isinstance(one, str) else one)
    return tuple(map(str, lines))


def _voices(found: object) -> tuple[str, ...]:
    voices = _lines(found)
    if not all(_VOICE.fullmatch(one) for one in voices):
        raise ValueError
    return voices


@dataclass(frozen=True)
class ServerAddress:
    """The ward's server: no `host` means that this counter has none.

    `authority`, `certificate` and `key` are files; their names alone mean the data folder's own folder for them.
    """

    host: str = ""
    port: int = 5432
    database: str = "madoguchi"
    user: str = ""
    authority: str = "ca.pem"
    certificate: str = "counter.pem"
    key: str = "counter.key"


def _server(found: object) -> ServerAddress:
    """Every key known, every value of its kind; a server without the name of its user is none."""
    table = found if isinstance(found, dict) else {"?": found}
    address = ServerAddress()
    if not table.keys() <= vars(address).keys():
        raise ValueError
    for key, value in table.items():
        if type(value) is not type(getattr(address, key)) or not str(value).isprintable() or len(str(value)) > _LONGEST:
            raise ValueError
    address = ServerAddress(**table)
    if address.host and not (address.user and address.database and 0 < address.port < 1 << 16):
        raise ValueError
    return address


@dataclass(frozen=True)
class Settings:
    """`zoom` in percent; `tablet` makes every target at least 44 px high; `reader`, `printer` are the system's names.

    `lock_minutes` after which an unattended screen is locked.
    A reception is deleted `keep_receptions_days` after it was handed over or closed, and `keep_untouched_days` after
    somebody has last touched it. `section` is the one (係) that this counter belongs to.
    An empty reader means any; an empty printer the system's first.
    `backup_folder` is where the hourly backups lie, on another disk; empty: beside the store. Each goes to
    `second_backup_folder` too, where one is named. The last `backups_hourly` stay, and those that end the last
    `backups_daily` days.
    `favourites` are the phrases that this desk uses often. `server` is the ward's, where the counters meet.
    `microphone` is the system's name of it; empty: its first. `voices`: for a language the name of who speaks it
    (`ja=Haruka`). `speech_speed` in percent. `interpreters`: a line for each service that interprets by telephone, with
    its number, languages and hours.
    """

    scheme: Scheme = field(
        default=Scheme.SYSTEM,
        metadata=_allows({"key": "one_of", "expected": "system | light | dark"}, lambda found: Scheme(str(found))),
    )
    zoom: int = field(default=100, metadata=_allows({"key": "one_of", "expected": " | ".join(map(str, ZOOMS))}, _zoom))
    tablet: bool = field(default=False, metadata=_allows({"key": "true_or_false"}, _flag))
    reader: str = field(default="", metadata=_allows(_A_NAME, _name))
    printer: str = field(default="", metadata=_allows(_A_NAME, _name))
    backup_folder: str = field(default="", metadata=_allows(_A_NAME, _name))
    second_backup_folder: str = field(default="", metadata=_allows(_A_NAME, _name))
    backups_hourly: int = _whole(HOURLY, 24)
    backups_daily: int = _whole(DAILY, 14)
    backup_at_closing: bool = field(default=True, metadata=_allows({"key": "true_or_false"}, _flag))
    lock_minutes: int = _whole(LOCK, 3)
    keep_receptions_days: int = _whole(KEEP, 30)
    keep_untouched_days: int = _whole(KEEP_UNTOUCHED, 400)
    section: str = field(default="", metadata=_allows(_A_NAME, _name))
    favourites: tuple[str, ...] = field(default=(), metadata=_allows({"key": "phrase_ids"}, _ids))
    microphone: str = field(default="", metadata=_allows(_A_NAME, _name))
    voices: tuple[str, ...] = field(default=(), metadata=_allows({"key": "voices"}, _voices))
    speech_speed: int = _whole(SPEEDS, 100)
    interpreters: tuple[str, ...] = field(default=(), metadata=_allows({"key": "lines", "most": _MOST_LINES}, _lines))
    server: ServerAddress = field(default=ServerAddress(), metadata=_allows({"key": "server_table"}, _server))

    def voice(self, language: str) -> str:
        """Who is to speak the language; empty: whoever does."""
        named = (one.partition("=") for one in self.voices)
        return next((name for code, _, name in named if code == language), "")

    def with_voice(self, language: str, name: str) -> tuple[str, ...]:
        """All voices, this one among them; without one for the language where the name is empty."""
        others = tuple(one for one in self.voices if one.partition("=")[0] != language)
        return (*others, f"{language}={name}") if name else others


@dataclass(frozen=True)
class Loaded:
    """What was read, and each fault of the file."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def load(path: Path) -> Loaded:
    """The settings of a file; the defaults where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, UnicodeDecodeError) as error:
        return Loaded(Settings(), (_fault(path.name, type(error).__name__, key="utf8_toml"),))
    return _parsed(path.name, text)


def _parsed(name: str, text: str) -> Loaded:
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Loaded(Settings(), (_fault(name, "?", key="utf8_toml"),))
    known = {one.name: one for one in fields(Settings)}
    problems = [Problem(f"{name}: {key}", key, ", ".join(known)) for key in found if key not in known]
    values = {}
    for key in found.keys() & known.keys():
        try:
            values[key] = known[key].metadata["read"](found[key])
        except ValueError:
            allowed = known[key].metadata["allowed"]
            problems.append(_fault(f"{name}: {key}", str(found[key])[:_LONGEST], **allowed))
    return Loaded(Settings(**values), tuple(sorted(problems, key=lambda problem: problem.path)))


def _fault(path: str, found: str, **allowed: Any) -> Problem:
    from app.sentences import bilingual  # only here: the window starts without it

    return Problem(path, found, bilingual(**allowed))


def save(path: Path, settings: Settings) -> None:
    """Write the file whole or not at all; one with faults is kept beside it. StorageFailure where the disk says no."""
    if load(path).problems:
        try:
            path.replace(path.with_suffix(".faulty.toml"))
        except OSError as error:
            raise StorageFailure("folder_not_writable") from error
    lines = [f"{one.name} = {_toml(getattr(settings, one.name))}" for one in fields(Settings)]
    write_file(path, ("\n".join(lines) + "\n").encode(), durable=True)


def _toml(value: object) -> str:
    """A JSON text, number, truth value or list of texts is one of TOML too."""
    import json  # only here: the window starts without it

    if isinstance(value, ServerAddress):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in vars(value).items())} }}"
    return json.dumps(value, ensure_ascii=False)
