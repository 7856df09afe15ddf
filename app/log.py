"""The technical log: named events with an allow-list of fields; whatever is not on it is dropped, not masked."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {"event", "level", "timestamp", "error", "reason", "incident", "where", "exit_code", "command", "reader_count",
     "card_type", "state", "exchanges", "elapsed_ms", "form", "pages", "count", "step", "revision", "version"}
)  # fmt: skip
_NOISY = ("smartcard", "PIL", "pypdf", "pikepdf", "fontTools", "sqlalchemy.engine", "alembic", "reportlab")


def _allow_listed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if key in ALLOWED}


def configure() -> None:
    """Send events to standard error as JSON lines; libraries speak only from WARNING on."""
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _allow_listed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def logger() -> structlog.stdlib.BoundLogger:
    bound: structlog.stdlib.BoundLogger = structlog.get_logger()
    return bound
