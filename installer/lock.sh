#!/usr/bin/env bash
# Makes the hash-locked requirements anew from pyproject.toml (Linux x86-64 and Windows x64, Python 3.11-3.13).
# For developers, with a network. The lock names files and hashes only, never an index address.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
trap 'rm -f uv.lock' EXIT

export_lock() {
  "$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate --format requirements-txt "$@"
}

"$uv" lock --quiet "$@"
export_lock --only-group build >installer/requirements/build.txt
export_lock --no-dev >installer/requirements/runtime.txt
export_lock --only-dev >installer/requirements/dev.txt
