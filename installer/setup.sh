# Sourced by run.sh and test.sh: installs what is missing, once. Defines `setup`, `stop` and `start_reader_service`.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$root/.venv"

say() { printf '● %s\n' "$*" >&2; }

stop() {
  printf '× %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 126; fi
}

missing_packages() {
  grep -hv '^#' "$@" | while read -r package; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

install_packages() {
  local missing
  command -v dpkg-query >/dev/null || stop "このスクリプトはDebian用です。Windowsでは installer\\run.ps1 を使ってください。"
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  say "Debianのパッケージを入れます: $(echo "$missing" | tr '\n' ' ')"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  if ! { as_root apt-get update -qq && as_root apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends $missing; } >&2; then
    stop "パッケージを入れられませんでした。管理者権限とネットワークを確かめるか、管理者に次を頼んでください:
  apt-get install --no-install-recommends $(echo "$missing" | tr '\n' ' ')"
  fi
}

find_python() {
  local candidate
  for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  stop "Python 3.11〜3.13 が見つかりません。Debian 12 では python3 と python3-venv を入れてください。"
}

pip_install() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2; }

# Nothing beside the locks (--no-deps): they are complete, and leave out what a package asks for and we do not use.
# The stamp names the locks that the environment was made from: unchanged locks mean nothing to do.
make_venv() {
  local locks=("$root/installer/requirements/build.txt" "$root/installer/requirements/runtime.txt" "$@")
  local stamp stamp_file
  stamp_file="$venv/$(basename "${locks[-1]}").sha256"
  stamp=$(cat "${locks[@]}" "$root/pyproject.toml" | sha256sum)
  [ "$(cat "$stamp_file" 2>/dev/null)" != "$stamp" ] || return 0
  say "Pythonの環境を作ります（初回は数分かかります）"
  [ -x "$venv/bin/python" ] || "$(find_python)" -m venv "$venv" || stop "仮想環境を作れませんでした: $venv"
  local arguments=()
  for lock in "${locks[@]:1}"; do arguments+=(-r "$lock"); done
  { pip_install --require-hashes -r "${locks[0]}" &&
    pip_install --no-build-isolation --no-deps --require-hashes "${arguments[@]}" &&
    pip_install --no-build-isolation --no-deps -e "$root"; } ||
    stop "Pythonのパッケージを入れられませんでした。ネットワーク（または社内のパッケージ置き場の設定）を確かめて、もう一度実行してください。"
  echo "$stamp" >"$stamp_file"
}

# Starts the reader service unless one answers already; `stop_reader_service` ends only what was started here.
reader_service=
start_reader_service() {
  "$venv/bin/python" -c 'import sys; from smartcard.System import readers; sys.exit(not readers())' 2>/dev/null && return
  local pcscd
  pcscd=$(command -v pcscd || echo /usr/sbin/pcscd)
  if ! as_root true 2>/dev/null; then
    say "カードリーダーのサービス（pcscd）が動いていません。管理者に起動を頼んでください。カードなしで続けます。"
    return
  fi
  as_root setsid "$pcscd" --foreground >/dev/null 2>&1 &
  for _ in $(seq 50); do
    if [ -S /run/pcscd/pcscd.comm ]; then
      reader_service=$(tr -d '\0' </run/pcscd/pcscd.pid)  # the daemon itself, not the shell around it
      return
    fi
    sleep 0.1
  done
  say "カードリーダーのサービスを起動できませんでした。カードなしで続けます。"
}

stop_reader_service() {
  [ -z "$reader_service" ] || as_root kill "$reader_service" 2>/dev/null || true
}
