import { starting, withLastLine } from '../dockerfiles.ts';
import { submission, triedBy } from '../hostile-case.ts';
import type { HostileCase } from '../hostile-case.ts';

const probes = 'harness/src/run-and-probe.e2e.test.ts';

/** @param program what runs in the place of the app. */
const evil = (program: string) => ({
  reach: 'engine' as const,
  files: { Dockerfile: starting('["python3", "-u", "evil.py"]'), 'evil.py': program },
});
const greedy = (program: string) => ({ ...evil(program), isGreedy: true as const });

/** A server that sends these bytes, a Python expression or several, to whoever asks. */
const answering = (statements: string) =>
  evil(`import socket, threading, time
s = socket.create_server(('0.0.0.0', 8000))
def serve(c):
    c.recv(65536)
${statements.replace(/^/gm, '    ')}
while True:
    threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
`);
const bytes = (text: string) => `c.sendall(b'${text}')`;

/** The app itself, once this program of its interpreter has found nothing. */
const thenTheApp = (program: string) => ({
  reach: 'engine' as const,
  files: {
    Dockerfile: withLastLine('ENV PYTHONPATH=/usr/src/app/first'),
    'first/sitecustomize.py': `import os
def end(why):
    print(why, flush=True)
    os._exit(3)
${program}
`,
  },
});
const withFile = (
  name: string,
  text: string,
  { files, ...rest }: ReturnType<typeof thenTheApp>,
) => ({
  ...rest,
  files: { ...files, [name]: text },
});
const reaching = (places: string) =>
  thenTheApp(`import socket, struct
routes = [line.split() for line in open('/proc/net/route')][1:]
gates = [socket.inet_ntoa(struct.pack('<L', int(r[2], 16))) for r in routes if r[1] == '00000000']
for host, port in ${places}:
    try:
        socket.create_connection((host, port), 1)
    except OSError:
        continue
    end(f'{host}:{port} answers')`);

/** The app itself, for one request. */
const afterOneAnswer = (then: string) =>
  thenTheApp(`import time
try:
    import werkzeug.serving
    def once(self, *_):
        self.handle_request(); ${then}
    werkzeug.serving.BaseWSGIServer.serve_forever = once
except ImportError: pass`);

/** What a container does while it runs. */
export const runCases: readonly HostileCase[] = [
  submission(
    'R-01',
    'processes without end',
    'failed',
    greedy('import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n'),
  ),
  submission('R-02', 'memory', 'failed', {
    ...greedy('a = []\nwhile True: a.append(bytearray(10**7))\n'),
    says: /memory/i,
  }),
  ...['/', '/tmp', '/dev', '/dev/shm'].map((place) =>
    submission(
      `R-03${place === '/' ? '' : ` ${place}`}`,
      `a file without end in ${place}`,
      'failed',
      {
        ...greedy(`f = open('${place}/full', 'wb', 0)\nwhile True: f.write(bytes(2**20))\n`),
      },
    ),
  ),
  submission('R-04', 'output without end', 'failed', greedy(`while True: print('y' * 1000)\n`)),
  submission(
    'R-05',
    'eight threads that spin',
    'failed',
    greedy(`import os
for _ in range(8):
    if os.fork() == 0:
        while True: pass
while True: pass
`),
  ),
  submission(
    'R-06',
    'an app that ends after its first answer',
    'failed',
    afterOneAnswer('time.sleep(0.3); os._exit(0)'),
  ),
  submission(
    'R-07',
    'an app that answers once and hangs then',
    'failed',
    afterOneAnswer('time.sleep(600)'),
  ),
  submission('R-08', 'an end at once', 'failed', {
    reach: 'engine',
    files: { Dockerfile: starting('["true"]') },
  }),
  submission('R-09', 'the loopback alone', 'failed', {
    ...evil(`import http.server
http.server.HTTPServer(('127.0.0.1', 8000), http.server.SimpleHTTPRequestHandler).serve_forever()
`),
    says: /127\.0\.0\.1/,
  }),
  submission('R-10', 'another port', 'failed', {
    ...evil(`import http.server
http.server.HTTPServer(('', 8080), http.server.SimpleHTTPRequestHandler).serve_forever()
`),
    says: /8080/,
  }),
  submission('R-11', 'a slow start', 'passed', thenTheApp('import time\ntime.sleep(12)')),
  submission(
    'R-12',
    'an answer byte by byte',
    'failed',
    answering(`while True:\n    ${bytes('H')}; time.sleep(0.5)`),
  ),
  submission(
    'R-13',
    'an answer without end',
    'failed',
    answering(`${bytes(String.raw`HTTP/1.1 200 OK\r\n\r\n`)}\nwhile True: c.sendall(bytes(65536))`),
  ),
  submission(
    'R-13 in chunks',
    'an answer in chunks without end',
    'failed',
    answering(
      `${bytes(String.raw`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n`)}\nwhile True: ${bytes(String.raw`4\r\nabcd\r\n`)}`,
    ),
  ),
  submission(
    'R-14',
    'an answer that unpacks to a thousand times as much',
    'failed',
    answering(
      `import gzip; b = gzip.compress(bytes(4 * 10**8))\n${bytes(String.raw`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n`)}; c.sendall(b); c.close()`,
    ),
  ),
  submission(
    'R-15',
    'headers without end',
    'failed',
    answering(
      `${bytes(String.raw`HTTP/1.1 200 OK\r\n`)}\nwhile True: ${bytes(String.raw`X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaa\r\n`)}`,
    ),
  ),
  submission(
    'R-16',
    'hints without end, and never an answer',
    'failed',
    answering(`while True: ${bytes(String.raw`HTTP/1.1 103 Early Hints\r\n\r\n`)}`),
  ),
  ...[
    ['R-17', 'another host, by a redirect', 'http://127.0.0.1:22/'],
    ['R-18', 'a redirect to itself', '/'],
    ['R-18 file', 'a file, by a redirect', 'file:///etc/passwd'],
  ].map(([id = '', title = '', place = '']) =>
    submission(
      id,
      title,
      'failed',
      answering(
        `${bytes(String.raw`HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ${place}\r\n\r\n`)}; c.close()`,
      ),
    ),
  ),
  ...[
    ['R-19', 'no HTTP at all', String.raw`\x00\x01\x02garbage\r\n\r\n`],
    [
      'R-19 twice',
      'two lengths',
      String.raw`HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\nx`,
    ],
    [
      'R-19 upgrade',
      'another protocol',
      String.raw`HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n`,
    ],
    [
      'R-19 status',
      'a status that there is not',
      String.raw`HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n`,
    ],
  ].map(([id = '', title = '', text = '']) =>
    submission(id, title, 'failed', answering(`${bytes(text)}; c.close()`)),
  ),
  submission(
    'R-20',
    'an answer that nests a million deep, and is no UTF-8',
    'failed',
    answering(
      `${bytes(String.raw`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n`)}; c.sendall(b'[' * 10**6 + bytes([255])); c.close()`,
    ),
  ),
  submission(
    'R-21',
    'the answer of another day',
    'failed',
    answering(
      `${bytes(String.raw`HTTP/1.1 200 OK\r\n\r\n<meta name="application-name" content="python-server">${'0'.repeat(64)}`)}; c.close()`,
    ),
  ),
  submission(
    'R-22',
    'an app that is right for a grader alone, as its surroundings tell it',
    'failed',
    thenTheApp(`import socket
told = repr(dict(os.environ)) + socket.gethostname() + open('/proc/1/cmdline').read()
if not any(word in told.lower() for word in ('grad', 'workshop', 'testcontainers')): end('no grader')`),
  ),
  submission('R-23', 'a shell that talks without end, and an app that says nothing', 'failed', {
    reach: 'engine',
    files: {
      Dockerfile: withLastLine(
        `RUN printf '#!/usr/bin/env python3\\nwhile True: print("y" * 1000)\\n' > /evil && chmod 755 /evil && for f in /bin/cat /bin/sh; do rm -f $f; cp /evil $f || true; done`,
      ).replace('./server.py', '-c", "import time; time.sleep(600)'),
    },
  }),
  submission('R-24', 'the Internet', 'passed', reaching(`[('198.51.100.2', 80), ('1.1.1.1', 53)]`)),
  submission(
    'R-25',
    'what listens on the machine',
    'passed',
    reaching(`[(gate, port) for gate in gates for port in (22, 80, 2375, 5432, 8099)]`),
  ),
  submission(
    'R-26',
    'other containers',
    'passed',
    reaching(
      `[(f"{gate.rpartition('.')[0]}.{n}", 8000) for gate in gates for n in range(2, 12) if f"{gate.rpartition('.')[0]}.{n}" != socket.gethostbyname(socket.gethostname())]`,
    ),
  ),
  submission(
    'R-27',
    'names of the outside',
    'passed',
    thenTheApp(`import socket
try:
    socket.getaddrinfo('example.com', 80)
except OSError: pass
else: end('a name was found')`),
  ),
  triedBy(
    'R-28',
    'Testcontainers’ reaper',
    'grader/src/hostile/no-way-in.test.ts',
    'no reaper runs',
  ),
  submission('R-29', 'the engine’s socket, by a file for Compose', 'passed', {
    ...withFile(
      'compose.yaml',
      'services: { app: { build: ., privileged: true, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] } }',
      thenTheApp(`if os.path.exists('/var/run/docker.sock'): end('the socket is here')`),
    ),
  }),
  submission(
    'R-30',
    'calls into the kernel that no app needs',
    'passed',
    thenTheApp(`import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
for name, number, args in [('keyctl', 250, (0, -3, 0)), ('unshare', 272, (0x10000000,)),
                           ('mount', 165, (b'x', b'/mnt', b'tmpfs', 0, 0)), ('userfaultfd', 323, (0,))]:
    if libc.syscall(number, *args) >= 0: end(f'{name} is not denied')
try: os.mknod('/disk', 0o60600, os.makedev(8, 0))
except OSError: pass
else: end('a device was made')`),
  ),
  submission('R-31', 'a command that there is not', 'failed', {
    reach: 'engine',
    files: { Dockerfile: starting('["no-such-program"]') },
  }),
  submission('R-31 user', 'a user that there is not', 'failed', {
    reach: 'engine',
    files: { Dockerfile: withLastLine('USER nobody-of-this-name') },
  }),
  submission('R-31 number', 'a user beyond all numbers', 'failed', {
    reach: 'engine',
    files: { Dockerfile: withLastLine('USER 4294967295') },
    says: /no such user/,
  }),
  submission('R-31 folder', 'a working folder that is a file', 'failed', {
    reach: 'engine',
    files: { Dockerfile: withLastLine('RUN touch /file\nWORKDIR /file/x') },
  }),
  submission('R-31 format', 'a program that is none', 'failed', {
    reach: 'engine',
    files: {
      Dockerfile: withLastLine('RUN echo x > /x && chmod 755 /x').replace(/CMD.*/, 'CMD ["/x"]'),
    },
  }),
  triedBy(
    'R-32',
    'its port, on every address of the machine',
    probes,
    'is told with its status and body',
  ),
];
