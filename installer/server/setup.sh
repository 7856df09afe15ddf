#!/usr/bin/env bash
# The ward's server on Debian 12: PostgreSQL with its own cluster, settings, certificates, roles and tables. Run as root.
#   setup.sh --host NAME [--host NAME…]   names or addresses by which the counters reach it; the first one is told them
#   setup.sh --upgrade                    settings, roles and migrations of this version; a dump is taken first
# Nothing that stands is written over. The counters are added with counter.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/setup.sh
source "$here/../setup.sh"
# shellcheck source=installer/server/place.sh
source "$here/place.sh"

hosts=() upgrade=
while [ $# -gt 0 ]; do
  case $1 in
    --host) hosts+=("${2:?}"); shift 2 ;;
    --upgrade) upgrade=yes; shift ;;
    *) stop "知らないオプションです: $1（使えるもの: --host 名前、--upgrade）" ;;
  esac
done
[ "$(id -u)" -eq 0 ] || stop "管理者（root）で実行してください。"
[ -n "$upgrade" ] || [ "${#hosts[@]}" -gt 0 ] || stop "端末から見えるサーバーの名前を --host で示してください。"

make_cluster() {
  say "PostgreSQLの領域を作ります（$version/$cluster、ポート $port）"
  pg_createcluster "$version" "$cluster" --port "$port" --locale C.UTF-8 --encoding UTF8 -- --data-checksums
  install -d -m 700 -o postgres -g postgres "$safe" "$dumps" "$archive"
  as_postgres bash "$here/certificates.sh" authority "$safe"
  as_postgres bash "$here/certificates.sh" server "$safe" "${hosts[@]}"
  printf '%s\n' "${hosts[0]}" >"$safe/host"
}

settle_settings() {
  install -m 644 -o postgres -g postgres "$here/madoguchi.conf" "$etc/conf.d/madoguchi.conf"
  cat >"$etc/conf.d/place.conf" <<CONF
ssl_ca_file = '$safe/ca.pem'
ssl_cert_file = '$safe/server.pem'
ssl_key_file = '$safe/server.key'
archive_mode = on
archive_command = 'test ! -f $archive/%f && cp %p $archive/%f'
CONF
  install -m 640 -o postgres -g postgres "$here/pg_hba.conf" "$here/pg_ident.conf" "$etc/"
}

settle_database() {
  say "役割とテーブルを整えます"
  sql -d postgres -tAc "SELECT 1 FROM pg_database WHERE datname = 'madoguchi'" | grep -qx 1 ||
    sql -d postgres -c "CREATE DATABASE madoguchi"
  sql -d madoguchi -f "$here/roles.sql"
  migrate
}

install_dump() {
  cat >/etc/cron.d/madoguchi-server <<CRON
# The nightly dump of まどぐち's server.
15 2 * * *  postgres  bash $here/dump.sh
CRON
}

install_packages <(printf 'postgresql\nopenssl\ncron\n')
make_venv
if [ -n "$upgrade" ]; then
  as_postgres bash "$here/dump.sh"
else
  [ ! -d "$etc" ] || stop "すでにあります: $etc（更新は --upgrade）"
  make_cluster
fi
settle_settings
pg_ctlcluster "$version" "$cluster" restart
settle_database
install_dump
say "整いました。端末は bash $here/counter.sh 番号 名前 で加えます。"
say "$safe/ca.key は認証局の鍵です。写しを金庫に入れ、ここからは消してください（端末を加えるときに戻します）。"
