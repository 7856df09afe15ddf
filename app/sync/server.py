"""The one connection to the ward's server: its certificate is checked, ours is shown, and no call waits for long."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select
from sqlalchemy.exc import DBAPIError

from app import clock
from app.errors import Refused, StorageFailure

CONNECT = 3  # seconds, the least that the library knows to keep
STATEMENT = 8
LONGEST = 15
"""Seconds after which a call is cut off, whatever hangs: a server, a cable, a wall of fire."""
_OPTIONS = (
    f"-c statement_timeout={STATEMENT * 1000} -c lock_timeout=3000 "
    f"-c idle_in_transaction_session_timeout={LONGEST * 1000} -c timezone=UTC"
)
logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # a line that is cut is no news: we say it ourselves
_TRANSIENT = ("40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300", "58000")
"""Worth another try: deadlock, time-out, shutting down, full."""
_SCHEMA = "MG001"
_PROOFS = ("certificate", "unknown ca", "pg_hba")


@dataclass(frozen=True)
class Address:
    """Where the server is, and what proves both sides: the ward's authority, this counter's certificate and key.

    `password` opens the key's file.
    """

    host: str
    port: int
    database: str
    user: str
    authority: Path
    certificate: Path
    key: Path
    password: str = field(default="", repr=False)


class Server:
    """Connections are made for a round and closed after it; nothing is open while nothing is to be told."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._engine: Engine = create_engine(
            "postgresql+psycopg://", creator=self._connected, poolclass=NullPool, hide_parameters=True
        )

    @contextmanager
    def round(self) -> Iterator[Connection]:
        """A connection for several transactions, each of which its user begins.

        StorageFailure("server_away") where it cannot be reached or falls silent, ("server_not_trusted") where it or we
        cannot be proved; Refused("server_schema", "server_refused") where it will not have what it is told.
        """
        with known(), self._engine.connect() as connection, _limit(connection):
            yield connection

    def clock_off(self) -> timedelta:
        """By how much this machine's clock is ahead of the server's (facts C-40). Errors as of `round`."""
        with self.round() as connection:
            asked = clock.now()
            theirs = cast("datetime", connection.scalar(select(func.clock_timestamp())))
            return asked + (clock.now() - asked) / 2 - theirs

    def _connected(self) -> psycopg.Connection[Any]:
        where = self._address
        return psycopg.connect(
            host=where.host, port=where.port, dbname=where.database, user=where.user,
            sslmode="verify-full", sslrootcert=str(where.authority), sslcert=str(where.certificate),
            sslkey=str(where.key), sslpassword=where.password, ssl_min_protocol_version="TLSv1.3",
            gssencmode="disable", connect_timeout=CONNECT, application_name="madoguchi", options=_OPTIONS,
            keepalives=1, keepalives_idle=5, keepalives_interval=2, keepalives_count=3,
            tcp_user_timeout=STATEMENT * 1000,
        )  # fmt: skip


@contextmanager
def _limit(connection: Connection) -> Iterator[None]:
    """A round that hangs is cut off from outside: the library itself would wait for as long as the system does."""
    driver: Any = connection.connection.driver_connection
    line = socket.socket(fileno=driver.fileno())
    timer = Timer(LONGEST, _cut, (line,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.detach()  # the library closes it


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def known() -> Iterator[None]:
    """What the driver says, as errors that have a sentence."""
    try:
        yield
    except DBAPIError as error:
        raise _failure(error.orig) from None
    except psycopg.Error as error:
        raise _failure(error) from None


def _failure(error: BaseException | None) -> StorageFailure | Refused:
    """The library's message is looked at for proofs that failed, and never shown: it may name what was told."""
    state = getattr(error, "sqlstate", None) or ""
    message = str(error).lower()
    if state == _SCHEMA:
        return Refused("server_schema")
    if state.startswith("28") or any(word in message for word in _PROOFS):
        return StorageFailure("server_not_trusted")
    if isinstance(error, psycopg.OperationalError) or not state or state in _TRANSIENT or state.startswith("08"):
        return StorageFailure("server_away")
    return Refused("server_refused", state=state)
