"""load.py PORT: 64 connections to 127.0.0.1 that each send a line, wait for the answer, and go on.

Runs until it is killed; prints how many answers came, once a second.
"""
import selectors
import socket
import sys
import time

CONNECTIONS = 64
LINE = b"x" * 100 + b"\n"


def connect(port):
    for _ in range(200):
        try:
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        except OSError:
            time.sleep(0.05)
    sys.exit(f"load.py: nobody listens at port {port}")


def main():
    selector = selectors.DefaultSelector()
    port = int(sys.argv[1])
    for _ in range(CONNECTIONS):
        connection = connect(port)
        connection.sendall(LINE)
        selector.register(connection, selectors.EVENT_READ)
    answers = 0
    tell_at = time.monotonic() + 1
    while selector.get_map():
        for key, _ in selector.select(1):
            received = key.fileobj.recv(4096)
            if not received:
                selector.unregister(key.fileobj)
            elif received.endswith(b"\n"):
                answers += 1
                key.fileobj.sendall(LINE)
        if time.monotonic() >= tell_at:
            print(answers, flush=True)
            answers = 0
            tell_at += 1


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, ConnectionError):
        pass
