"""Our own bugs: a number to quote, and in the log where it happened and nothing of what was being handled."""

from __future__ import annotations

import secrets
import traceback

from app.log import logger


def record(error: BaseException) -> str:
    """Log the exception's type and code locations under a fresh number; return the number."""
    incident = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    logger().error("internal_error", incident=incident, error=type(error).__name__, where=where)
    return incident
