import { expect, test } from 'vitest';
import type { ListeningSocket, ProbeEvidence } from '../evidence.ts';
import type { Witness } from '../step.ts';
import { serves } from './serves.ts';

type Probe<Kind extends ProbeEvidence['kind']> = Extract<ProbeEvidence, { kind: Kind }>;

const check = serves({ path: '/', port: 8000, contains: 'It works' });

function judge(probe?: ProbeEvidence) {
  return check.judge({ evidence: probe === undefined ? {} : { probe } } as Witness);
}

/** The one diagnostic, as message, why and help. */
function told(probe: ProbeEvidence): readonly string[] {
  const verdict = judge(probe);
  if (verdict.kind !== 'broken') return [verdict.kind];
  expect(verdict.diagnostics).toHaveLength(1);
  return verdict.diagnostics.flatMap(({ message, why, help }) => [message, why, help]);
}

test('the sample app holds', () => {
  expect(judge({ kind: 'answered', status: 200, body: '<h1>It works</h1>' })).toEqual({
    kind: 'holds',
  });
});

test('an app that counts its visitors holds', () => {
  const others = [2, 3].map((visit) => ({ status: 200, body: `It works: ${visit}` }));
  expect(judge({ kind: 'answered', status: 200, body: 'It works: 1', others })).toEqual({
    kind: 'holds',
  });
});

test('tells nothing where nothing ran', () => {
  expect(judge()).toEqual({ kind: 'unknown', reason: 'No container was started.' });
});

test('a whole diagnostic', () => {
  expect(judge({ kind: 'answered', status: 404, body: '<h1>Not\u001B[31m Found</h1>' })).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'serves',
        message: 'The container answers `/` on port 8000 with status 404.',
        why: 'A page that is there has a status from 200 to 299. The answer begins with `<h1>Not Found</h1>`.',
        help: 'Let `CMD` start `server.py` of the sample app, unchanged.',
        docs: 'https://docs.docker.com/get-started/docker-concepts/running-containers/publishing-ports/',
      },
    ],
  });
});

const exited = (exitCode: number, ...log: readonly string[]): Probe<'exited'> => ({
  kind: 'exited',
  exitCode,
  outOfMemory: false,
  log,
});
const listening = (...sockets: readonly (readonly [string, number])[]): Probe<'refused'> => ({
  kind: 'refused',
  listening: sockets.map(([address, port]): ListeningSocket => ({ address, port })),
  log: ['started'],
});

const cases: readonly (readonly [string, ProbeEvidence, readonly string[]])[] = [
  [
    'fails on each request',
    { kind: 'answered', status: 500, body: '', log: ["NameError: name 'x' is not defined"] },
    [
      'The container answers `/` on port 8000 with status 500.',
      "A page that is there has a status from 200 to 299. The answer begins with nothing. The container’s last lines:\n  NameError: name 'x' is not defined",
      'Mend the error that the app reports, or copy the sample app’s own `server.py`.',
    ],
  ],
  [
    'another app',
    { kind: 'answered', status: 200, body: 'Directory listing for /' },
    [
      'Something answers on port 8000, and it is not the sample app.',
      'The sample app’s page holds `It works`. This answer begins with `Directory listing for /`.',
      'Copy `server.py` of the sample app into the image, and let `CMD` start it.',
    ],
  ],
  [
    'a module is missing',
    exited(1, 'Traceback (most recent call last):', "ModuleNotFoundError: No module named 'flask'"),
    [
      'The container ended with exit code 1 before it answered.',
      "Python found no module `flask`: it is not installed in the image. The container’s last lines:\n  Traceback (most recent call last):\n  ModuleNotFoundError: No module named 'flask'",
      'Name the package of `flask` in `requirements.txt`, and install that: `RUN pip install -r requirements.txt`.',
    ],
  ],
  [
    'the script is missing',
    exited(
      2,
      "python3: can't open file '/usr/src/app/app.py': [Errno 2] No such file or directory",
    ),
    [
      'The container ended with exit code 2 before it answered.',
      "Python was told to run `/usr/src/app/app.py`, and the image has no such file. The container’s last lines:\n  python3: can't open file '/usr/src/app/app.py': [Errno 2] No such file or directory",
      'Correct the name in `CMD`, or copy the file to where `CMD` looks for it.',
    ],
  ],
  [
    'the script may not be read',
    exited(2, "python3: can't open file '/usr/src/app/server.py': [Errno 13] Permission denied"),
    [
      'The container ended with exit code 2 before it answered.',
      "The file `/usr/src/app/server.py` is in the image, and the user that the container runs as may not read it. The container’s last lines:\n  python3: can't open file '/usr/src/app/server.py': [Errno 13] Permission denied",
      'Add the line `RUN chmod a+r /usr/src/app/server.py` below the one that brings the file, above `USER`.',
    ],
  ],
  [
    'a script that is not executable',
    exited(
      127,
      'unable to start container process: exec: "./start.sh": permission denied: unknown',
    ),
    [
      'The container ended with exit code 127 before it answered.',
      'The file `./start.sh` is not executable. Linux starts only a file with the permission `x`. The container’s last lines:\n  unable to start container process: exec: "./start.sh": permission denied: unknown',
      'Add the line `RUN chmod +x ./start.sh` below the one that brings the file, above `USER`.',
    ],
  ],
  [
    'no such user',
    exited(127, 'uids and gids must be in range 0-2147483647'),
    [
      'The container ended with exit code 127 before it answered.',
      'The image has no such user as `USER` names, and nothing was started. The container’s last lines:\n  uids and gids must be in range 0-2147483647',
      'Let `USER` name a user that the image has, or one that a `RUN` above it adds.',
    ],
  ],
  [
    'no file to look users up in',
    exited(127, '/etc/passwd of the image is not a regular file.'),
    [
      'The container ended with exit code 127 before it answered.',
      'Docker could not look up the user, and nothing was started. The container’s last lines:\n  /etc/passwd of the image is not a regular file.',
      'Leave `/etc/passwd` as it is in the base image.',
    ],
  ],
  [
    'no such program',
    exited(127, '/bin/sh: [python3,: not found'),
    [
      'The container ended with exit code 127 before it answered.',
      'The program that `CMD` names is not in the image, or is no program. The container’s last lines:\n  /bin/sh: [python3,: not found',
      'Write `CMD ["python3", "./server.py"]`.',
    ],
  ],
  [
    'ends quietly',
    exited(0),
    [
      'The container ended with exit code 0 before it answered.',
      'A container lives as long as its first process, the one `CMD` starts. A server does not end by itself.',
      'Let `CMD` start a program that listens and does not end, as `server.py` of the sample app.',
    ],
  ],
  [
    'out of memory',
    { kind: 'exited', exitCode: 137, outOfMemory: true, log: [] },
    [
      'The container was ended because it used more memory than it may.',
      'An app of this size needs some tens of megabytes.',
      'Start only the sample app in the container.',
    ],
  ],
  [
    'loopback only',
    listening(['127.0.0.1', 8000], ['127.0.0.11', 40000]),
    [
      'The app listens on `127.0.0.1:8000` only, inside its own container.',
      '`127.0.0.1` is the container itself: it has a network of its own. What is published with `-p` arrives from outside, on another address.',
      'Let the app listen on `0.0.0.0`, that is on every address, port 8000.',
    ],
  ],
  [
    'ends with an error, and quietly',
    exited(3),
    [
      'The container ended with exit code 3 before it answered.',
      'A container lives as long as its first process, the one `CMD` starts. A server does not end by itself.',
      'It said nothing before it ended. Correct what `CMD` starts, and build again.',
    ],
  ],
  [
    'listens, and takes no connection',
    listening(['172.17.0.2', 8000]),
    [
      'The app listens on `172.17.0.2:8000`, and took no connection from outside.',
      'A connection from outside arrives at the address that Docker gives the container. The container’s last lines:\n  started',
      'Let the app listen on `0.0.0.0`, that is on every address, port 8000.',
    ],
  ],
  [
    'ends after an answer',
    { ...exited(0), answeredBefore: 1 },
    [
      'The container answered once, and then ended with exit code 0.',
      'A container lives as long as its first process, the one `CMD` starts. A server does not end by itself.',
      'Let `CMD` start a program that listens and does not end, as `server.py` of the sample app.',
    ],
  ],
  [
    'hangs after two answers',
    { kind: 'slow', waitedMs: 5_000, answeredBefore: 2, log: ['served'] },
    [
      'The container answered twice; when it was asked again, it sent no complete answer within 5 seconds.',
      'A server answers whoever asks, one after the other. The container’s last lines:\n  served',
      'Start `server.py` of the sample app, unchanged: it goes on to listen after each answer.',
    ],
  ],
  [
    'listens no longer after three answers',
    { ...listening(), answeredBefore: 3 },
    [
      'The container answered 3 times; when it was asked again, it took no connection on port 8000.',
      'A server answers whoever asks, one after the other. The container’s last lines:\n  started',
      'Start `server.py` of the sample app, unchanged: it goes on to listen after each answer.',
    ],
  ],
  [
    'no HTTP after an answer',
    { kind: 'not-http', received: 'nonsense', answeredBefore: 1, log: [] },
    [
      'The container answered once; when it was asked again, it sent `nonsense`, which is no HTTP.',
      'A server answers whoever asks, one after the other.',
      'Start `server.py` of the sample app, unchanged: it goes on to listen after each answer.',
    ],
  ],
  [
    'another page at another time',
    {
      kind: 'answered',
      status: 200,
      body: 'It works',
      others: [
        { status: 200, body: 'It works, again' },
        { status: 200, body: 'Enough' },
      ],
    },
    [
      'Something answers on port 8000, and it is not the sample app.',
      'The sample app’s page holds `It works`. This answer begins with `Enough`. The first answer was right; this one came later.',
      'Copy `server.py` of the sample app into the image, and let `CMD` start it.',
    ],
  ],
  [
    'another port',
    listening(['0.0.0.0', 5000], ['::', 5000], ['127.0.0.11', 40000]),
    [
      'The app listens on port 5000, not on 8000.',
      '`EXPOSE` and `-p` do not move an app: it listens where its own code says.',
      'Let the app listen on `0.0.0.0`, port 8000.',
    ],
  ],
  [
    'nothing listens',
    listening(['127.0.0.11', 40000]),
    [
      'The container runs, and nothing in it listens on any port.',
      'The program that `CMD` starts opens no port, or had not done so when the time was up. The container’s last lines:\n  started',
      'Let `CMD` start the server: `CMD ["python3", "./server.py"]`.',
    ],
  ],
  [
    'nobody could look inside',
    { kind: 'refused', listening: 'unknown', log: [] },
    [
      'The container runs, and nothing answers on port 8000.',
      'The app listens on another port, or only on `127.0.0.1`, or not at all: from outside that could not be seen.',
      'Let the app listen on `0.0.0.0`, port 8000.',
    ],
  ],
  [
    'slow',
    { kind: 'slow', waitedMs: 5012, log: [] },
    [
      'The container took the connection on port 8000 and sent no complete answer within 5 seconds.',
      'Something in the app waits and never answers.',
      'Look for what the app waits for, before or while it answers.',
    ],
  ],
  [
    'no HTTP',
    { kind: 'not-http', received: 'SSH-2.0-x\r\n', log: [] },
    [
      'What answers on port 8000 does not speak HTTP.',
      'It sent `SSH-2.0-x`, where a web server begins with `HTTP/1.1`.',
      'Start `server.py` of the sample app, and nothing else, on this port.',
    ],
  ],
];

test.each(cases)('%s', (_name, probe, lines) => {
  expect(told(probe)).toEqual(lines);
});

const other = { message: 'Another app.', why: 'Grading asks.', help: 'Start that one.' };
const graded = serves({ path: '/', query: 'challenge=1', port: 8000, contains: 'abc', other });

test('a question of grading is asked, and not shown', () => {
  expect(graded.wants).toEqual({ kind: 'probe', port: 8000, path: '/?challenge=1' });
  expect(check.wants).toEqual({ kind: 'probe', port: 8000, path: '/' });
});

test.each<readonly [ProbeEvidence, object]>([
  [
    { kind: 'answered', status: 200, body: 'It works' },
    {
      message: 'Another app.',
      why: 'Grading asks. This answer begins with `It works`.',
      help: 'Start that one.',
    },
  ],
  [
    { kind: 'answered', status: 404, body: 'no' },
    {
      message: 'The container answers `/` on port 8000 with status 404.',
      why: 'A page that is there has a status from 200 to 299. The answer begins with `no`. Grading asks.',
      help: 'Start that one.',
    },
  ],
])('another app has its own words: %#', (probe, words) => {
  const verdict = graded.judge({ evidence: { probe } } as Witness);
  expect(verdict).toMatchObject({ kind: 'broken', diagnostics: [{ check: 'serves', ...words }] });
});
