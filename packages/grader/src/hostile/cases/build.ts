import { gzipSync } from 'node:zlib';
import { honest, repeated, withLastLine, withLine } from '../dockerfiles.ts';
import { submission, triedBy } from '../hostile-case.ts';
import type { Files, HostileCase } from '../hostile-case.ts';

const dockerfile = (text: string, files: Files = {}) => ({ files: { ...files, Dockerfile: text } });
const line = (text: string) => dockerfile(withLine(text));
/** Built by an engine; the instruction comes early, so that it is what ends the build. */
const built = (text: string) => ({ reach: 'engine' as const, ...line(text) });
const greedy = (text: string, says: RegExp) => ({ ...built(text), says, isGreedy: true as const });
const tooLong = /the time that grading gives it/;
const tooMuch = /disk/;
/** Nobody sees in its text that it fails; an engine has to. */
const fails = 'python3 -c "raise SystemExit(3)"';
/** Succeeds only where every one of these fails. */
const allDenied = (...commands: readonly string[]) =>
  `RUN for c in ${commands.map((each) => `'${each}'`).join(' ')}; do if timeout 5 sh -c "$c" >/dev/null 2>&1; then echo "not denied: $c"; exit 1; fi; done`;
/** Ends well only where an address answers. */
const reaches = (host: string, port: number) =>
  `RUN python3 -c "import socket; socket.create_connection(('${host}', ${port}), 3)"`;

/** What a build does on the machine. */
export const buildCases: readonly HostileCase[] = [
  submission(
    'B-01',
    'processes without end',
    'failed',
    greedy('RUN f() { f | f & }; f; sleep 600', tooLong),
  ),
  submission(
    'B-02',
    'memory',
    'failed',
    greedy('RUN dd if=/dev/zero of=/dev/null bs=2000M count=1', /memory/),
  ),
  submission('B-03', 'a loop', 'failed', greedy('RUN while :; do :; done', tooLong)),
  submission(
    'B-04',
    'sleep that heeds no signal',
    'failed',
    greedy(`RUN trap '' TERM INT HUP; while :; do sleep 1000; done`, tooLong),
  ),
  submission(
    'B-05',
    'one file as large as the disk',
    ['failed', 'error'],
    greedy('RUN dd if=/dev/zero of=/full bs=1M', tooMuch),
  ),
  submission(
    'B-06',
    'files until the disk is full',
    ['failed', 'error'],
    greedy(
      `RUN i=0; while dd if=/dev/zero of=/full$i bs=1M count=20 2>/dev/null; do i=$((i+1)); done; ${fails}`,
      tooMuch,
    ),
  ),
  submission(
    'B-07',
    'empty files without end',
    ['failed', 'error'],
    greedy(`RUN mkdir /d; i=0; while : > /d/$i; do i=$((i+1)); done; ${fails}`, tooMuch),
  ),
  submission(
    'B-08',
    'shared memory',
    'failed',
    greedy('RUN dd if=/dev/zero of=/dev/shm/full bs=1M', /the disk had room/),
  ),
  submission('B-09', 'output without end', 'failed', greedy('RUN yes', tooLong)),
  submission('B-05 said', 'the words of a full disk', 'failed', {
    ...built(`RUN echo No space left on device >&2; ${fails}`),
  }),
  submission('B-10', 'output that steers a terminal', 'passed', {
    ...built(String.raw`RUN printf '\033[2J\033]0;x\007\000::error::x\n##[error]y\n'`),
  }),
  submission('B-11', 'the Internet', ['failed', 'error'], built(reaches('198.51.100.2', 80))),
  submission(
    'B-12',
    'the engine, the machine, the address of its data',
    'passed',
    built(
      `RUN python3 - <<'EOF'
import socket, struct
route = [line.split() for line in open('/proc/net/route')][1:]
gates = [socket.inet_ntoa(struct.pack('<L', int(r[2], 16))) for r in route if r[1] == '00000000']
for host in [*gates, '169.254.169.254']:
    for port in (22, 80, 2375):
        try:
            socket.create_connection((host, port), 1)
        except OSError:
            continue
        raise SystemExit(f'{host}:{port} answers')
EOF`,
    ),
  ),
  submission(
    'B-13',
    'an address of the machine, by ADD',
    'refused',
    line('ADD http://127.0.0.1:8080/secret /x'),
  ),
  submission('B-14', 'a repository, by ADD', 'refused', line('ADD git@git.example:x.git /x')),
  submission(
    'B-14 by https',
    'a repository by its address, by ADD',
    'refused',
    line('ADD https://git.example/x.git#main /x'),
  ),
  submission(
    'B-15',
    'an archive that becomes a thousand times as much, by ADD',
    'refused',
    dockerfile(withLine('ADD b.tar.gz /b'), { 'b.tar.gz': gzipSync(Buffer.alloc(30e6)) }),
  ),
  submission(
    'B-16',
    'files of another learner’s image',
    'refused',
    line('COPY --from=learner-a /app/solution.txt /x'),
  ),
  submission('B-17', 'another learner’s image as base', 'refused', {
    ...dockerfile(honest.replace('python:3-alpine', 'learner-a')),
  }),
  submission(
    'B-18',
    'another learner’s image, mounted',
    'refused',
    line('RUN --mount=type=bind,from=learner-a,target=/o cat /o/x'),
  ),
  submission(
    'B-19',
    'a cache that others read',
    'refused',
    line('RUN --mount=type=cache,id=pip,target=/root/.cache echo evil > /root/.cache/x'),
  ),
  submission(
    'B-20',
    'a secret of the machine',
    'refused',
    line('RUN --mount=type=secret,id=x cat /run/secrets/x'),
  ),
  submission('B-20 ssh', 'keys of the machine', 'refused', line('RUN --mount=type=ssh ssh-add -l')),
  submission('B-21', 'no isolation', 'refused', line('RUN --security=insecure id')),
  submission(
    'B-21 network',
    'the network of the machine',
    'refused',
    line('RUN --network=host id'),
  ),
  submission('B-22', 'a trap for whoever builds on it', 'refused', line('ONBUILD RUN id')),
  submission('B-23', 'nothing as base', ['failed', 'refused'], {
    ...dockerfile('FROM scratch\nCOPY server.py /app\nCMD ["/app"]\n'),
  }),
  submission('B-24', 'a registry of their own', 'refused', {
    ...dockerfile(honest.replace('python:3-alpine', 'evil.example/x:1')),
  }),
  submission('B-24 of a mistake', 'a base that everybody knows, and that is wrong', 'failed', {
    ...dockerfile(honest.replace('python:3-alpine', 'alpine')),
    says: /starts from `alpine`, not from `python`/,
  }),
  submission('B-25', 'a private image of the course', 'refused', {
    ...dockerfile(honest.replace('python:3-alpine', 'registry.course.example/solutions')),
  }),
  triedBy(
    'B-26',
    'a layer that somebody else’s build made',
    'grader/src/hostile/shared-layers.long.test.ts',
    'it has what its own files come to',
  ),
  submission(
    'B-27',
    'labels of the grader',
    'refused',
    line('LABEL org.docker-workshop-kit.owner=me org.testcontainers.session-id=x'),
  ),
  submission('B-28', 'a health check a thousand times a second', 'passed', {
    reach: 'engine',
    ...dockerfile(withLastLine('HEALTHCHECK --interval=1ms CMD true')),
  }),
  submission('B-29', 'a stop signal that stops nothing', 'passed', {
    reach: 'engine',
    ...dockerfile(withLastLine('STOPSIGNAL SIGCONT')),
  }),
  submission(
    'B-30',
    'a volume, to write where nothing is written',
    'refused',
    line('VOLUME /data'),
  ),
  submission('B-31', 'every port', ['refused', 'failed'], line('EXPOSE 1-65535')),
  submission('B-31 by a variable', 'forty million ports', 'failed', {
    ...line(`ENV A="${'1 '.repeat(3_400)}"\n${repeated(6, () => `EXPOSE ${'$A '.repeat(2_000)}`)}`),
    says: /expands to too much/,
  }),
  submission('B-32', 'an environment of 3.6 MB', ['refused', 'failed'], {
    ...dockerfile(
      withLine(Array.from({ length: 60 }, (_, n) => `ENV A${n}=${'x'.repeat(60_000)}`).join('\n')),
    ),
  }),
  submission('B-33', 'a secret in the Dockerfile', 'passed', {
    ...dockerfile(withLine('ARG TOKEN=abc')),
  }),
  submission('B-34', 'a program that takes on its owner', 'passed', {
    reach: 'engine',
    files: {
      Dockerfile: withLastLine('RUN python3 own.py\nUSER 1000\nENV PYTHONPATH=/usr/src/app/first'),
      'own.py': `import os, shutil, sys
python = os.path.realpath(sys.executable)
copy = shutil.copy(python, os.path.join(os.path.dirname(python), 'as-its-owner'))
os.chmod(copy, 0o4755)
`,
      'first/sitecustomize.py': `import os, shutil, subprocess
program = shutil.which('as-its-owner')
ask = 'import os; raise SystemExit(7 if os.geteuid() == 1000 else 0)'
isHarmless = subprocess.run([program, '-I', '-c', ask]).returncode == 7
if not (isHarmless and os.stat(program).st_mode & 0o4000): os._exit(3)
`,
    },
  }),
  submission('B-35', 'a process that outlives its RUN', 'passed', built('RUN (sleep 4321) & true')),
  submission(
    'B-36',
    'namespaces, mounts and devices of their own',
    'passed',
    built(
      allDenied(
        'unshare -U id',
        'unshare -m true',
        'mount -t tmpfs x /mnt',
        'mount --bind / /mnt',
        'head -c 1 /dev/mem',
        'echo x > /proc/sysrq-trigger',
        'echo 1 > /proc/sys/kernel/panic',
        'cd /sys/fs/cgroup; [ -e memory ] && cd memory; mkdir x',
        'cd /sys/fs/cgroup; [ -e pids ] && cd pids; [ -e pids.max ] && echo 1 > pids.max',
      ),
    ),
  ),
  submission(
    'B-37',
    'what a build can read of the machine, which is a leak that is told',
    'passed',
    built('RUN cat /proc/cmdline /proc/meminfo; nproc'),
  ),
  submission('B-38', 'a build that fails', 'failed', {
    ...built(`RUN ${fails}`),
    says: /exit code 3/,
  }),
  submission('B-39', 'work in a stage that nobody needs', 'passed', {
    reach: 'engine',
    ...dockerfile(`FROM python:3-alpine AS idle\nRUN sleep 600\n${honest}`),
  }),
  triedBy(
    'B-33 value',
    'the value of that secret in reports',
    'grader/src/policy/mask-secrets.test.ts',
    'no format shows the value of what is named like a secret',
  ),
];
