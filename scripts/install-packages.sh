#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that building and testing need; does nothing when all are there.
# Usage: scripts/install-packages.sh [run|test]
set -euo pipefail

build=(g++ cmake ninja-build ccache pkg-config qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools libqt6svg6 libqcustomplot-dev nlohmann-json3-dev libtorch-dev libopenblas0-openmp zlib1g-dev
  libjpeg-dev libpng-dev libpcre2-dev libgl-dev libvulkan-dev libxkbcommon-dev dataset-fashion-mnist breeze-icon-theme
  fonts-dejavu-core ca-certificates)
run=(qt6-qpa-plugins)
test=(xvfb xauth python3 git binutils desktop-file-utils appstream fonts-wqy-microhei)

packages=("${build[@]}" "${run[@]}")
if [ "${1:-run}" = test ]; then
  packages+=("${test[@]}")
fi

command -v dpkg-query >/dev/null || {
  echo "This script knows Debian's packages only. Install what README.md lists, then build with CMake." >&2
  exit 1
}

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] && continue
  # A virtual or renamed package (libjpeg-dev) counts when a package that provides it is installed.
  dpkg-query -W -f '${Status} ${Provides}\n' 2>/dev/null | grep '^install ok installed' | grep -qw -- "$package" && continue
  missing+=("$package")
done

# A PyTorch application links whichever BLAS the system's alternative names; the reference BLAS is 20 times slower.
install() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "These packages are missing, and there is no sudo to install them: $*" >&2
      exit 1
    }
    as_root=(sudo)
  fi
  echo "Installing: $*" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ ${#missing[@]} -gt 0 ]; then
  install "${missing[@]}"
fi
# Without Qt's reader of SVG icons the window has none; from Debian 13 on it is a package of its own.
if ! compgen -G '/usr/lib/*/qt6/plugins/iconengines/libqsvgicon.so' >/dev/null; then
  install qt6-svg-plugins
fi
