#!/usr/bin/env bash
# Every check of the project: installs what is missing, then style, types, house rules, tests, and a start of the product.
#   --setup-only  install and stop        --nightly  the long runs as well
set -euo pipefail
# shellcheck source=installer/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

selection="not nightly"
for argument in "$@"; do
  case "$argument" in
    --setup-only) selection= ;;
    --nightly) selection="nightly or not nightly" ;;
    *) stop "知らないオプションです: $argument（使えるもの: --setup-only --nightly）" ;;
  esac
done

install_packages "$root/installer/packages-run.txt" "$root/installer/packages-test.txt"
make_venv "$root/installer/requirements/dev.txt"
[ -n "$selection" ] || exit 0

cd "$root"
export PATH="$venv/bin:$PATH"

step() {
  say "$1"
  shift
  "$@"
}

step "書式 (ruff format)" ruff format --check --quiet .
step "規則 (ruff)" ruff check --quiet .
step "型 (mypy --strict)" mypy
step "家のつくり (import-linter)" lint-imports
without_qt=(pytest -q -p tests.without_qt -p no:pytest-qt)
step "試験: Qtのない環境" "${without_qt[@]}" -n 2 -m "($selection) and not reader" tests --ignore tests/ui
step "試験: カードリーダー" "${without_qt[@]}" -m "($selection) and reader" tests/app/card  # one service a machine: in turn
step "試験: 窓" xvfb-run --auto-servernum --server-args "-screen 0 1366x768x24" pytest -q -m "$selection" tests/ui
step "製品の起動" bash installer/run.sh --headless
say "すべての検査に通りました。"
