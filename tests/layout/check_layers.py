"""Fails when a room includes a room that its line in layers.txt does not name."""
import pathlib
import re
import sys

import tree


def read_rules(text):
    """room -> the rooms it may include; a room within a room, such as sdk/imgui, has its own line."""
    rules = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            room, _, below = line.partition(":")
            rules[room.strip()] = set(below.split())
    return rules


def room_of(path, rules):
    """host/api/dns is a room of its own; otherwise the longest listed prefix, or None."""
    parts = path.split("/")
    if parts[:2] == ["host", "api"] and len(parts) > 3:
        return "/".join(parts[:3])
    prefixes = ("/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((prefix for prefix in prefixes if prefix in rules), None)


def room_of_include(include, file, root, rules):
    """The room an include leads to. A path that is no path from the root is one beside the file."""
    if not (root / include).exists():
        beside = (pathlib.PurePosixPath(file).parent / include).as_posix()
        include = re.sub(r"[^/]+/\.\./", "", beside) if (root / beside).exists() else include
    return room_of(include, rules)


def offences(root):
    rules = read_rules((root / "tests/layout/layers.txt").read_text())
    for file in tree.files(root, {".h", ".cc"}):
        room = room_of(file, rules)
        if room is None:
            continue
        below = rules["host/api/*" if room.startswith("host/api/") else room]
        for number, line in tree.lines(root, file):
            include = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
            there = include and room_of_include(include[1], file, root, rules)
            if there and there != room and there not in below:
                yield f"{file}:{number}: {room} may not include {there} ({include[1]})"


if __name__ == "__main__":
    tree.finish(list(offences(pathlib.Path(sys.argv[1]))))
