"""Torments an HTTP server: http_soak.py PLINTH [SECONDS [SEED]].

Forty clients at once, each doing at random what good and bad clients do: keep-alive, pipelining,
chunked and gzipped bodies, 100-continue, upgrades, bodies that stop, resets, headers that drip,
requests that are none, ends at any byte. Fails when a good request has a wrong answer, when the
server ends or does not end when asked to, or when its memory grows without end.
"""
import asyncio
import json
import pathlib
import random
import socket
import struct
import subprocess
import sys
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
CLIENTS = 40
LONG = b"plinth " * (512 * 1024 // 7 + 1)
LONG = LONG[:512 * 1024]
CHUNKS = b"".join(f"part {i}\n".encode() * i for i in range(40))
BAD = [
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET / HTTP/1.1\nHost: a\n\n",
    b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"x: y\r\n" * 10000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nx: " + b"y" * 40000 + b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]
GOOD = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: t\r\n\r\n4;x=1\r\nabcd\r\n0\r\nt: 1\r\n\r\n"


class Wrong(Exception):
    pass


async def read_head(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    return int(lines[0].split(" ")[1]), headers


async def read_body(reader, headers):
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") != "chunked":
        return await reader.read()
    body = b""
    while True:
        size = int((await reader.readline()).split(b";")[0], 16)
        if size == 0:
            while (await reader.readline()) != b"\r\n":
                pass
            return body
        body += await reader.readexactly(size)
        await reader.readexactly(2)


async def ask(reader, writer, path, body=None, extra=b"", chunked=False):
    method = b"GET" if body is None else b"POST"
    head = method + b" " + path.encode() + b" HTTP/1.1\r\nHost: a\r\n" + extra
    if body is not None and chunked:
        writer.write(head + b"Transfer-Encoding: chunked\r\n\r\n")
        for at in range(0, len(body), 1000):
            part = body[at:at + 1000]
            writer.write(b"%x\r\n%s\r\n" % (len(part), part))
            await writer.drain()
        writer.write(b"0\r\n\r\n")
    else:
        length = b"" if body is None else b"Content-Length: %d\r\n" % len(body)
        writer.write(head + length + b"\r\n" + (body or b""))
    await writer.drain()
    status, headers = await read_head(reader)
    while status == 100:
        status, headers = await read_head(reader)
    return status, headers, await read_body(reader, headers)


def expect(got, wanted, what):
    if got != wanted:
        raise Wrong(f"{what}: {got[:80]!r} instead of {wanted[:80]!r}")


async def good_requests(reader, writer, rng):
    for _ in range(rng.randrange(1, 30)):
        kind = rng.randrange(9)
        if kind == 0:
            expect((await ask(reader, writer, "/"))[2], b"hello", "/")
        elif kind == 1:
            got = (await ask(reader, writer, "/json"))[2]
            if len(json.loads(got)["list"]) != 50:
                raise Wrong("/json")
        elif kind == 2:
            body = rng.randbytes(rng.choice([0, 1, 100, 5000, 200000]))
            got = (await ask(reader, writer, "/echo", body, chunked=rng.random() < 0.5))[2]
            expect(got, body, "/echo")
        elif kind == 3:
            expect((await ask(reader, writer, "/long"))[2], LONG, "/long")
        elif kind == 4:
            expect((await ask(reader, writer, "/chunks"))[2], CHUNKS, "/chunks")
        elif kind == 5:
            got = (await ask(reader, writer, "/gzip"))[2]
            expect(zlib.decompress(got, 31), LONG, "/gzip")
        elif kind == 6:
            expect((await ask(reader, writer, "/slow"))[2], b"first last", "/slow")
            expect((await ask(reader, writer, "/trailers"))[2], b"body", "/trailers")
        elif kind == 7:
            got = (await ask(reader, writer, "/echo", b"expected", b"Expect: 100-continue\r\n"))[2]
            expect(got, b"expected", "100-continue")
        else:
            writer.write(b"GET /?n HTTP/1.1\r\nHost: a\r\n\r\n" * 8)
            for _ in range(8):
                _, headers = await read_head(reader)
                expect(await read_body(reader, headers), b"hello", "pipelined")


async def upgrade(reader, writer, rng):
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n")
    status, _ = await read_head(reader)
    if status != 101:
        raise Wrong(f"upgrade: {status}")
    for _ in range(rng.randrange(20)):
        sent = rng.randbytes(rng.randrange(1, 2000))
        writer.write(sent)
        expect(await reader.readexactly(len(sent)), sent, "upgraded")


def reset(writer):
    # A reset instead of a friendly end.
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                               struct.pack("ii", 1, 0))
    writer.transport.abort()


async def bad_client(reader, writer, rng):
    kind = rng.randrange(7)
    if kind == 0:
        writer.write(rng.choice(BAD))
        answer = await reader.read(200)
        if answer and not answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 505")):
            raise Wrong(f"a bad request got {answer[:60]!r}")
    elif kind == 1:
        writer.write(GOOD[:rng.randrange(len(GOOD))])  # And ends at that byte.
        await writer.drain()
        if rng.random() < 0.5:
            await asyncio.sleep(0.01)
    elif kind == 2:
        writer.write(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")
        await writer.drain()
        reset(writer)
    elif kind == 3:
        for byte in b"GET / HTTP/1.1\r\nx: 0123456789012345678901234567890123456789":
            writer.write(bytes([byte]))  # Until headersTimeout.
            await asyncio.sleep(0.05)
    elif kind == 4:
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n" * 4)  # And does not read.
        await asyncio.sleep(0.2)
        reset(writer)
    elif kind == 5:
        writer.write(b"GET /broken HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.read()
    else:
        writer.write(rng.randbytes(rng.randrange(1, 400)))
        await reader.read(100)


async def client(port, until, rng, done):
    while time.monotonic() < until:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        what = rng.choice([good_requests, good_requests, upgrade, bad_client])
        try:
            await asyncio.wait_for(what(reader, writer, rng), 60)
            done[what.__name__] = done.get(what.__name__, 0) + 1
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            if what is not bad_client:
                raise Wrong(f"{what.__name__}: {error!r}") from error
            done["cut"] = done.get("cut", 0) + 1
        finally:
            writer.close()


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    return 0


async def torment(server, port, seconds, seed):
    until = time.monotonic() + seconds
    done = {}
    tasks = [asyncio.create_task(client(port, until, random.Random(seed * 1000 + i), done))
             for i in range(CLIENTS)]
    sizes = []

    async def weigh():
        while time.monotonic() < until:
            await asyncio.sleep(max(seconds / 20, 0.2))
            sizes.append(resident(server.pid))

    await asyncio.gather(weigh(), *tasks)
    return done, sizes


def main():
    plinth = sys.argv[1]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    print(f"seed {seed}, {seconds:g} seconds", flush=True)
    server = subprocess.Popen([plinth, "run", HERE / "server.js"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline())
        done, sizes = asyncio.run(torment(server, port, seconds, seed))
        said, _ = server.communicate("", timeout=60)
    finally:
        server.kill()
    print(f"{done}\n{said.strip()}\nMiB resident: {[size >> 20 for size in sizes]}")
    if server.returncode != 0:
        sys.exit(f"the server ended with {server.returncode}")
    # The first half warms it up.
    half = len(sizes) // 2
    if seconds >= 60 and max(sizes[half:]) > 1.5 * max(sizes[:half]):
        sys.exit("its memory grows")


if __name__ == "__main__":
    main()
