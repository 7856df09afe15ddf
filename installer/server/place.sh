# Sourced by the server's scripts: where the cluster, its certificates and its dumps are, and how it is spoken to.
# shellcheck shell=bash
version=${MADOGUCHI_PG_VERSION:-$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -n | tail -1)}
version=${version:-15}
cluster=madoguchi
port=${MADOGUCHI_PG_PORT:-5433}
etc=/etc/postgresql/$version/$cluster
safe=/etc/madoguchi-server
dumps=/var/backups/madoguchi-server
archive=/var/lib/postgresql/madoguchi-archive
keep_days=14

as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; }

sql() { psql --no-psqlrc -q -v ON_ERROR_STOP=1 -U postgres -p "$port" "$@"; }

migrate() {
  (cd "$root" && MADOGUCHI_SERVER_URL="postgresql+psycopg://postgres@/madoguchi?host=/var/run/postgresql&port=$port" \
    "$venv/bin/python" -m alembic -c installer/server/alembic.ini upgrade head)
}
