"""For the benches that run plugins in `plinth frames`: a free port, and reports side by side."""
import random
import socket
import sys


def free_port():
    # Below the range from which the system gives others theirs.
    for port in random.sample(range(20000, 30000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    sys.exit("no port between 20000 and 30000 is free")


FIGURES = {
    "frames": lambda report: report["frames"],
    "pump p50 ms": lambda report: report["pump_ms"]["p50"],
    "pump p99 ms": lambda report: report["pump_ms"]["p99"],
    "pump p99.9 ms": lambda report: report["pump_ms"]["p999"],
    "pump max ms": lambda report: report["pump_ms"]["max"],
    "CPU p50 ms": lambda report: report["pump_cpu_ms"]["p50"],
    "CPU p99 ms": lambda report: report["pump_cpu_ms"]["p99"],
    "CPU p99.9 ms": lambda report: report["pump_cpu_ms"]["p999"],
    "CPU max ms": lambda report: report["pump_cpu_ms"]["max"],
    "over the budget": lambda report: report["over_budget"],
    "over the frame": lambda report: report["over_frame"],
    "of them, by CPU": lambda report: report["over_frame_cpu"],
    "longest callback": lambda report: max(p["longest_callback_ms"] for p in report["plugins"]),
    "GC ms in all": lambda report: sum(p["gc_ms"] for p in report["plugins"]),
    "faults": lambda report: report["faults"],
    "MiB resident": lambda report: report["rss_bytes"] / 2**20,
}


def print_reports(reports, names, own):
    """(way, report) as columns: the figures of these names, then the bench's own of `own`."""
    print(f"{'':18}" + "".join(f"{way:>12}" for way, _ in reports))
    for name, value in [(name, FIGURES[name]) for name in names] + list(own.items()):
        print(f"{name:18}" + "".join(f"{value(report):12.2f}" for _, report in reports))
