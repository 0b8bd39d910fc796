"""The checks, checked: a clean tree passes, and each planted offence is found on its line."""
import pathlib
import tempfile
import unittest

import check_files
import check_layers
import snippets

LAYERS = """
# room: the rooms it may include
sdk:
sdk/imgui:    sdk
host/base:
host/env:     host/base
host/api/*:   host/base host/env
samples:      sdk
"""


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("tests/layout/layers.txt", LAYERS)
        self.write("host/base/error.h", "#include <string>\n")
        self.write("host/env/env.h", '#include "host/base/error.h"\n')
        self.write("host/api/dns/dns.cc", '#include "host/env/env.h"\n')
        self.write("host/api/dns/dns.js", "'use strict';\n")
        self.write("host/api/internal/errors.js", "'use strict';\n")
        self.write("tests/api/dns/test-dns-lookup.js", "'use strict';\n")
        self.write("sdk/embed/plinth.h", "#include <string>\n")
        self.write("sdk/imgui/console.h", '#include "sdk/embed/plinth.h"\n')

    def write(self, file, text):
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Layers(Tree):
    def offences(self):
        return list(check_layers.offences(self.root))

    def test_a_clean_tree_has_no_offence(self):
        self.assertEqual(self.offences(), [])

    def test_a_room_may_not_include_one_above_it(self):
        self.write("host/base/clock.h", '#include <string>\n#include "host/env/env.h"\n')
        self.assertEqual(
            self.offences(),
            ["host/base/clock.h:2: host/base may not include host/env (host/env/env.h)"])

    def test_a_built_in_may_not_include_another(self):
        self.write("host/api/net/net.h", "")
        self.write("host/api/dns/dns.h", '#include "host/api/net/net.h"\n')
        self.assertEqual(
            self.offences(),
            ["host/api/dns/dns.h:1: host/api/dns may not include host/api/net (host/api/net/net.h)"])

    def test_a_sample_may_not_include_the_host(self):
        self.write("samples/hello/main.cc", "#include <host/env/env.h>\n")
        self.assertEqual(
            self.offences(),
            ["samples/hello/main.cc:1: samples may not include host/env (host/env/env.h)"])

    def test_a_room_within_a_room_has_a_line_of_its_own(self):
        self.write("sdk/embed/panel.h", '#include "sdk/imgui/console.h"\n')
        self.assertEqual(
            self.offences(),
            ["sdk/embed/panel.h:1: sdk may not include sdk/imgui (sdk/imgui/console.h)"])

    def test_a_relative_path_does_not_hide_an_include(self):
        self.write("host/base/clock.h", '#include "../env/env.h"\n')
        self.assertEqual(
            self.offences(),
            ["host/base/clock.h:1: host/base may not include host/env (../env/env.h)"])

    def test_build_folders_are_not_read(self):
        self.write("build/dev/host/base/clock.h", '#include "host/env/env.h"\n')
        self.write("host/base/node_modules/clock.h", '#include "host/env/env.h"\n')
        self.assertEqual(self.offences(), [])


class Files(Tree):
    def offences(self):
        return list(check_files.offences(self.root))

    def test_a_clean_tree_has_no_offence(self):
        self.assertEqual(self.offences(), [])

    def test_800_lines_pass_and_801_do_not(self):
        self.write("host/base/long.cc", "\n" * 800)
        self.write("host/base/longer.cc", "\n" * 801)
        self.assertEqual(self.offences(), ["host/base/longer.cc: 801 lines, of 800 at most"])

    def test_a_mark_that_must_not_merge_is_found(self):
        self.write("host/api/dns/dns.js", f"'use strict';\n// {check_files.FORBIDDEN}: later\n")
        self.assertEqual(self.offences(), ["host/api/dns/dns.js:2: TODO" + "(now) does not merge"])

    def test_posix_headers_live_in_platform_files_only(self):
        self.write("host/env/files.cc", "#include <cstdio>\n#include <unistd.h>\n")
        self.write("host/env/files_posix.cc", "#include <unistd.h>\n")
        self.write("host/env/files_linux.cc", "#include <sys/epoll.h>\n")
        self.write("tests/env/files_test.cc", "#include <unistd.h>\n")
        self.assertEqual(
            self.offences(),
            ["host/env/files.cc:2: <unistd.h> belongs in a *_posix.cc or *_linux.cc file"])

    def test_each_built_in_has_a_test(self):
        self.write("host/api/os/os.js", "'use strict';\n")
        self.assertEqual(self.offences(), ["host/api/os: no tests/api/os/test-*.js"])


class Snippets(Tree):
    def found(self):
        return [(s.name, s.language, s.code) for s in snippets.find(self.root)]

    def test_only_tagged_blocks_are_taken(self):
        self.write("README.md", "```cpp\nint a;\n```\n```cpp test\nint b;\n```\n```js\n1;\n```\n")
        self.assertEqual(self.found(), [("README_4", "cpp", "int b;\n")])

    def test_a_fence_ends_at_one_as_long_as_it(self):
        self.write("docs/guide.md", "````js test\n```\n1;\n````\n```js test\n2;\n```\n")
        self.assertEqual(
            self.found(), [("docs_guide_1", "js", "```\n1;\n"), ("docs_guide_5", "js", "2;\n")])

    def test_extracting_drops_what_is_no_longer_there(self):
        out = self.root / "out"
        self.write("README.md", "```js test\n1;\n```\n")
        snippets.extract(self.root, out)
        self.write("README.md", "\n```js test\n2;\n```\n")
        snippets.extract(self.root, out)
        self.assertEqual([(f.name, f.read_text()) for f in out.iterdir()], [("README_2.js", "2;\n")])


if __name__ == "__main__":
    unittest.main()
