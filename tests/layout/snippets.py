"""snippets.py ROOT OUT: writes each fenced block of a Markdown file that is tagged `cpp test` or
`js test` to OUT, as a program named after its file and line. snippets.cmake makes tests of them."""
import dataclasses
import pathlib
import re
import sys

import tree

SUFFIXES = {"cpp": ".cc", "js": ".js"}
FENCE = re.compile(r"^(`{3,})\s*(.*)$")


@dataclasses.dataclass
class Snippet:
    name: str
    language: str
    code: str


def find_in(file, text):
    name = re.sub(r"\W", "_", file.removesuffix(".md"))
    fence = snippet = None
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = mark[1]
            words = mark[2].split()
            if len(words) == 2 and words[0] in SUFFIXES and words[1] == "test":
                snippet = Snippet(f"{name}_{number}", words[0], "")
        elif fence is not None and mark and not mark[2] and len(mark[1]) >= len(fence):
            if snippet:
                yield snippet
            fence = snippet = None
        elif snippet:
            snippet.code += line + "\n"


def find(root):
    for file in tree.files(root, {".md"}):
        yield from find_in(file, (pathlib.Path(root) / file).read_text(encoding="utf-8"))


def extract(root, out):
    """Leaves files that have not changed alone, so that nothing is built again for nothing."""
    out.mkdir(parents=True, exist_ok=True)
    stale = set(out.iterdir())
    for snippet in find(root):
        path = out / (snippet.name + SUFFIXES[snippet.language])
        stale.discard(path)
        if not path.exists() or path.read_text(encoding="utf-8") != snippet.code:
            path.write_text(snippet.code, encoding="utf-8")
    for path in stale:
        path.unlink()


if __name__ == "__main__":
    extract(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
