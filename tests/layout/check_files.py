"""Fails on files that are too long, marks that must not merge, POSIX headers where another platform
will have to read, and built-in modules without a test."""
import pathlib
import re
import sys

import tree

MOST_LINES = 800
# Spelled apart, so that this file does not offend.
FORBIDDEN = "TODO" + "(now)"
POSIX_HEADER = re.compile(
    r"\s*#\s*include\s*<((sys|netinet|arpa|net|linux|bits)/[^>]*|(aio|dirent|dlfcn|fcntl|fnmatch|ftw"
    r"|glob|grp|ifaddrs|libgen|mqueue|netdb|poll|pthread|pwd|sched|semaphore|signal|spawn|strings"
    r"|syslog|termios|ucontext|unistd|utime|wordexp)\.h)>")
PLATFORM_FILE = re.compile(r"_(posix|linux)\.(cc|h)$")


def is_test(file):
    return file.startswith("tests/")


def line_offences(root):
    for file in tree.files(root, tree.CODE):
        count = 0
        for count, line in tree.lines(root, file):
            if FORBIDDEN in line:
                yield f"{file}:{count}: {FORBIDDEN} does not merge"
            if is_test(file) or PLATFORM_FILE.search(file) or not file.endswith((".h", ".cc")):
                continue
            if header := POSIX_HEADER.match(line):
                yield f"{file}:{count}: <{header[1]}> belongs in a *_posix.cc or *_linux.cc file"
        if count > MOST_LINES:
            yield f"{file}: {count} lines, of {MOST_LINES} at most"


def untested_modules(root):
    for folder in sorted((root / "host/api").glob("*")):
        name = folder.name
        if name == "internal" or not (folder / f"{name}.js").exists():
            continue
        if not list((root / "tests/api" / name).glob("test-*.js")):
            yield f"host/api/{name}: no tests/api/{name}/test-*.js"


def offences(root):
    yield from line_offences(root)
    yield from untested_modules(root)


if __name__ == "__main__":
    tree.finish(list(offences(pathlib.Path(sys.argv[1]))))
