# Asks a port of the network that this container shares with the one to be
# judged, and reports each answer as a line of JSON. Arguments: port, path,
# milliseconds to the first answer, how many answers are wanted, milliseconds
# for each of the others. Follows no redirect, unpacks nothing, reads at most
# 16 KiB of headers and 64 KiB of body, and ends at its deadlines whatever the
# server does.
import base64
import json
import re
import socket
import sys
import time

PORT, PATH, ANSWERS = int(sys.argv[1]), sys.argv[2], int(sys.argv[4])
FIRST, AGAIN = int(sys.argv[3]) / 1000, int(sys.argv[5]) / 1000
DEADLINE = time.monotonic() + FIRST
PAUSE, SHORT, ELSEWHERE = 0.03, 0.5, 3
MOST_HEADERS, MOST_BODY, MOST_SOCKETS, MOST_INTERIM = 16384, 65536, 50, 8


class NotHttp(Exception):
    pass


class Closed(Exception):
    pass


def left():
    return DEADLINE - time.monotonic()


def report(**answer):
    # In letters alone it has a size that is known; an engine keeps so much output and no more.
    if "body" in answer:
        answer["body"] = base64.b64encode(answer["body"]).decode()
    print(json.dumps(answer), flush=True)


def address(text):
    # proc(5): each 32 bits in the byte order of the machine.
    words = [bytes.fromhex(text[at : at + 8]) for at in range(0, len(text), 8)]
    raw = b"".join(word[::-1] if sys.byteorder == "little" else word for word in words)
    family = socket.AF_INET if len(raw) == 4 else socket.AF_INET6
    return socket.inet_ntop(family, raw).removeprefix("::ffff:")


def listening():
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as file:
                lines = file.read(1 << 20).splitlines()[1:]
        except OSError:
            continue
        for fields in map(str.split, lines):
            # proc(5): 0A is LISTEN.
            if len(fields) > 3 and fields[3] == "0A":
                host, port = fields[1].split(":")
                found.append({"address": address(host), "port": int(port, 16)})
    return found


def is_loopback(host):
    return host == "::1" or host.startswith("127.")


class Stream:
    def __init__(self, connection):
        self.connection, self.data, self.first = connection, b"", b""

    def more(self):
        self.connection.settimeout(max(left(), 0.001))
        chunk = self.connection.recv(16384)
        self.data += chunk
        self.first = (self.first + chunk)[:200]
        return chunk != b""

    def take(self, size):
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def exactly(self, size):
        while len(self.data) < size:
            if not self.more():
                raise Closed
        return self.take(size)

    def line(self):
        while b"\r\n" not in self.data:
            if len(self.data) > MOST_HEADERS:
                raise NotHttp
            if not self.more():
                raise Closed
        line, _, self.data = self.data.partition(b"\r\n")
        return line

    def head(self):
        # Told at once, also by what keeps the connection open.
        while len(self.data) < 7:
            if not b"HTTP/1.".startswith(self.data):
                raise NotHttp
            if not self.more():
                raise Closed
        if not self.data.startswith(b"HTTP/1."):
            raise NotHttp
        status = re.match(rb"HTTP/1\.[01] (\d{3})(?: |$)", self.line())
        if status is None:
            raise NotHttp
        fields, size = {}, 0
        while line := self.line():
            size += len(line)
            name, colon, value = line.partition(b":")
            if size > MOST_HEADERS or not colon:
                raise NotHttp
            name, value = name.strip().lower(), value.strip().lower()
            # RFC 9112, 6.3: of two lengths none can be believed.
            if name == b"content-length" and fields.get(name, value) != value:
                raise NotHttp
            fields[name] = value
        return int(status[1]), fields

    def body(self, fields):
        if fields.get(b"transfer-encoding", b"").endswith(b"chunked"):
            return self.chunks()
        length = fields.get(b"content-length")
        if length is not None:
            if not re.fullmatch(rb"\d{1,15}", length):
                raise NotHttp
            return self.exactly(min(int(length), MOST_BODY))
        while len(self.data) < MOST_BODY and self.more():
            pass
        return self.take(MOST_BODY)

    def chunks(self):
        body = b""
        while len(body) < MOST_BODY:
            size = re.match(rb"[0-9a-fA-F]{1,8}", self.line())
            if size is None:
                raise NotHttp
            if int(size[0], 16) == 0:
                break
            body += self.exactly(min(int(size[0], 16), MOST_BODY))
            if len(body) < MOST_BODY:
                self.line()
        return body[:MOST_BODY]


REQUEST = (
    f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
    "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
)


def ask():
    stream = None
    try:
        with socket.create_connection(("127.0.0.1", PORT), max(left(), 0.001)) as connection:
            connection.sendall(REQUEST.encode())
            stream = Stream(connection)
            for _ in range(MOST_INTERIM):
                status, fields = stream.head()
                if status >= 200 or status == 101:
                    empty = status in (101, 204, 304)
                    body = b"" if empty else stream.body(fields)
                    return {"kind": "answered", "status": status, "body": body}
            raise NotHttp
    except TimeoutError:
        return {"kind": "slow"}
    except NotHttp:
        return {"kind": "not-http", "received": stream.first.decode(errors="replace")}
    except (OSError, Closed):
        return None


def first_answer():
    since, was_refused = None, False
    while True:
        began, sockets = time.monotonic(), listening()
        is_here = any(s["port"] == PORT and not is_loopback(s["address"]) for s in sockets)
        answer, remaining = ask() if is_here else None, DEADLINE - began
        # The deadline cut the last attempt short; that does not make a closed port a slow one.
        if answer and answer["kind"] == "slow" and was_refused and remaining < SHORT:
            answer = None
        if answer:
            return answer
        was_refused = True
        since = (since or began) if sockets and not is_here else None
        if left() <= PAUSE or (since and began - since >= ELSEWHERE):
            return {"kind": "refused", "listening": sockets[:MOST_SOCKETS]}
        time.sleep(PAUSE)


def next_answer():
    return ask() or {"kind": "refused", "listening": listening()[:MOST_SOCKETS]}


answer = first_answer()
report(**answer)
for _ in range(ANSWERS - 1):
    if answer.get("status", 400) >= 400:
        break
    time.sleep(PAUSE)
    DEADLINE = time.monotonic() + AGAIN
    answer = next_answer()
    report(**answer)
