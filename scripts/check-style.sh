#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Format, licence lines, and shell scripts. Layering and translations are CTest tests.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

mapfile -t sources < <(git ls-files '*.cpp' '*.h')
if command -v clang-format >/dev/null; then
  clang-format --dry-run --Werror "${sources[@]}" || failed=1
else
  echo "clang-format is not installed: format not checked" >&2
fi

mapfile -t licensed < <(git ls-files '*.cpp' '*.h' '*.py' '*.sh' '*.cmake' '*CMakeLists.txt' .ci/run)
for file in "${licensed[@]}"; do
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || {
    echo "$file: no SPDX line in its first three lines" >&2
    failed=1
  }
done

if command -v shellcheck >/dev/null; then
  mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
  shellcheck --severity=warning "${scripts[@]}" || failed=1
fi

if [ "$failed" -eq 0 ]; then
  echo "style: ${#sources[@]} sources are well-formed"
fi
exit "$failed"
