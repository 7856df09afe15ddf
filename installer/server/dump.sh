#!/usr/bin/env bash
# The server's dump: written aside, read through, and only then named; old ones and the archive before them go.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/server/place.sh
source "$here/place.sh"

umask 077
target=$dumps/madoguchi-$(date +%Y%m%d-%H%M%S).dump
pg_dump -U postgres -p "$port" --format=custom --file "$target.part" madoguchi
pg_restore --list "$target.part" >/dev/null
sync "$target.part"
mv "$target.part" "$target"
find "$dumps" -name 'madoguchi-*.dump' -mtime +"$keep_days" -delete
find "$archive" -type f -mtime +"$keep_days" -delete
