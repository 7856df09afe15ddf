"""What every kind of record shares: its number of the day, its row for the server, times in UTC."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import clock
from app.storage.schema import SCHEMA_VERSION
from models.tables import OutboxRow


def next_number(session: Session, numbers: InstrumentedAttribute[str], created_at: datetime, kind: str = "") -> str:
    """`20261123-0007`: the kind's letter, the day and a count."""
    day = kind + created_at.astimezone(clock.JAPAN).strftime("%Y%m%d")
    newest = session.scalar(select(func.max(numbers)).where(numbers.startswith(day)))
    return f"{day}-{int(newest.rpartition('-')[2]) + 1 if newest else 1:04}"


def outbox_row(
    session: Session, counter: str, values: Mapping[str, object], saved_at: datetime, **record: UUID
) -> OutboxRow:
    """What the server will be told of a save; `record` is `reception_id` or `filing_id`."""
    payload = json.dumps(values, ensure_ascii=False, default=str, sort_keys=True)
    newest = session.scalar(select(func.max(OutboxRow.sequence)).where(OutboxRow.counter == counter))
    return OutboxRow(
        id=uuid4(),
        counter=counter,
        sequence=(newest or 0) + 1,
        schema_version=SCHEMA_VERSION,
        payload=payload,
        payload_sha256=sha256(payload.encode()).hexdigest(),
        created_at=saved_at,
        tries=0,
        **record,
    )


def in_utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
