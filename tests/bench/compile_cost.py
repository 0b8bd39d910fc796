#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What binding a class costs the compiler: a class of 200 members in one translation unit, its
fields, methods, lambdas, overloads and texts, against the goal of 6 s and 1 GB.

    compile_cost.py COMPILER [FLAG...] [--members 200] [--seconds 6] [--megabytes 1024]

Prints both figures; fails when either is above its bound. Seconds are of the processor, best of two.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile

PRELUDE = '''#include "bindings/bindings.h"
#include <optional>
#include <string>
#include <vector>
namespace js = plinth::js;
'''


def source(members: int, bound: bool) -> str:
    """A class of so many members; each fifth is of another kind, with types of its own."""
    declared, binding = [], []
    types = ["double", "int", "float", "unsigned", "bool", "std::string"]
    for i in range(members):
        kind = types[(i // 5) % len(types)]
        name = f"m{i}"
        if i % 5 == 0:
            declared.append(f"{kind} {name}{{}};")
            binding.append(f'.property("{name}", &Big::{name})')
        elif i % 5 == 1:
            declared.append(f"{kind} {name}(double a, {kind} b) {{ used += a; return b; }}")
            binding.append(f'.method("{name}", &Big::{name})')
        elif i % 5 == 2:
            declared.append(f"{kind} {name}() const {{ return {{}}; }} void set_{name}({kind}) {{}}")
            binding.append(f'.property("{name}", &Big::{name}, &Big::set_{name})')
        elif i % 5 == 3:
            declared.append(f"void {name}(const std::string& text, std::optional<{kind}>) "
                            "{ used += static_cast<double>(text.size()); }")
            binding.append(f'.method<&Big::{name}>("{name}")')
        else:
            binding.append(f'.method("{name}", [](Big& big, {kind}, double by) '
                           "{ big.used += by; return big.used; })")
    text = PRELUDE + "struct Big { double used = 0; " + "\n".join(declared) + " };\n"
    if bound:
        text += ('void bind(js::Module& module) { module.type<Big>("Big").constructor<>()\n'
                 + "\n".join(binding) + "; }\n")
    return text


def compile_once(command: list, text: str) -> tuple:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "big.cc")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        child = os.fork()
        if child == 0:
            # Its own process, so that what is counted is the compiler's alone.
            done = subprocess.run([*command, "-c", path, "-o", path + ".o"], check=False)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            with open(path + ".used", "w", encoding="utf-8") as file:
                file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
            os._exit(done.returncode)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
            sys.exit("it does not compile")
        with open(path + ".used", encoding="utf-8") as file:
            seconds, megabytes = file.read().split()
        return float(seconds), float(megabytes)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--megabytes", type=float, default=1024)
    parser.add_argument("--times", type=int, default=2)
    options, command = parser.parse_known_args()
    figures = {}
    for bound in (False, True):
        runs = [compile_once(command, source(options.members, bound)) for _ in range(options.times)]
        figures[bound] = (min(run[0] for run in runs), max(run[1] for run in runs))
    print(f"headers and the class alone: {figures[False][0]:.1f} s, {figures[False][1]:.0f} MB")
    print(f"with {options.members} members bound: {figures[True][0]:.1f} s, {figures[True][1]:.0f} MB")
    return figures[True][0] > options.seconds or figures[True][1] > options.megabytes


if __name__ == "__main__":
    sys.exit(main())
