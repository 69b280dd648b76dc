#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds everything and runs every test. Arguments go to ctest, e.g. -L core or -R nni_.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-packages.sh test
scripts/build.sh
ctest --preset release "$@"
