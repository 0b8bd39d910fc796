"""live_edit_test.py METEORS MODS: starts the headless game, edits its HUD mod while it runs, and looks
for the new colour in the screenshot, as a player would."""
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib

MAGENTA = "#ff00ff"


def pixels(file):
    """Rows of (red, green, blue, ...) bytes of an 8-bit PNG: https://www.w3.org/TR/png/"""
    data = file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{file} is no PNG"
    at, packed, width, channels = 8, b"", 0, 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, color = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and color in (2, 6), "an 8-bit RGB or RGBA picture"
            channels = 3 if color == 2 else 4
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    raw, stride = zlib.decompress(packed), width * channels
    previous = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        row = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], row, previous, channels)
        yield row, channels
        previous = row


def unfilter(kind, row, above, step):
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        up = above[i]
        corner = above[i - step] if i >= step else 0
        if kind == 1:
            row[i] = (row[i] + left) & 255
        elif kind == 2:
            row[i] = (row[i] + up) & 255
        elif kind == 3:
            row[i] = (row[i] + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up),
                       (abs(guess - corner), 2, corner))
            row[i] = (row[i] + near[2]) & 255


def magenta_pixels(file):
    found = 0
    for row, step in pixels(file):
        for i in range(0, len(row), step):
            found += row[i] > 180 and row[i + 1] < 90 and row[i + 2] > 180
    return found


def main(meteors, mods):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(mods, root / "mods")
        hud = root / "mods" / "hud" / "index.js"
        before = hud.read_text()
        after = before.replace("text: '#9fe8ff'", f"text: '{MAGENTA}'")
        assert before != after, "the HUD's colour stands where this test expects it"
        picture = root / "picture.png"
        command = [meteors, "--headless", "--frames", "400", "--mods", str(root / "mods"),
                   "--data", str(root / "data"), "--screenshot", str(picture),
                   "--input", "10 tap space"]
        game = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # The game plays its frames as fast as it can; the edit comes while it does.
        timer = threading.Timer(1.5, lambda: hud.write_text(after))
        timer.start()
        output, _ = game.communicate(timeout=110)
        timer.cancel()
        print(output)
        assert game.returncode == 0, f"the game ended with {game.returncode}"
        assert "[hud] reloaded" in output, "the HUD was not reloaded"
        found = magenta_pixels(picture)
        print(f"{found} pixels in the new colour")
        assert found > 100, "the new colour is not in the picture"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
