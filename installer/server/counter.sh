#!/usr/bin/env bash
# A counter joins: its role, its certificate, and the joining file for its administrator. Run as root on the server.
#   counter.sh PLACE NAME [KINDS]     PLACE 1-999; KINDS: reception,filing unless named (what it may see of others)
# The file holds the counter's private key: carry it by hand, and destroy it once the counter has joined.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/setup.sh
source "$here/../setup.sh"
# shellcheck source=installer/server/place.sh
source "$here/place.sh"

[ $# -ge 2 ] || stop "使い方: counter.sh 番号 名前 [reception,filing]"
place=$1 name=$2 kinds=${3:-reception,filing}
[[ $place =~ ^[1-9][0-9]{0,2}$ ]] || stop "番号は1から999です: $place"
role=$(printf 'counter_%03d' "$place")
umask 077
sql -d madoguchi -v place="$place" -v name="$name" -v role="$role" -v kinds="$kinds" -f "$here/counter.sql"
as_postgres bash "$here/certificates.sh" client "$safe" "$role"
python3 - "$place" "$role" "$port" "$safe" >"$role.join" <<'PYTHON'
import json, pathlib, sys

place, role, port, safe = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), pathlib.Path(sys.argv[4])
facts = {"format": 1, "place": place, "host": (safe / "host").read_text().strip(), "port": port}
facts |= {"database": "madoguchi", "user": role}
facts |= {"authority": (safe / "ca.pem").read_text(), "certificate": (safe / f"{role}.pem").read_text()}
facts |= {"key": (safe / f"{role}.key").read_text()}
print(json.dumps(facts, indent=1))
PYTHON
shred -u "$safe/$role.key"
say "参加ファイルを作りました: $PWD/$role.join（参加したら消してください）"
