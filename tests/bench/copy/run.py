#!/usr/bin/env python3
"""A plugin that draws, with `plinth frames`: alone, and beside one that copies 1 GiB of files.

    run.py [--plinth build/bin/plinth] [--seconds 10] [--rounds 1] [--mib 1024] [--way NAME]...
           [--folder DIR] [--json]

The ways: fs.promises.copyFile of all files at once, fs.promises.cp of the folder, and streams. They
take turns. Files are in DIR, else where temporary files are.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from game_bench import print_reports  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
WAYS = ["alone", "copyFile", "cp", "streams"]
FILE_MIB = 16


def make_plugins(folder, mib):
    for name in ["drawing", "copier"]:
        shutil.copytree(HERE / name, folder / name)
    source = folder / "copier/source"
    source.mkdir()
    block = os.urandom(1 << 20)
    for number in range(mib // FILE_MIB):
        with open(source / f"{number:03}.bin", "wb") as file:
            for _ in range(FILE_MIB):
                file.write(block)


def run_once(options, folder, way):
    (folder / "copier/way.json").write_text(json.dumps({"way": way}))
    plugins = ["drawing"] if way == "alone" else ["drawing", "copier"]
    command = [options.plinth, "frames", *(str(folder / name) for name in plugins), "--json",
               "--log", "--seconds", str(options.seconds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=True, env={**os.environ, "TMPDIR": str(folder)})
    report = json.loads(done.stdout)
    copies = done.stderr.splitlines().count("copier: copied")
    report["copied_mib_per_second"] = copies * options.mib / options.seconds
    return report


ROWS = [
    "frames", "pump p50 ms", "pump p99 ms", "pump max ms", "CPU p50 ms", "CPU p99 ms", "CPU max ms",
    "over the budget", "over the frame", "faults", "MiB resident",
]
OWN = {"MiB/s copied": lambda report: report["copied_mib_per_second"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plinth", default=str(HERE.parents[2] / "build/bin/plinth"))
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--way", action="append", choices=WAYS, help="all of them")
    parser.add_argument("--folder")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reports = []
    with tempfile.TemporaryDirectory(prefix="plinth-copy-", dir=options.folder) as name:
        folder = pathlib.Path(name)
        make_plugins(folder, options.mib)
        for _ in range(options.rounds):
            for way in options.way or WAYS:
                reports.append((way, run_once(options, folder, way)))
    if options.json:
        print(json.dumps([{"way": way, **report} for way, report in reports], indent=2))
    else:
        print_reports(reports, ROWS, OWN)


if __name__ == "__main__":
    main()
