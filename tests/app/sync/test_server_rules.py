"""What the server lets whom do, what it refuses to everybody, and that its tables are those of the models."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine

from app.errors import Refused, StorageFailure
from app.storage.outbox import TRIES
from app.sync import entries
from app.sync.server import Server
from models.server_tables import ServerTable
from tests.app.sync.ward import Desk, WardOffice
from tests.postgres import SCRIPTS, Postgres, role_of


@contextmanager
def signed_in(server: Postgres, role: str) -> Iterator[psycopg.Connection[Any]]:
    """The database as a counter, an administrator or an auditor of it sees it: over TLS, with a certificate."""
    server.certify(role)
    files = server.certificates
    with psycopg.connect(
        host="localhost", port=server.port, dbname="madoguchi", user=role, sslmode="verify-full", autocommit=True,
        sslrootcert=str(files / "ca.pem"), sslcert=str(files / f"{role}.pem"), sslkey=str(files / f"{role}.key"),
    ) as connection:  # fmt: skip
        yield connection


def person(server: Postgres, group: str) -> str:
    """A login of the group."""
    with server.superuser() as connection:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (f"{group}_1",)).fetchone()
        if not exists:
            connection.execute(f"CREATE ROLE {group}_1 LOGIN IN ROLE madoguchi_{group}")
    return f"{group}_1"


def refused(connection: psycopg.Connection[Any], statement: str) -> str:
    """The server's reason; empty where it does what is asked."""
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


def told(ward: WardOffice, place: int = 12, kinds: str = "reception,filing") -> Desk:
    desk = ward.desk(place, kinds)
    desk.begin()
    desk.counters.send()
    return desk


def test_the_tables_of_the_server_are_those_of_the_models(server: Postgres) -> None:
    engine = create_engine(server.url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, ServerTable.metadata) == []


def test_no_role_is_a_superuser_or_sees_around_the_policies(server: Postgres, ward: WardOffice) -> None:
    ward.desk(12)
    with server.superuser() as connection:
        found = connection.execute(
            "SELECT rolname FROM pg_roles WHERE (rolname LIKE 'madoguchi%' OR rolname LIKE 'counter%')"
            " AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication)"
        ).fetchall()
        sums = connection.execute("SHOW data_checksums").fetchone()
    assert (found, sums) == ([], ("on",))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET revision = 9",
        "DELETE FROM entry",
        "TRUNCATE entry CASCADE",
        "DELETE FROM head",
        "INSERT INTO head SELECT record, id, kind, saved_at FROM entry",
        "UPDATE lease SET place = 12",
        "DELETE FROM alarm",
        "SELECT purge_entries(now())",
        "UPDATE ward_key SET wrapped = ''",
        "UPDATE counter SET name = 'x'",
        "CREATE TABLE mine (x int)",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_a_counter_can_only_add(statement: str, ward: WardOffice) -> None:
    told(ward)
    with signed_in(ward.server, role_of(12)) as connection:
        assert refused(connection, statement) in ("42501", "MG002")


def test_a_counter_adds_under_its_own_number_alone(ward: WardOffice) -> None:
    desk, _other = told(ward), ward.desk(7)
    link = desk.counters.link
    assert link is not None
    desk.begin()
    with link.server.round() as connection, pytest.raises(Refused) as error:
        entries.tell(connection, link.cipher, 7, desk.store.outbox.batch().saves)
    assert error.value.facts == {"reason": "server_refused", "state": "42501"}


def test_a_counter_of_the_reception_sees_no_tax_filing_but_its_own(ward: WardOffice) -> None:
    told(ward, 12)
    tax_only = told(ward, 7, "filing")
    assert len(tax_only.counters.receptions_elsewhere()) == 1
    reception = told(ward, 8, "reception")
    assert len(reception.counters.receptions_elsewhere()) == 3


@pytest.mark.parametrize("group", ["auditor", "admin"])
def test_who_runs_the_database_sees_counts_and_no_content(group: str, ward: WardOffice) -> None:
    told(ward)
    with signed_in(ward.server, person(ward.server, group)) as connection:
        assert connection.execute("SELECT count(id) FROM entry").fetchone() == (1,)
        for statement in ("SELECT content FROM entry", "SELECT summary FROM entry", "SELECT wrapped FROM ward_key"):
            assert refused(connection, statement) == "42501"
        assert refused(connection, "DELETE FROM entry") == "42501"


def test_what_was_told_is_sealed(ward: WardOffice) -> None:
    desk = ward.desk(12)
    desk.begin("墨田　花子")
    desk.counters.send()
    with ward.server.superuser() as connection:
        kept = connection.execute("SELECT content, summary FROM entry").fetchone()
    assert kept is not None
    assert not any("花子".encode() in one or b"honseki" in one for one in kept)


def test_even_the_owner_cannot_change_what_was_told(ward: WardOffice) -> None:
    told(ward)
    with ward.server.superuser() as connection:
        connection.execute("SET ROLE madoguchi_owner")
        assert refused(connection, "UPDATE entry SET revision = 9") == "MG002"
        assert refused(connection, "DELETE FROM entry") == "MG002"
        assert refused(connection, "TRUNCATE entry CASCADE") == "MG002"


def test_the_purge_takes_old_finished_records_whole_and_says_how_many(ward: WardOffice) -> None:
    desk = told(ward)
    desk.counters.let_go()
    desk.counters.send()
    admin = person(ward.server, "admin")
    with signed_in(ward.server, admin) as connection:
        assert refused(connection, "SELECT purge_entries(now())") == "MG003"
        assert connection.execute("SELECT purge_entries(now() - interval '2 days')").fetchone() == (0,)
    with ward.server.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE entry SET received_at = now() - interval '9 days', saved_at = received_at")
        connection.execute("UPDATE entry SET saved_at = received_at")
    with signed_in(ward.server, admin) as connection:
        assert connection.execute("SELECT purge_entries(now() - interval '2 days')").fetchone() == (1,)
        assert connection.execute("SELECT by, records, entries FROM deletion ORDER BY id").fetchall() == [
            (admin, 0, 0),
            (admin, 1, 1),
        ]
    assert ward.told() == []


def test_the_same_save_with_another_content_is_an_alarm_and_the_first_stays(ward: WardOffice) -> None:
    desk = ward.desk(12)
    kept = desk.begin()
    link = desk.counters.link
    assert link is not None
    (save,) = desk.store.outbox.batch().saves
    with link.server.round() as connection:
        assert entries.tell(connection, link.cipher, 12, [replace(save, content="{}")]) == ()
    assert desk.counters.send() == 0
    (held,) = desk.counters.status().waiting.held
    assert (held.record, held.fault) == (kept.id, "other_content")
    with ward.server.superuser() as connection:
        assert connection.execute("SELECT entry, what FROM alarm").fetchall() == [(save.id, "other_digest")]
    with link.server.round() as connection:
        assert [one.content for one in entries.saves(connection, link.cipher, [save.id])] == ["{}"]


@pytest.mark.parametrize(("server_at", "taken"), [(1, True), (2, True), (3, False), (0, False)])
def test_the_server_takes_this_version_and_the_one_before(server_at: int, taken: bool, ward: WardOffice) -> None:
    desk = ward.desk(12)
    desk.begin()
    with ward.server.superuser() as connection:
        connection.execute("UPDATE accepted SET schema_version = %s", (server_at,))
    try:
        if taken:
            assert desk.counters.send() == 1
        else:
            with pytest.raises(Refused) as error:
                desk.counters.send()
            assert error.value.facts["reason"] == "server_schema"
        waiting = desk.counters.status().waiting
        assert (waiting.count, waiting.held) == (0 if taken else 1, ())
    finally:
        with ward.server.superuser() as connection:
            connection.execute("UPDATE accepted SET schema_version = 1")


def test_a_save_that_the_server_will_not_have_holds_up_its_own_record_alone(ward: WardOffice) -> None:
    desk = ward.desk(12)
    poison, good = desk.begin(), desk.begin()
    with ward.server.superuser() as connection:
        connection.execute(f"ALTER TABLE entry ADD CONSTRAINT no CHECK (record <> '{poison.id}')")
    try:
        for _ in range(TRIES):
            desk.counters.send()
        assert ward.told() == [(str(good.id), 1)]
        (held,) = desk.counters.status().waiting.held
        assert (held.record, held.number, held.fault) == (poison.id, poison.number, "server_refused")
        later = desk.begin()
        assert desk.counters.send() == 1
    finally:
        with ward.server.superuser() as connection:
            connection.execute("ALTER TABLE entry DROP CONSTRAINT no")
    desk.counters.retry()
    assert desk.counters.send() == 1
    assert {record for record, _ in ward.told()} == {str(one.id) for one in (good, later, poison)}


def test_a_server_that_is_not_the_wards_is_told_nothing(ward: WardOffice) -> None:
    desk = told(ward)
    desk.begin()
    link = desk.counters.link
    assert link is not None
    own = link.server._address
    other = ward.folder / "other"
    strange = {
        "another name": replace(own, host="localhost.localdomain"),
        "another authority": replace(own, authority=_authority(other)),
        "another counter's name": replace(own, user=role_of(7)),
    }
    ward.server.add_counter(7)
    for what, address in strange.items():
        with pytest.raises(StorageFailure) as error, Server(address).round():
            pytest.fail(what)
        assert error.value.facts["reason"] in ("server_not_trusted", "server_away"), what
    assert len(ward.told()) == 1


def _authority(folder: Path) -> Path:
    """Of nobody we know."""
    subprocess.run(["bash", str(SCRIPTS / "certificates.sh"), "authority", str(folder)], check=True)
    return folder / "ca.pem"


def test_nobody_comes_in_without_a_certificate_or_without_tls(server: Postgres, ward: WardOffice) -> None:
    ward.desk(12)
    for mode in ("disable", "require"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(
                host="127.0.0.1", port=server.port, dbname="madoguchi", user=role_of(12), sslmode=mode,
                sslcert="/nowhere", sslkey="/nowhere",
            )  # fmt: skip
