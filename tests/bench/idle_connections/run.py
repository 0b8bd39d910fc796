#!/usr/bin/env python3
"""What an idle keep-alive connection of an HTTP server costs in memory, runtimes beside each other.

    run.py [--connections 10000] [NAME=COMMAND]...
    run.py --frames SECONDS [--connections 10000]     what they cost a frame of `plinth frames`

COMMAND runs a script and takes --expose-gc: by default `build/bin/plinth` and `node`. Each connection
sends one request and reads the answer. The limit of open files is raised as far as it goes; both
ends count, each in its own process.
"""
import argparse
import json
import os
import pathlib
import resource
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from game_bench import free_port  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
PLINTH = HERE.parents[2] / "build/bin/plinth"
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
AT_ONCE = 100
FPS = 1000


class Server:
    def __init__(self, command):
        words = shlex.split(command)
        self.process = subprocess.Popen([words[0], "--expose-gc", *words[1:], HERE / "server.js"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def resident_bytes(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def connect(port, count):
    """Opens connections, some at a time, each of which has had its answer."""
    connections = []
    while len(connections) < count:
        some = [socket.create_connection(("127.0.0.1", port))
                for _ in range(min(AT_ONCE, count - len(connections)))]
        for connection in some:
            connection.sendall(REQUEST)
        for connection in some:
            answer = b""
            while not answer.endswith(b"ok\n") and not answer.endswith(b"0\r\n\r\n"):
                received = connection.recv(4096)
                if not received:
                    sys.exit("run.py: the server closed a connection")
                answer += received
        connections += some
    return connections


def measure(command, count):
    server = Server(command)
    for connection in connect(server.port, 200):  # What comes with the first ones.
        connection.close()
    before = server.resident_bytes()
    connections = connect(server.port, count)
    full = server.resident_bytes()
    for connection in connections:
        connection.close()
    after = server.resident_bytes()
    server.end()
    return before, full, after


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def frames(count, seconds):
    """Processor time of a frame while so many connections are idle, in microseconds."""
    with tempfile.TemporaryDirectory(prefix="plinth-idle-") as folder:
        plugin = pathlib.Path(folder) / "plugin"
        shutil.copytree(HERE / "plugin", plugin)
        port = free_port()
        (plugin / "port.json").write_text(json.dumps({"port": port}))
        game = subprocess.Popen([PLINTH, "frames", plugin, "--seconds", "300", "--render-ms", "0",
                                 "--fps", str(FPS)], stdout=subprocess.DEVNULL)
        time.sleep(1)
        connections = connect(port, count)
        time.sleep(1)
        before = cpu_seconds(game)
        time.sleep(seconds)
        used = cpu_seconds(game) - before
        game.kill()
        game.wait()
        for connection in connections:
            connection.close()
        return used / (seconds * FPS) * 1e6


def compare_frames(count, seconds):
    print(f"{'connections':>12}{'µs a frame':>14}")
    for connections in [0, count, 0, count]:
        print(f"{connections:12}{frames(connections, seconds):14.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runtimes", nargs="*", default=[f"plinth={PLINTH}", "node=node"])
    parser.add_argument("--connections", type=int, default=10000)
    parser.add_argument("--frames", type=float, default=0)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if options.frames > 0:
        compare_frames(options.connections, options.frames)
        return
    print(f"{'':10}{'MiB before':>12}{'with':>10}{'after':>10}{'KiB each':>10}")
    for runtime in options.runtimes:
        name, command = runtime.split("=", 1)
        before, full, after = measure(command, options.connections)
        each = (full - before) / options.connections / 1024
        print(f"{name:10}{before / 2**20:12.1f}{full / 2**20:10.1f}{after / 2**20:10.1f}{each:10.2f}",
              flush=True)


if __name__ == "__main__":
    main()
