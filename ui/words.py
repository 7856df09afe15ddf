"""Errors in the clerk's words."""

from __future__ import annotations

_PLACES = {
    "new_address": "新しい住所", "old_address": "いままでの住所", "moved_on": "異動日", "members": "世帯の人",
    "planned_out_on": "転出予定日", "filer": "届出人",
}  # fmt: skip


def words(error: Exception) -> str:
    """The sentence of a known error; for a bug of ours the number to quote."""
    from app.errors import KnownError
    from app.sentences import internal_error, sentence

    if isinstance(error, KnownError):
        return sentence(error, "ja")
    from app import incident

    return str(internal_error(incident.record(error))["message_ja"])


def place(path: str) -> str:
    """Where a problem of a case is."""
    return next((name for key, name in _PLACES.items() if path.startswith(key)), path)
