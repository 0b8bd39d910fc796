"""Fails when plugins that have nothing to do cost system calls: idle_syscalls.py PLINTH IDLE-PLUGIN.

Runs `plinth frames` with 1 and with 200 copies of the plugin, and has strace count what the game's
thread asks of the kernel for a while, once all are loaded.
"""
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

READY = """
exports.activate = (plugin) => {
  let frames = 0;
  plugin.on('frame', () => {
    // In each frame before, one plugin's garbage of loading was collected.
    if (++frames === 400) console.log('all frames from here');
  });
};
"""
# The wait for the frame, one look at all loops, what `plinth frames` asks for its own figures (two
# of them), and room for a late timer.
MOST_A_FRAME = 5


def calls_per_frame(plinth, idle, count):
    """System calls of the game's thread, by name, divided by the number of frames."""
    with tempfile.TemporaryDirectory(prefix="plinth-idle-") as name:
        folder = pathlib.Path(name)
        for i in range(count):
            shutil.copytree(idle, folder / f"idle{i:03}")
        (folder / "zz-ready").mkdir()
        (folder / "zz-ready" / "index.js").write_text(READY)
        game = subprocess.Popen(
            [plinth, "frames", name, "--fps", "250", "--render-ms", "0", "--seconds", "60", "--log"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            said = game.stderr.readline()
            if said != "zz-ready: all frames from here\n":
                sys.exit(f"{count} plugins: {said}")
            table = folder / "calls"
            tracer = subprocess.Popen(["strace", "-c", "-o", table, "-p", str(game.pid)],
                                      stderr=subprocess.DEVNULL)
            time.sleep(1.5)
            tracer.send_signal(signal.SIGINT)
            tracer.wait()
            rows = re.findall(r"^ *[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$",
                              table.read_text(), re.MULTILINE)
        finally:
            game.kill()
            game.wait()
    calls = {what: int(number) for number, what in rows if what != "total"}
    # Each frame looks at the loops exactly once, or this is not what it seems.
    frames = calls.get("epoll_wait", 0) + calls.get("epoll_pwait", 0)
    if frames < 20:
        sys.exit(f"strace saw {frames} frames: {calls}")
    return {what: number / frames for what, number in calls.items()}


def main():
    plinth, idle = sys.argv[1], pathlib.Path(sys.argv[2])
    totals = []
    for count in [1, 200]:
        calls = calls_per_frame(plinth, idle, count)
        totals.append(sum(calls.values()))
        shown = ", ".join(f"{what} {number:.2f}" for what, number in sorted(calls.items()))
        print(f"{count} idle: {totals[-1]:.2f} system calls a frame: {shown}")
    if max(totals) > MOST_A_FRAME or totals[1] > totals[0] + 0.5:
        sys.exit("idle plugins cost system calls")


if __name__ == "__main__":
    main()
