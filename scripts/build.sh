#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Configures and builds build/release. Usage: scripts/build.sh [TARGET...]; no target: everything.
# ESPALIER_CMAKE_ARGS holds further arguments of the configuration, ESPALIER_JOBS the number of compilers at once.
set -euo pipefail
cd "$(dirname "$0")/.."

# Compiling a file of LibTorch takes up to 1 GB: two at once unless told otherwise.
jobs=${ESPALIER_JOBS:-2}
# Clones in other folders share what the compiler cache holds.
export CCACHE_BASEDIR="$PWD"
mkdir -p build
log=build/configure.log
# shellcheck disable=SC2086
if ! cmake --preset release ${ESPALIER_CMAKE_ARGS:-} >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
if [ $# -gt 0 ]; then
  cmake --build --preset release --parallel "$jobs" --target "$@"
else
  cmake --build --preset release --parallel "$jobs"
fi
