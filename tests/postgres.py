"""A real PostgreSQL of the tests' own: made with the product's scripts, on a free port of this machine, with TLS.

A machine without the server's programs fails every test that asks for it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "installer" / "server"
_OWN = "local all all trust\n"
"""The tests' own way in as the superuser; the socket lies in a folder that is theirs alone."""


def _programs() -> Path:
    """Where Debian keeps the programs of the newest server."""
    return max(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda one: int(one.parts[-3])).parent


class Postgres:
    """One cluster. PostgreSQL does not run as root: there it is the user `postgres`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.certificates = folder, folder / "data", folder / "certificates"
        self._bin = _programs()
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        script = str(SCRIPTS / "certificates.sh")
        for words in (["authority"], ["server", "localhost", "127.0.0.1"]):
            subprocess.run(["bash", script, words[0], str(self.certificates), *words[1:]], check=True)
        self._give_away()
        self._run("initdb", "--no-sync", "-k", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", str(self.data))
        rules = (SCRIPTS / "pg_hba.conf").read_text(encoding="utf-8")
        (self.data / "pg_hba.conf").write_text(_OWN + rules, encoding="utf-8")
        (self.data / "madoguchi.conf").write_text((SCRIPTS / "madoguchi.conf").read_text(encoding="utf-8"))
        files = {"ssl_ca_file": "ca.pem", "ssl_cert_file": "server.pem", "ssl_key_file": "server.key"}
        lines = [f"{key} = '{self.certificates / name}'" for key, name in files.items()]
        lines += ["include = 'madoguchi.conf'", "listen_addresses = '127.0.0.1'", f"port = {self.port}"]
        lines += [f"unix_socket_directories = '{self.folder}'", "cluster_name = 'tests'"]
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        self._give_away()

    def _give_away(self) -> None:
        """To the user that the server runs as."""
        if self._as:
            owner = pwd.getpwnam("postgres")
            for one in (self.folder, *self.folder.rglob("*")):
                os.chown(one, owner.pw_uid, owner.pw_gid)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([*self._as, str(self._bin / program), *arguments], check=True, capture_output=True)

    def start(self) -> None:
        """Started, and ready for connections."""
        command = [*self._as, str(self._bin / "postgres"), "-D", str(self.data)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        limit = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < limit
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.superuser("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """As if its machine had died: the postmaster and all that it started, at once."""
        assert self._process is not None
        children = subprocess.run(["pgrep", "-P", str(self._process.pid)], capture_output=True, text=True, check=False)
        for one in (self._process.pid, *map(int, children.stdout.split())):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()

    def superuser(self, database: str = "madoguchi") -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), port=self.port, user="postgres", dbname=database, autocommit=True)

    def psql(self, file: Path, database: str = "madoguchi", **variables: object) -> None:
        given = [f"--set={key}={value}" for key, value in variables.items()]
        where = ["-h", str(self.folder), "-p", str(self.port), "-U", "postgres", "-d", database]
        command = ["psql", "--no-psqlrc", "-q", "-v", "ON_ERROR_STOP=1", *where, *given, "-f", str(file)]
        subprocess.run(command, check=True, capture_output=True)

    def make_database(self) -> None:
        """The database with its roles and tables."""
        with self.superuser("postgres") as connection:
            connection.execute("CREATE DATABASE madoguchi")
        self.psql(SCRIPTS / "roles.sql")
        self.migrate()

    def migrate(self, target: str = "head") -> None:
        from alembic import command
        from alembic.config import Config

        config = Config(str(SCRIPTS / "alembic.ini"))
        config.set_main_option("script_location", str(SCRIPTS / "migrations"))
        config.set_main_option("sqlalchemy.url", self.url)
        command.upgrade(config, target)

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/madoguchi?host={self.folder}&port={self.port}"

    def renew(self) -> None:
        """An empty database again: past the triggers that let nothing go."""
        tables = "counter, ward_key, entry, head, conflict, lease, sign_in, presence, alarm, deletion"
        with self.superuser() as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")

    def add_counter(self, place: int, kinds: str = "reception,filing") -> None:
        """A counter with its certificate."""
        role = role_of(place)
        self.psql(SCRIPTS / "counter.sql", place=place, name=f"窓口{place}", role=role, kinds=kinds)
        self.certify(role)

    def certify(self, role: str) -> None:
        if not (self.certificates / f"{role}.pem").exists():
            script = str(SCRIPTS / "certificates.sh")
            subprocess.run(["bash", script, "client", str(self.certificates), role], check=True)


def role_of(place: int) -> str:
    return f"counter_{place:03}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running one with the empty database, in a folder that its user may enter of a short name."""
    folder = Path(tempfile.mkdtemp(prefix="mdg-pg-", dir="/tmp"))
    server = Postgres(folder)
    try:
        server.make()
        server.start()
        server.make_database()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
