"""What the checks have in common: the files of the tree that are ours, and how offences are told."""
import os
import pathlib
import sys

CODE = {".h", ".cc", ".c", ".js", ".mjs", ".cjs", ".ts", ".py", ".sh", ".cmake"}
NOT_OURS = {"build", "node_modules"}


def files(root, suffixes):
    """Paths, relative to root and with forward slashes, of our files with one of these suffixes."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in NOT_OURS and not f.startswith("."))
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if path.suffix in suffixes:
                yield path.relative_to(root).as_posix()


def lines(root, file):
    """(number, text) of each line of a file."""
    return enumerate(pathlib.Path(root, file).read_text(encoding="utf-8").splitlines(), 1)


def finish(offences):
    """Prints the offences and ends the program: 0 when there are none."""
    for offence in offences:
        print(offence)
    sys.exit(bool(offences))
