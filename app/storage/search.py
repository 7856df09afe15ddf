"""The keys that receptions are found by, in an index of their own inside the encrypted file (SQLite FTS5).

A name stands there as its folded pairs of characters (墨田 太郎 → 墨田 田太 太郎 郎¦), so that any part of it is found
at once; what a record is (its event, its state…) stands there as words that nobody can type. The keys are changed only
where what they are made of has changed: most saves of a reception leave them alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Select, Table, bindparam, column, delete, func, insert, select, table, text, update
from sqlalchemy.orm import Session

from app import clock
from app.prepared import Prepared, cursor_of
from app.storage.fields import Fields
from app.storage.reception_rows import reception as reception_of
from models.case import Case
from models.reception import Reception, Step
from models.records import RecordQuery
from models.tables import ReceptionRow, SearchRow

_KEYS, _RECEPTION = cast("Table", SearchRow.__table__), cast("Table", ReceptionRow.__table__)
_COLUMNS = tuple(column.name for column in _RECEPTION.c)
_END = "¦"  # no part of a name, and no separator to the index either
_DIVIDING = re.compile(r"[\x00-/:-@\[-`{-\x7f]")
_AS_IT_STANDS = Prepared(
    select(_KEYS.c.place, _KEYS.c.said, _KEYS.c.names, _KEYS.c.facts).where(
        _KEYS.c.reception_id == bindparam("reception_id")
    )
)
_ROW = Prepared(select(*_RECEPTION.c).where(_RECEPTION.c.id == bindparam("reception_id")))
_NEWEST_AFTER = Prepared(
    select(func.max(_KEYS.c.place)).where(_KEYS.c.place.between(bindparam("place"), bindparam("last")))
)
_NAMED: dict[str, Any] = {name: bindparam(name) for name in ("place", "reception_id", "said", "names", "facts")}
_CHANGING = ("said", "names", "facts")
_ADD = Prepared(insert(_KEYS).values(_NAMED).inline())
_CHANGE = Prepared(
    update(_KEYS).where(_KEYS.c.place == bindparam("at")).values({key: _NAMED[key] for key in _CHANGING})
)
_REMOVE = Prepared(delete(_KEYS).where(_KEYS.c.place == bindparam("place")))
_INDEX = table("reception_index", column("rowid"), column("reception_index"), column("names"), column("facts"))
_PUT_IN = "INSERT INTO reception_index (rowid, names, facts) VALUES (?, ?, ?)"
_TAKE_OUT = "INSERT INTO reception_index (reception_index, rowid, names, facts) VALUES ('delete', ?, ?, ?)"
CREATE_INDEX = (
    "CREATE VIRTUAL TABLE reception_index USING fts5("
    "names, facts, content = 'reception_search', content_rowid = 'place', tokenize = 'ascii', columnsize = 0)"
)
_PURGE_INDEX = "INSERT INTO reception_index (reception_index) VALUES ('optimize')"
_MICROSECOND = timedelta(microseconds=1)
_A_SECOND = 10**6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def keep_keys(cursor: Any, reception: Reception, values: Mapping[str, object]) -> None:
    """The keys of a reception that has just been saved, in the transaction of its save."""
    said = _said(reception, values)
    found = _AS_IT_STANDS.run(cursor, {"reception_id": reception.id}).fetchone()
    if found is None:
        place = _free_place(cursor, reception.created_at)
        _put(cursor, place, {"reception_id": reception.id, "said": said} | _keys(reception.case, values))
    elif found[1] != said:
        row = {**values, **_passed(cursor, reception.id)}
        _replace(cursor, found, {"said": said} | _keys(reception.case, row))


def renew_keys(session: Session, fields: Fields, row: ReceptionRow) -> None:
    """The keys of a reception that another counter has saved."""
    cursor, values = cursor_of(session), {name: getattr(row, name) for name in _COLUMNS}
    keep_keys(cursor, reception_of(fields, row), values)
    keep_state(cursor, row.id)


def keep_state(cursor: Any, identity: UUID) -> None:
    """The keys of a reception that has come into other hands or another state."""
    found = _AS_IT_STANDS.run(cursor, {"reception_id": identity}).fetchone()
    if found is not None:
        _replace(cursor, found, {"said": found[1], "names": found[2], "facts": _facts(_passed(cursor, identity))})


def forget_keys(cursor: Any, identity: UUID) -> None:
    """Nothing finds the reception any more. What the index still holds of it goes at the next `purge_index`."""
    found = _AS_IT_STANDS.run(cursor, {"reception_id": identity}).fetchone()
    if found is not None:
        cursor.execute(_TAKE_OUT, (found[0], found[2], found[3]))
        _REMOVE.run(cursor, {"place": found[0]})


def purge_index(cursor: Any) -> None:
    """Write the index anew without what has been taken out of it."""
    cursor.execute(_PURGE_INDEX)


def fill_index(connection: Connection, receptions: Iterable[tuple[Reception, Mapping[str, object]]]) -> None:
    """All keys anew, after the tables have changed; each reception with its row."""
    connection.execute(delete(_KEYS))
    connection.execute(text("INSERT INTO reception_index (reception_index) VALUES ('rebuild')"))
    cursor = connection.connection.cursor()
    for reception, row in receptions:
        place = _free_place(cursor, reception.created_at)
        said = _said(reception, row)
        _put(cursor, place, {"reception_id": reception.id, "said": said} | _keys(reception.case, row))


def places(session: Session, query: RecordQuery, before: int | None, limit: int) -> Sequence[int]:
    """The places of what fits all that is asked, the newest first; `before` is where the last page ended."""
    wanted = _within(query, before).limit(limit)
    return list(session.scalars(wanted))


def _within(query: RecordQuery, before: int | None) -> Select[tuple[int]]:
    match = expression(query)
    where = _INDEX.c.rowid if match else _KEYS.c.place
    wanted = select(where).order_by(where.desc())
    if match:
        wanted = wanted.where(_INDEX.c.reception_index.op("MATCH")(match))
    if query.since:
        wanted = wanted.where(where >= _place(_begins(query.since)))
    if query.until:
        wanted = wanted.where(where < _place(_begins(query.until + timedelta(days=1))))
    return wanted if before is None else wanted.where(where < before)


def expression(query: RecordQuery) -> str:
    """The question in the index's own language, every word in quotation marks; empty where nothing is asked."""
    words = [_word(word) for word in query.text.split()]
    events = " OR ".join(_quoted(_fact("event", one)) for one in query.events)
    asked = [*words, f"({events})" if events else "", *map(_quoted, _asked(query))]
    return " AND ".join(filter(None, asked))


def _word(word: str) -> str:
    """One typed word, in any of its meanings: a part of a name or of a number."""
    from app.search_keys import name_keys  # only here: the window starts without it

    digits = _digits(word)
    keys = [digits] if digits else [_plain(key) for key in name_keys(word)]
    meanings = [_phrase(key) for key in keys if key]
    return f"({' OR '.join(meanings)})" if meanings else ""


def _phrase(key: str) -> str:
    """A part of a name: its pairs one after the other; one character alone is how some pair begins."""
    return f"{_quoted(key)} *" if len(key) == 1 else _quoted(" ".join(_pairs(key)))


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _asked(query: RecordQuery) -> Iterator[str]:
    for kind in ("procedure", "form", "state", "counter", "section", "assignee"):
        if value := getattr(query, kind):
            yield _fact(kind, str(value))
    if query.unfinished is not None:
        yield _fact("open", str(query.unfinished))


def _keys(case: Case, row: Mapping[str, Any]) -> dict[str, str]:
    return {"names": _names(case, str(row["number"])), "facts": _facts(row)}


def _names(case: Case, number: str) -> str:
    from app.search_keys import name_key  # only here: the window starts without it

    folded = dict.fromkeys(_plain(name_key(name)) for name in _written(case))
    return " ".join(word for key in (*folded, _digits(number)) if key for word in (*_pairs(key), key[-1] + _END))


def _written(case: Case) -> Iterator[str]:
    """Every name of a case, as it is written."""
    for one in case.members:
        yield from filter(None, (one.name, one.name_kana, one.former_family_name, one.alias))
    for head in (case.new_household_head, case.old_household_head):
        if head:
            yield from filter(None, (head.name, head.name_kana))
    if case.filer and case.filer.name:
        yield case.filer.name


def _facts(row: Mapping[str, Any]) -> str:
    several = {"form": row["forms"], "procedure": row["procedures"]}
    words = [_fact(kind, value) for kind, values in several.items() for value in values.split(",") if value]
    single = ("event", "state", "counter", "section", "assignee")
    words += [_fact(kind, str(row[kind])) for kind in single if row[kind]]
    return " ".join([*words, _fact("open", str(row["step"] != Step.DONE))])


def _fact(kind: str, value: str) -> str:
    """One word of the index that nobody can type; no sign of it divides it."""
    return _END + kind[:2] + _END + _DIVIDING.sub(lambda sign: f"{_END}{ord(sign[0]):x}", value)


def _pairs(key: str) -> list[str]:
    return [key[start : start + 2] for start in range(len(key) - 1)]


def _plain(key: str) -> str:
    """Without what divides words for the index: signs of ASCII."""
    return _DIVIDING.sub("", key)


def _digits(word: str) -> str:
    """The digits of a number or of a part of one (`20261124-0003`, `-0003`); empty for anything else."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", word).replace("-", "")
    return plain if plain.isascii() and plain.isdigit() else ""


def _said(reception: Reception, values: Mapping[str, Any]) -> bytes:
    """A digest of everything that the keys are made of in a save."""
    facts = (values[key] for key in ("number", "counter", "event", "forms", "procedures"))
    said = (*_written(reception.case), "", *facts, str(reception.step is Step.DONE))
    return hashlib.blake2b("\0".join(said).encode(), digest_size=16).digest()


def _passed(cursor: Any, identity: UUID) -> dict[str, Any]:
    """The reception's row as it stands."""
    row = _ROW.run(cursor, {"reception_id": identity}).fetchone()
    return dict(zip(_COLUMNS, row, strict=True))


def _put(cursor: Any, place: int, values: Mapping[str, Any]) -> None:
    _ADD.run(cursor, {"place": place, **values})
    cursor.execute(_PUT_IN, (place, values["names"], values["facts"]))


def _replace(cursor: Any, found: Sequence[Any], values: Mapping[str, Any]) -> None:
    place, _, names, facts = found
    cursor.execute(_TAKE_OUT, (place, names, facts))
    _CHANGE.run(cursor, {"at": place, **values})
    cursor.execute(_PUT_IN, (place, values["names"], values["facts"]))


def _free_place(cursor: Any, created_at: datetime) -> int:
    """The moment itself, or behind the last one that is said to be of it."""
    place = _place(created_at)
    (newest,) = _NEWEST_AFTER.run(cursor, {"place": place, "last": place + _A_SECOND}).fetchone()
    return place if newest is None else int(newest) + 1


def _place(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), clock.JAPAN)
