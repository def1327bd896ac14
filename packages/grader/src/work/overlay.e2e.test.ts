import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StepResult } from '@kit/checker';
import { obtainEngine } from '@kit/harness';
import { loadWorkshop, verifySubmission } from '@kit/verify';
import { beforeAll, describe, expect, test } from 'vitest';
import { workOn } from '../testing/work-on.ts';
import { gradedWorkshop } from './graded-workshop.ts';
import { openGradingSession } from './grading-session.ts';
import type { SharedWork } from './grading-session.ts';
import { layOverlay } from './overlay.ts';

// On a real engine: what runs the app that it is given passes, however it is
// written, and what only looks like it does not.

const { workshop, files } = gradedWorkshop(await loadWorkshop('containerize-python'));

let work: SharedWork;
beforeAll(async () => {
  work = await workOn(await obtainEngine(), 'grade');
});

const raise = (fault: Error) => {
  throw fault;
};

type Files = Readonly<Record<string, string>>;

async function grade(submission: Files): Promise<ReadonlyMap<string, StepResult>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graded-'));
  try {
    for (const [name, text] of Object.entries(submission)) {
      await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
      const mode = text.startsWith('#!') ? 0o755 : 0o644;
      await writeFile(path.join(directory, name), text, { mode });
    }
    await layOverlay(directory, files);
    const { signal } = new AbortController();
    const report = await verifySubmission(
      {
        workshop,
        directory,
        mode: 'grade',
        openSession: (request) =>
          Promise.resolve(openGradingSession(request, work, 'overlay', raise)),
      },
      () => undefined,
      signal,
    );
    return new Map(report.steps.map((result) => [result.id, result]));
  } finally {
    await rm(directory, { recursive: true });
  }
}

const top = 'FROM python:3-alpine\nWORKDIR /usr/src/app\n';
const install = 'RUN pip install -qr requirements.txt\n';
const start = 'CMD ["python3", "./server.py"]\n';
const usual = `${top}COPY requirements.txt server.py ./\nEXPOSE 8000\n${install}${start}`;
// Installed first, once for most of these tests.
const whole = `${top}COPY requirements.txt .\n${install}COPY . .\nEXPOSE 8000\n`;

const own = 'print("my own")\n';
const alike = `<meta name="application-name" content="python-server">`;
const ownServer = `from http.server import BaseHTTPRequestHandler, HTTPServer
class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'${alike}')
HTTPServer(("0.0.0.0", 8000), Page).serve_forever()
`;

describe('passes', () => {
  const cases: Readonly<Record<string, Files>> = {
    'a Dockerfile alone': { Dockerfile: usual },
    'with an app of their own': { Dockerfile: usual, 'server.py': own, 'requirements.txt': 'x\n' },
    'all of the folder at once': {
      Dockerfile: `${top}COPY . .\nEXPOSE 8000\n${install}${start}`,
      'server.py': own,
    },
    'from a Dockerfile that reads itself': {
      Dockerfile: `${top}COPY . .\nEXPOSE 8000\nRUN grep -q EXPOSE Dockerfile\n${install}${start}`,
    },
    'from a sub-folder': {
      Dockerfile: `${top}COPY app/ .\nEXPOSE 8000\n${install}${start}`,
      'app/server.py': own,
      'app/requirements.txt': 'flask==3.0\n',
    },
    'by two stages': {
      Dockerfile: `FROM python:3-alpine AS files\nWORKDIR /usr/src/app\nCOPY . .\nFROM files\nEXPOSE 8000\n${install}${start}`,
    },
    'in a virtual environment': {
      Dockerfile: `${top}COPY . .\nRUN python3 -m venv /venv && /venv/bin/pip install -qr requirements.txt\nENV PATH=/venv/bin:$PATH\nEXPOSE 8000\n${start}`,
    },
    'as a module': { Dockerfile: `${whole}CMD ["python3", "-m", "server"]\n` },
    'by Flask itself': {
      Dockerfile: `${whole}CMD ["flask", "--app", "server", "run", "--host", "0.0.0.0", "--port", "8000"]\n`,
    },
    'by Flask as a module': {
      Dockerfile: `${whole}ENV FLASK_APP=server.py\nCMD ["python3", "-m", "flask", "run", "--host=0.0.0.0", "--port=8000"]\n`,
    },
    'as a program': {
      Dockerfile: `${whole}CMD ["./server.py"]\n`,
      'server.py': `#!/usr/bin/env python3\n${own}`,
    },
    'in shell form': { Dockerfile: `${whole}CMD exec python3 -u /usr/src/app/server.py\n` },
    'by ENTRYPOINT, as another user': {
      Dockerfile: `${whole}USER nobody\nENTRYPOINT ["python3"]\nCMD ["server.py"]\n`,
    },
    // What a read-only root and no capabilities would stand in the way of.
    'by a start that writes a log beside the app': {
      Dockerfile: `${whole}CMD python3 server.py > server.log 2>&1\n`,
    },
    'by a start that hands the folder to another user': {
      Dockerfile: `${whole}CMD chown -R nobody . && exec python3 server.py\n`,
    },
    'as root, from a folder that is somebody else’s alone': {
      Dockerfile: `${whole}RUN chmod 700 . && chown -R nobody .\n${start}`,
    },
    'installed for one user': {
      Dockerfile: `${top}COPY . .\nEXPOSE 8000\nRUN adduser -D app\nUSER app\nRUN pip install --user -qr requirements.txt\n${start}`,
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, submission) => {
    const results = await grade(submission);
    for (const { id, goal } of workshop.steps) {
      expect(results.get(id)).toMatchObject({
        status: goal === 'tag' ? 'skipped' : 'passed',
        diagnostics: [],
      });
    }
  });
});

const notOurs =
  'serve failed: Something answers on port 8000, and it is not the `server.py` that was in the folder.';

describe('does not pass', () => {
  const cases: Readonly<Record<string, readonly [submission: Files, told: string]>> = {
    'a canned answer': [
      {
        Dockerfile: `${whole}COPY answer /\nCMD ["sh", "-c", "while :; do nc -l -p 8000 < /answer; done; python3 server.py"]\n`,
        answer: `HTTP/1.0 200 OK\r\n\r\n${alike}`,
      },
      notOurs,
    ],
    'a server of their own in the Dockerfile': [
      { Dockerfile: `${whole}COPY <<PY server.py\n${ownServer}PY\n${start}` },
      'copy-files failed: `server.py` in the image is text from the Dockerfile, not the file of this folder.',
    ],
    'a server of their own by another name': [
      { Dockerfile: `${whole}CMD ["python3", "main.py"]\n`, 'main.py': ownServer },
      notOurs,
    ],
    'a server of their own, renamed': [
      { Dockerfile: `${whole}RUN mv main.py server.py\n${start}`, 'main.py': ownServer },
      'copy-files failed: `server.py` in the image is the folder’s `main.py`.',
    ],
    'a server that was changed': [
      { Dockerfile: `${whole}RUN sed -i 's/KEY.encode()/b"mine"/' server.py\n${start}` },
      notOurs,
    ],
    'a server that was put in its place while starting': [
      {
        Dockerfile: `${whole}CMD ["sh", "-c", "cp main.py server.py && exec python3 server.py"]\n`,
        'main.py': ownServer,
      },
      notOurs,
    ],
    'a page that was made before': [
      {
        Dockerfile: `${whole}RUN echo '${alike}' > index.html\nCMD ["python3", "-m", "http.server", "8000"]\n`,
      },
      'start-command failed: A container runs the module `http.server`, not `server.py`.',
    ],
    'a program that is there before the app': [
      {
        Dockerfile: `${whole}COPY <<PY sitecustomize.py\n${ownServer}PY\nENV PYTHONPATH=/usr/src/app\n${start}`,
      },
      notOurs,
    ],
  };

  test.each(Object.entries(cases))('%s', async (_name, [submission, told]) => {
    const results = [...(await grade(submission)).values()];
    const all = results.flatMap(({ id, status, diagnostics }) =>
      diagnostics.map(({ message }) => `${id} ${status}: ${message}`),
    );
    expect(all).toEqual([told]);
    expect(results.find(({ id }) => id === 'serve')?.status).toMatch(/^(failed|blocked)$/);
  });
});
