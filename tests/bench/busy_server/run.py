#!/usr/bin/env python3
"""An HTTP server in a plugin under `wrk -t1 -c64`, in `plinth frames`: what becomes of the frames.

    run.py [--plinth build/bin/plinth] [--seconds 8] [--only hello|pipelined|express] [--plain] [--json]

hello: node:http, hello world. pipelined: the same, 100 requests in each write of a client. express:
express 4 of node_modules. --plain: without a budget, to compare. wrk must be installed.
"""
import argparse
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from game_bench import free_port, print_reports  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PIPELINED = """
local one = "GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
request = function() return string.rep(one, 100) end
"""


def copy_package(name, to):
    """The package and all that it needs, flat, as npm has installed them."""
    if (to / name).exists():
        return
    source = ROOT / "node_modules" / name
    shutil.copytree(source, to / name)
    for needed in json.loads((source / "package.json").read_text()).get("dependencies", {}):
        copy_package(needed, to)


def make_plugin(folder, name, port):
    plugin = folder / name
    shutil.copytree(HERE / name, plugin)
    (plugin / "port.json").write_text(json.dumps({"port": port}))
    if name == "express":
        copy_package("express", plugin / "node_modules")


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"run.py: nobody listens at port {port}")


def requests_per_second(text):
    for line in text.splitlines():
        if line.startswith("Requests/sec:"):
            return float(line.split()[1])
    return 0.0


def run_once(options, name):
    plugin = "express" if name == "express" else "hello"
    with tempfile.TemporaryDirectory(prefix="plinth-busy-") as folder_name:
        folder = pathlib.Path(folder_name)
        port = free_port()
        make_plugin(folder, plugin, port)
        (folder / "pipelined.lua").write_text(PIPELINED)
        command = [options.plinth, "frames", folder / plugin, "--json", "--seconds",
                   str(options.seconds)] + (["--plain"] if options.plain else [])
        game = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        wait_for(port)
        load = ["wrk", "-t1", "-c64", f"-d{max(1, int(options.seconds) - 1)}s"]
        if name == "pipelined":
            load += ["-s", folder / "pipelined.lua"]
        told = subprocess.run(load + [f"http://127.0.0.1:{port}/"], stdout=subprocess.PIPE, text=True,
                              check=False)
        report = json.loads(game.communicate()[0])
        report["requests_per_second"] = requests_per_second(told.stdout)
        return report


ROWS = [
    "frames", "pump p50 ms", "pump p99 ms", "pump max ms", "CPU p99 ms", "CPU max ms",
    "over the budget", "over the frame", "longest callback", "GC ms in all", "faults",
]
OWN = {"requests a second": lambda report: report["requests_per_second"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plinth", default=str(ROOT / "build/bin/plinth"))
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", action="append", choices=["hello", "pipelined", "express"])
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    names = options.only or ["hello", "pipelined", "express"]
    reports = {name: run_once(options, name) for name in names}
    if options.json:
        print(json.dumps(reports, indent=2))
        return
    print_reports(list(reports.items()), ROWS, OWN)


if __name__ == "__main__":
    main()
