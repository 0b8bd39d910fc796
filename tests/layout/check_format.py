"""Fails when clang-format would change a file. Only version 14 is asked: others format differently."""
import pathlib
import re
import shutil
import subprocess
import sys

import tree

VERSION = 14
SKIPPED = 77


def find_clang_format():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        program = shutil.which(name)
        if not program:
            continue
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        if re.search(rf"version {VERSION}\.", told):
            return program
    return None


def main(root):
    program = find_clang_format()
    if not program:
        print(f"clang-format {VERSION} is not installed")
        sys.exit(SKIPPED)
    files = list(tree.files(root, {".h", ".cc"}))
    told = subprocess.run([program, "--dry-run", *files], cwd=root, capture_output=True, text=True)
    if told.returncode != 0:
        sys.exit(told.stderr)
    unformatted = re.findall(r"^([^:\s]+):(\d+):\d+: warning:.*-Wclang-format", told.stderr, re.M)
    first = {}
    for file, line in unformatted:
        first.setdefault(file, line)
    tree.finish([f"{file}:{line}: not as clang-format has it; tools/format.sh sets it right"
                 for file, line in first.items()])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
