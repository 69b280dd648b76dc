#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Prunes and shrinks every classification, segmentation and detection-backbone network of torchvision and prints the
# table. Takes an hour or two. Arguments: a build folder (default build/release), then names of networks (default: all).
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/release}
shift || true
if [ "$#" -gt 0 ]; then
  exec "${ESPALIER_PYTHON:-/usr/bin/python3}" tests/zoo/zoo.py --cli "$build/bin/espalier-cli" "$@"
fi
exec "${ESPALIER_PYTHON:-/usr/bin/python3}" tests/zoo/zoo.py --cli "$build/bin/espalier-cli" --all
