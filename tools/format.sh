#!/usr/bin/env bash
# Formats every C++ file of the tree in place, the way the test layout/format wants it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(command -v clang-format-14 || command -v clang-format)
git ls-files -z --cached --others --exclude-standard '*.h' '*.cc' | xargs -0 "$program" -i
