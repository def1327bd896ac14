# A small attack, bounded by itself, for the kit to see what holds it.
# Arguments: its name, and what it takes. Then serves what it found on port 8000.
import ctypes
import http.server
import os
import socket
import stat
import sys
import time

MIB = 1 << 20


def memory(limit):
    # Of a child, which the kernel ends before the one that counts.
    child = os.fork()
    if child == 0:
        taken = []
        while len(taken) * 16 * MIB < int(limit) * 1.25:
            taken.append(b"x" * (16 * MIB))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return "held" if status else f"not held: it took {int(int(limit) * 1.25) // MIB} MiB"


def processes(limit):
    most, children = int(limit) + 100, []
    try:
        while len(children) < most:
            child = os.fork()
            if child == 0:
                time.sleep(30)
                os._exit(0)
            children.append(child)
        return f"not held: it started {most}"
    except BlockingIOError:
        return "held"
    finally:
        for child in children:
            os.kill(child, 9)
        for child in children:
            os.waitpid(child, 0)


def write(folder):
    try:
        with open(os.path.join(folder, "canary"), "w"):
            return "not held: it wrote a file"
    except OSError as error:
        return f"held: {error.strerror}"


def flood(mebibytes):
    # Where the root is read-only this ends, and gets one to write to.
    with open("/canary", "wb") as file:
        for _ in range(int(mebibytes)):
            file.write(b"x" * MIB)
            file.flush()
            time.sleep(0.01)
    return f"not held: it wrote {mebibytes} MiB"


def disk(mebibytes):
    # Takes room without writing to it.
    with open("/full", "wb") as file:
        for taken in range(0, int(mebibytes), 64):
            try:
                os.posix_fallocate(file.fileno(), taken * MIB, 64 * MIB)
            except OSError as error:
                return f"held: after {taken} MiB: {error.strerror}"
    return f"not held: it took {mebibytes} MiB"


def privileges():
    libc = ctypes.CDLL(None, use_errno=True)
    attempts = {
        "make a device": lambda: os.mknod("/tmp/disk", stat.S_IFBLK | 0o600, os.makedev(7, 0)),
        "send raw packets": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
        "mount": lambda: None if libc.mount(b"x", b"/mnt", b"tmpfs", 0, None) == 0 else int(""),
    }
    for what, attempt in attempts.items():
        try:
            attempt()
        except (OSError, ValueError):
            continue
        return f"not held: it could {what}"
    with open("/proc/self/status") as file:
        held = "NoNewPrivs:\t1" in file.read()
    return "held" if held else "not held: a set-user-ID program gains privileges"


def connect(*targets):
    for target in targets:
        host, port = target.rsplit(":", 1)
        try:
            socket.create_connection((host, int(port)), 1).close()
        except TimeoutError:
            return f"not held: packets to {target} went somewhere"
        except ConnectionRefusedError:
            return f"not held: {target} was reached"
        except OSError:
            continue
        return f"not held: {target} was reached"
    return "held"


def output(mebibytes):
    for _ in range(int(mebibytes) * 1024):
        print("x" * 1023)
    return "held"


def outstay():
    time.sleep(60)
    return "not held: it slept for a minute"


ATTACKS = {f.__name__: f for f in (memory, processes, write, flood, disk, privileges, connect, output, outstay)}
FOUND = ATTACKS[sys.argv[1]](*sys.argv[2:])
print(FOUND, flush=True)


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(FOUND.encode())


# A RUN of a build has ended by now; a container is asked.
if sys.argv[0] == "-c" and sys.argv[1] != "output":
    http.server.HTTPServer(("", 8000), Page).serve_forever()
