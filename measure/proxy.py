"""A proxy between a browser and the server that cuts, delays and answers as a bad network does."""

import contextlib
import socket
import threading
import time

PORTALS = {
    "html": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\nConnection: close\r\n\r\n<html>Welcome, pay!</html>",
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: /login/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "empty": b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
    "truncated": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"marker": "sammachip-sync-1", "resu',
}


class Rule:
    """What happens to the next `times` requests whose first line holds `match`.

    One of: `request=n` (closed after n bytes of the request), `response=n` (after n bytes of the answer),
    `lost=True` (the server has answered, nothing comes back), `portal=<kind>`, `delay=<seconds>`.
    """

    def __init__(self, match="", times=1, *, request=None, response=None, lost=False, portal=None, delay=0):
        self.match, self.times, self.request, self.response = match.encode(), times, request, response
        self.lost, self.portal, self.delay = lost, portal, delay


class Proxy:
    """`with Proxy(port) as proxy:` listens on `proxy.port`; `proxy.cut()` until `proxy.restore()`; `proxy.rules` is a list.

    Every request has a connection of its own, so that a rule meets one request.
    """

    def __init__(self, port, host="127.0.0.1"):
        self.target, self.rules, self.is_cut, self.seen = (host, port), [], False, []
        self.lock, self.open = threading.Lock(), set()
        self.server = socket.create_server((host, 0), backlog=128)
        self.port = self.server.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.cut()
        self.server.close()

    def cut(self):
        """The signal is gone: what is on its way breaks, what comes is closed."""
        with self.lock:
            self.is_cut = True
            for each in list(self.open):
                shut(each)

    def restore(self):
        with self.lock:
            self.is_cut = False
            self.rules.clear()

    def accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def rule_for(self, line):
        with self.lock:
            rule = next((each for each in self.rules if each.match in line), None)
            if rule:
                rule.times -= 1
                if not rule.times:
                    self.rules.remove(rule)
            return rule

    def serve(self, client):
        with client:
            with self.lock:
                if self.is_cut:
                    return
                self.open.add(client)
            try:
                self.pass_on(client)
            except OSError:
                pass
            finally:
                with self.lock:
                    self.open.discard(client)
                shut(client)

    def pass_on(self, client):
        request = whole_request(client)
        if not request:
            return
        line = request.partition(b"\r\n")[0]
        self.seen.append(line.decode("latin-1"))
        rule = self.rule_for(line) or Rule()
        time.sleep(rule.delay)
        if rule.portal:
            client.sendall(PORTALS[rule.portal])
            return
        with socket.create_connection(self.target, timeout=60) as server:
            server.sendall(request if rule.request is None else request[: rule.request])
            if rule.request is None:
                give_back(server, client, rule)


def give_back(server, client, rule):
    left = rule.response
    while piece := server.recv(65536):
        if rule.lost:
            continue
        client.sendall(piece if left is None else piece[:left])
        if left is not None and (left := left - len(piece)) <= 0:
            return


def whole_request(client):
    """One request with its body, asking the server to close after the answer; nothing where it broke off."""
    client.settimeout(60)
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := client.recv(65536)):
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        if not (piece := client.recv(65536)):
            return b""
        body += piece
    lines = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([first, *lines, b"Connection: close", b"", body])


def shut(connection):
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
