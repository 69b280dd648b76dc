#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds, and opens the window on the bundled example. Where there is no display, the same
# example runs through the command line. Usage: scripts/run.sh [FILE]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-packages.sh run
scripts/build.sh espalier espalier-cli espalier_translations

example=resources/examples/fashion_resnet.espalier
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ -n "${QT_QPA_PLATFORM:-}" ]; then
  exec build/release/bin/espalier "${1:-$example}"
fi
echo "There is no display (DISPLAY and WAYLAND_DISPLAY are empty): running the example on the command line instead." >&2
exec build/release/bin/espalier-cli run "${1:-$example}" --out build/example-results
