import type { Diagnostic, StepResult } from '@kit/checker';
import { notAsked } from '../report.ts';
import type { Report } from '../report.ts';

/** Reports of all kinds, for the tests of the reporters. */
const titles = {
  'create-dockerfile': 'Create a Dockerfile',
  'base-image': 'Choose a base image',
  'working-directory': 'Set the working directory',
  'copy-files': 'Copy the files',
  'expose-port': 'Expose the port',
  'install-dependencies': 'Install the dependencies',
  'start-command': 'Say how it starts',
  'build-image': 'Build the image',
  'tag-image': 'Tag the image',
  'tag-version': 'Tag a version',
  serve: 'Run the container',
} as const;

type Id = keyof typeof titles;

/** What differs between kinds of results, without the parts that all have. */
type Change = Partial<StepResult> & Pick<StepResult, 'status'>;

const engineSteps: readonly Id[] = ['build-image', 'tag-image', 'tag-version', 'serve'];

/** All steps passed but for the changes; static ones take no time to speak of. */
export function steps(changes: Partial<Record<Id, Change>> = {}): readonly StepResult[] {
  return (Object.keys(titles) as Id[]).map((id, index) => {
    const durationMs = engineSteps.includes(id) ? 1234.56 * (index - 6) : 0.25;
    const passed = { id, title: titles[id], status: 'passed', durationMs, diagnostics: [] };
    return { ...passed, ...changes[id] } as StepResult;
  });
}

export const solved = `FROM python:3-alpine
WORKDIR /usr/src/app
COPY ./requirements.txt .
COPY ./server.py .
EXPOSE 8000
RUN pip install -qr requirements.txt
CMD ["python3", "./server.py"]
`;

const config = {
  ExposedPorts: { '8000/tcp': {} },
  Cmd: ['python3', './server.py'],
  WorkingDir: '/usr/src/app',
};

function report(part: Partial<Report>): Report {
  const { submission, ...others } = part;
  return {
    schema: 'workshop/report/v1',
    workshop: 'containerize-python',
    mode: 'full',
    submission: {
      directory: 'apps/python-server',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: solved,
      ...submission,
    },
    outcome: 'passed',
    steps: steps(),
    plan: { config },
    advice: [],
    ...others,
  };
}

const asked: Pick<Report, 'engine' | 'isolation' | 'image' | 'probe'> = {
  engine: { name: 'Docker Engine', version: '28.5.2' },
  isolation: {
    profile: 'learner',
    description: 'Shared kernel (runc); not safe against kernel exploits.',
  },
  image: { id: `sha256:${'a'.repeat(64)}`, sizeBytes: 63_700_000, config },
  probe: { url: 'http://127.0.0.1:32768/', status: 200, durationMs: 412.3 },
};

function blocked(blockedBy: Id): Change {
  return { status: 'blocked', blockedBy, durationMs: 0 };
}

function failed(...diagnostics: readonly Diagnostic[]): Change {
  return { status: 'failed', diagnostics };
}

const skipped = (reason: string) => ({ status: 'skipped', reason, durationMs: 0 }) as Change;

const noEngine = {
  status: 'error',
  reason: 'No container engine answered on this machine.',
  help: 'Install one: `apt-get install docker.io`, then run the same command again.',
  durationMs: 0,
} as Change;

const range = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});

const commentedOut: Diagnostic = {
  check: 'exposes-port',
  message: 'The image exposes no port: `EXPOSE 8000` stands in a comment.',
  why: 'A line that begins with `#` is for people only, and Docker skips it. `EXPOSE` notes in the image on which port the program in the container listens.',
  help: 'Remove the `#` in front of `EXPOSE 8000`.',
  docs: 'https://docs.docker.com/reference/dockerfile/#expose',
  range: range(5, 1, 14),
};

export const samples = {
  'all-passed': report(asked),

  'passed-with-a-note': report({
    ...asked,
    steps: steps({
      'build-image': {
        status: 'passed',
        note: 'In `docker images` it has the id `0123456789ab` and the name `myapp:latest`.',
      },
      'tag-version': {
        status: 'passed',
        note: '`myapp:latest` and `myapp:version1` are two names of one image: `docker images myapp` shows the id `0123456789ab` on both lines.',
      },
    }),
  }),

  'passed-with-advice': report({
    ...asked,
    advice: [
      {
        check: 'pins-base-image',
        message: '`python:3-alpine` moves on with every release of Python.',
        why: 'A build of next year may differ.',
        help: 'Name the minor version, as in `python:3.13-alpine`.',
        range: range(1, 6, 21),
      },
      {
        check: 'own-user',
        message: 'The app runs as `root` in its containers.',
        why: 'A web server that listens above port 1023 needs none of root’s rights.',
        help: 'Add `USER nobody` above `CMD`.',
        rule: 'hadolint DL3002',
      },
    ],
  }),

  'fresh-clone': report({
    outcome: 'failed',
    submission: {
      directory: 'apps/python-server',
      dockerfile: 'Dockerfile',
      found: 'nothing',
      digest: `sha256:${'0'.repeat(64)}`,
    },
    steps: steps({
      'create-dockerfile': failed({
        check: 'has-dockerfile',
        message: 'This folder has no file named `Dockerfile`.',
        why: '`docker build` reads how to make the image from a text file with exactly this name.',
        help: 'Create a text file named `Dockerfile`, without an extension, beside the app.',
        docs: 'https://docs.docker.com/build/concepts/dockerfile/',
      }),
      'base-image': blocked('create-dockerfile'),
      'working-directory': blocked('base-image'),
      'copy-files': blocked('working-directory'),
      'expose-port': blocked('base-image'),
      'install-dependencies': blocked('copy-files'),
      'start-command': blocked('copy-files'),
      'build-image': blocked('copy-files'),
      'tag-image': blocked('build-image'),
      'tag-version': blocked('build-image'),
      serve: blocked('build-image'),
    }),
  }),

  'two-failures': report({
    ...asked,
    outcome: 'failed',
    submission: {
      directory: 'apps/python-server',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: solved
        .replace('EXPOSE', '# EXPOSE')
        .replace('["python3", "./server.py"]', "['python3', './server.py']"),
    },
    steps: steps({
      'expose-port': failed(commentedOut),
      'start-command': failed({
        check: 'starts-app',
        message:
          'Single quotes make this the shell form: the shell would look for a program named `[python3,`.',
        why: 'The exec form is a JSON array, and JSON knows double quotes only.',
        help: 'Write `CMD ["python3", "./server.py"]`.',
        range: range(7, 5, 31),
      }),
      serve: blocked('start-command'),
    }),
  }),

  'rule-of-a-linter': report({
    ...asked,
    outcome: 'failed',
    submission: {
      directory: 'apps/python-server',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: solved.replace('8000', '8000:80'),
    },
    steps: steps({
      'expose-port': failed({
        check: 'exposes-port',
        message: '`8000:80` exposes port `80`, not 8000.',
        why: '`EXPOSE` names a port inside the container.',
        help: 'Write `EXPOSE 8000`.',
        docs: 'https://docs.docker.com/reference/build-checks/expose-invalid-format/',
        rule: 'BuildKit ExposeInvalidFormat',
        range: range(5, 8, 15),
      }),
    }),
  }),

  'static-passed': report({
    mode: 'static',
    steps: steps({
      'build-image': skipped(notAsked),
      'tag-image': skipped(notAsked),
      'tag-version': skipped(notAsked),
      serve: skipped(notAsked),
    }),
  }),

  'kit-was-wrong': report({
    ...asked,
    corrections: [{ step: 'expose-port', predicted: 'failed', actual: 'passed' }],
  }),

  'static-left-open': report({
    mode: 'static',
    steps: steps({
      'install-dependencies': skipped(
        'Whether `RUN make` installs the requirements only shows while building.',
      ),
      'build-image': skipped(notAsked),
      'tag-image': skipped(notAsked),
      'tag-version': skipped(notAsked),
      serve: skipped(notAsked),
    }),
  }),

  'no-engine': report({
    outcome: 'error',
    steps: steps({
      'build-image': noEngine,
      'tag-image': noEngine,
      'tag-version': noEngine,
      serve: noEngine,
    }),
  }),

  'failure-and-no-engine': report({
    outcome: 'error',
    submission: {
      directory: 'apps/python-server',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: solved.replace('EXPOSE', '# EXPOSE'),
    },
    steps: steps({
      'expose-port': failed(commentedOut),
      'build-image': noEngine,
      'tag-image': noEngine,
      'tag-version': noEngine,
      serve: noEngine,
    }),
  }),

  'solution-on-a-stand-in': report({
    ...asked,
    mode: 'solution',
    submission: {
      directory: 'workshop/containerize-python/11-serve/solution',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: solved,
    },
    engine: {
      name: "the kit's private engine",
      version: '26.1.5',
      standIn: 'python:3-alpine',
    },
  }),

  'never-tagged-on-the-private-engine': report({
    ...asked,
    outcome: 'failed',
    engine: {
      name: 'the kit’s private engine',
      version: '26.1.5',
      howToUseDocker: 'export PATH=/srv/engine/bin:$PATH',
    },
    steps: steps({
      'tag-image': failed({
        check: 'tagged',
        message: 'Your engine has no image named `myapp:latest`.',
        why: 'An image that is built without `-t` has an id and no name.',
        help: 'Run `docker build -t myapp .` beside the Dockerfile.',
      }),
    }),
  }),

  'crashed-with-a-log': report({
    ...asked,
    outcome: 'failed',
    probe: { url: 'http://127.0.0.1:32768/', durationMs: 380 },
    steps: steps({
      'tag-version': failed({
        check: 'tagged',
        message:
          '`myapp:version1` is an image of `2024-05-01 10:00 UTC` that this Dockerfile does not build any more.',
        why: 'A tag stays with the image it was given to.',
        help: 'Run `docker build -t myapp:version1 .` in this folder again.',
      }),
      serve: failed({
        check: 'serves',
        message: 'The container ended with exit code 1 before it answered.',
        why: 'Correct. The container’s last lines:\n    Traceback (most recent call last):\n      File "/usr/src/app/server.py", line 7, in <module>\n    ModuleNotFoundError: No module named \'flask\'',
        help: 'Install the packages while building.',
      }),
    }),
  }),

  hostile: report({
    outcome: 'failed',
    submission: {
      directory: 'apps/\u001b[2Jevil\u202eexe',
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source: 'FROM \u001b]0;owned\u0007python:3-alpine\u202e\r\n\tRUN \u009b31m宽字符 echo\r\n',
    },
    steps: steps({
      'base-image': failed({
        check: 'based-on',
        message: 'No \u001b[31mimage\u001b[0m\u0007 `\u202epython`.',
        why: 'Because\r\nof\u2028this.',
        help: 'Write `FROM python:3-alpine`.',
        range: range(1, 6, 30),
      }),
    }),
  }),
} satisfies Readonly<Record<string, Report>>;
