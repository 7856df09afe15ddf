#!/usr/bin/env bash
# まどぐち on a bare Debian 12: installs what is missing, then opens the window in demonstration mode.
#   --setup-only  install and stop        --headless  no window: fill the practice family's forms and say where they are
set -euo pipefail
# shellcheck source=installer/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

mode=window
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || mode=headless
for argument in "$@"; do
  case "$argument" in
    --setup-only) mode=setup ;;
    --headless) mode=headless ;;
    *) stop "知らないオプションです: $argument（使えるもの: --setup-only --headless）" ;;
  esac
done

install_packages "$root/installer/packages-run.txt"
make_venv
if [ "$mode" = setup ]; then
  say "準備ができました。bash installer/run.sh で始められます。"
  exit 0
fi

trap stop_reader_service EXIT
start_reader_service
if [ "$mode" = window ]; then
  "$venv/bin/madoguchi" --demo
else
  "$venv/bin/madoguchi" demo --out "$root/out/demo"
fi
