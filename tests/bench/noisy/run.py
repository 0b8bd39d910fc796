#!/usr/bin/env python3
"""Runs the noisy set with `plinth frames`, with the budget and the plain way, and compares them.

    run.py [--plinth build/bin/plinth] [--seconds 20] [--rounds 2] [--without NAME]... [--json]

The set: a TCP server under load from another process, 10,000 timers, a reader of files without
pause, an allocator of 50 MB/s, and 50 plugins that are idle.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from game_bench import free_port, print_reports  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
NOISY = ["server", "timers", "reader", "allocator"]
IDLE = 50


def make_folder(folder, without):
    """Copies the plugins; answers the server's port, or None."""
    port = None
    for name in NOISY:
        if name in without:
            continue
        shutil.copytree(HERE / name, folder / name)
        if name == "server":
            port = free_port()
            (folder / name / "port.json").write_text(json.dumps({"port": port}))
    for i in range(0 if "idle" in without else IDLE):
        shutil.copytree(HERE / "idle", folder / f"idle{i:02}")
    return port


def run_once(options, plain):
    with tempfile.TemporaryDirectory(prefix="plinth-noisy-") as name:
        folder = pathlib.Path(name)
        port = make_folder(folder, options.without)
        command = [options.plinth, "frames", name, "--json", "--seconds", str(options.seconds)]
        load = None
        if port is not None:
            load = subprocess.Popen([sys.executable, HERE / "load.py", str(port)],
                                    stdout=subprocess.PIPE, text=True)
        try:
            done = subprocess.run(command + (["--plain"] if plain else []),
                                  stdout=subprocess.PIPE, text=True, check=True)
        finally:
            if load is not None:
                load.terminate()
        report = json.loads(done.stdout)
        if load is not None:
            seconds = [int(line) for line in load.communicate()[0].split()]
            report["answers_per_second"] = sum(seconds) / max(len(seconds), 1)
        return report


ROWS = [
    "frames", "pump p50 ms", "pump p99 ms", "pump p99.9 ms", "pump max ms", "CPU p99 ms",
    "CPU p99.9 ms", "CPU max ms", "over the budget", "over the frame", "of them, by CPU", "faults",
    "MiB resident",
]
OWN = {"answers a second": lambda report: report.get("answers_per_second", 0)}


def print_comparison(reports):
    print_reports(reports, ROWS, OWN)
    for way, report in reports:
        print(f"\n{way}: JavaScript ms in all, longest callback, GC, callbacks")
        for plugin in report["plugins"]:
            if plugin["name"].startswith("idle") and not plugin["reason"]:
                continue
            print(f"  {plugin['name']:12}{plugin['js_ms']:10.1f}{plugin['longest_callback_ms']:9.2f}"
                  f"{plugin['gc_ms']:9.1f}{plugin['callbacks']:10} {plugin['reason']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plinth", default=str(HERE.parents[2] / "build/bin/plinth"))
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=1, help="the ways take turns")
    parser.add_argument("--without", action="append", default=[], choices=NOISY + ["idle"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reports = []
    for _ in range(options.rounds):
        for way in ["budget", "plain"]:
            reports.append((way, run_once(options, way == "plain")))
    if options.json:
        print(json.dumps([{"way": way, **report} for way, report in reports], indent=2))
    else:
        print_comparison(reports)


if __name__ == "__main__":
    main()
