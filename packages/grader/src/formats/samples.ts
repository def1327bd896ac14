import type { Diagnostic, StepResult } from '@kit/checker';
import type { Report } from '@kit/verify';
import { refusedByPolicy } from '../class/refused-by-policy.ts';
import type { ClassReport, GradedStep, SubmissionGrade } from '../class-report.ts';

/** A class with one learner of each kind, for the tests of the formats. */

const notOfGrading = 'Tags are on the learner’s own engine, which grading cannot see.';

const steps = [
  { id: 'create-dockerfile', title: 'Create a Dockerfile', goal: 'parse' },
  { id: 'base-image', title: 'Choose a base image', goal: 'parse' },
  { id: 'expose-port', title: 'Expose the port', goal: 'parse' },
  { id: 'start-command', title: 'Say how it starts', goal: 'parse' },
  { id: 'build-image', title: 'Build the image', goal: 'build' },
  { id: 'tag-image', title: 'Tag the image', goal: 'tag', maxPoints: 0 },
  { id: 'serve', title: 'Run the container', goal: 'serve', maxPoints: 4 },
  { id: 'keeps-secrets', title: 'Keep secrets out', goal: 'build', hidden: true },
] as const satisfies readonly (Omit<GradedStep, 'maxPoints' | 'hidden'> & Partial<GradedStep>)[];

type Id = (typeof steps)[number]['id'];
type Change = Partial<StepResult> & Pick<StepResult, 'status'>;

const solved = `FROM python:3-alpine
WORKDIR /usr/src/app
COPY . .
EXPOSE 8000
RUN pip install -qr requirements.txt
CMD ["python3", "./server.py"]
`;

const config = {
  ExposedPorts: { '8000/tcp': {} },
  Cmd: ['python3', './server.py'],
  WorkingDir: '/usr/src/app',
};

function results(changes: Partial<Record<Id, Change>>): readonly StepResult[] {
  return steps.map(({ id, title, goal }) => {
    const durationMs = goal === 'parse' ? 0.25 : 812.5;
    const usual =
      goal === 'tag' ? { status: 'skipped', reason: notOfGrading } : { status: 'passed' };
    return { id, title, durationMs, diagnostics: [], ...usual, ...changes[id] } as StepResult;
  });
}

const failed = (...diagnostics: readonly Diagnostic[]): Change => ({
  status: 'failed',
  diagnostics,
});
const blocked = (blockedBy: Id): Change => ({ status: 'blocked', blockedBy, durationMs: 0 });

const range = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});

interface Sample extends Partial<
  Omit<SubmissionGrade, 'report' | 'points' | 'score' | 'maxScore'>
> {
  readonly name: string;
  readonly changes?: Partial<Record<Id, Change>>;
  readonly source?: string | undefined;
}

function grade({ changes = {}, source = solved, ...part }: Sample): SubmissionGrade {
  const judged = results(changes);
  const { outcome = 'passed', late } = part;
  const points = steps.map((step, index) => {
    const maxPoints = 'maxPoints' in step ? step.maxPoints : 1;
    return {
      id: step.id,
      points: judged[index]?.status === 'passed' ? maxPoints : 0,
      maxPoints,
    };
  });
  const sum = (of: 'points' | 'maxPoints') => points.reduce((total, each) => total + each[of], 0);
  const report: Report = {
    schema: 'workshop/report/v1',
    workshop: 'containerize-python',
    mode: 'grade',
    submission: {
      directory: `class/${part.name}`,
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: `sha256:${'0'.repeat(64)}`,
      source,
    },
    outcome: outcome === 'refused' ? 'failed' : outcome,
    steps: judged,
    plan: { config },
    advice: [],
    engine: { name: 'Docker Engine', version: '28.5.2' },
    image: { id: `sha256:${'a'.repeat(64)}`, sizeBytes: 63_700_000, config },
    probe: { url: 'http://127.0.0.1:8000/', status: 200, durationMs: 412.3 },
  };
  return {
    path: `class/${part.name}`,
    folder: part.name,
    outcome,
    known: false,
    durationMs: 1234.5,
    ...part,
    score: Math.round(sum('points') * (1 - (late?.deducted ?? 0)) * 100) / 100,
    maxScore: sum('maxPoints'),
    points,
    report,
  };
}

const commentedOut: Diagnostic = {
  check: 'exposes-port',
  message: 'The image exposes no port: `EXPOSE 8000` stands in a comment.',
  why: 'A line that begins with `#` is for people only, and Docker skips it.',
  help: 'Remove the `#` in front of `EXPOSE 8000`.',
  docs: 'https://docs.docker.com/reference/dockerfile/#expose',
  range: range(4, 1, 14),
};

const noEngine: Change = {
  status: 'error',
  reason: 'The container engine stopped answering while building the image.',
  help: 'Start the engine again, then run the same command again.',
};

const refusal = {
  reason: 'Line 2 mounts a folder of the builder: `RUN --mount=type=cache …`.',
  help: 'Install without `--mount`.',
};

const notJudged: Change = { status: 'skipped', reason: refusal.reason, durationMs: 0 };
const everyStep = (change: Change) =>
  Object.fromEntries(steps.map(({ id }) => [id, change])) as Record<Id, Change>;

const submissions = {
  passed: grade({ name: 'ada' }),

  late: grade({
    name: 'ben',
    outcome: 'failed',
    submittedAt: '2026-11-02T09:30:00.000Z',
    late: { minutes: 1890, deducted: 0.2 },
    attempt: { number: 2, of: 3 },
    source: solved.replace('EXPOSE', '# EXPOSE'),
    changes: { 'expose-port': failed(commentedOut) },
  }),

  crashed: grade({
    name: 'cleo',
    outcome: 'failed',
    changes: {
      serve: failed({
        check: 'serves',
        message: 'The container ended with exit code 1 before it answered.',
        why: 'The container’s last lines:\n    Traceback (most recent call last):\n      File "/usr/src/app/server.py", line 7, in <module>\n    ModuleNotFoundError: No module named \'flask\'',
        help: 'Install the packages while building.',
      }),
    },
  }),

  hidden: grade({
    name: 'dora',
    outcome: 'failed',
    changes: {
      'keeps-secrets': failed({
        check: 'secrets',
        message: 'The image holds a password in `ENV TOKEN`.',
        why: 'Whoever has the image can read it.',
        help: 'Hand it in when the container starts.',
        range: range(2, 1, 21),
      }),
    },
  }),

  error: grade({
    name: 'emil',
    outcome: 'error',
    problem: {
      reason: noEngine.reason ?? '',
      help: noEngine.help ?? '',
    },
    changes: { 'build-image': noEngine, serve: noEngine, 'keeps-secrets': noEngine },
  }),

  refused: grade({
    name: 'finn',
    outcome: 'refused',
    problem: refusal,
    changes: everyStep(notJudged),
  }),

  empty: grade({
    name: 'gus',
    outcome: 'failed',
    known: true,
    source: undefined,
    changes: {
      ...everyStep(blocked('create-dockerfile')),
      'create-dockerfile': failed({
        check: 'has-dockerfile',
        message: 'This folder has no file named `Dockerfile`.',
        why: '`docker build` reads how to make the image from a text file with exactly this name.',
        help: 'Create a text file named `Dockerfile`, without an extension, beside the app.',
      }),
    },
  }),

  hostile: grade({
    name: '=HYPERLINK("http://evil.test","x")\u001b[31m<script>alert(1)</script>\u202e\r\n::error::a]]>|b',
    folder: 'hostile-1f2e3d4c',
    outcome: 'failed',
    source:
      'FROM \u001b]0;owned\u0007python:3-alpine</script><img src=x onerror=alert(1)>\u202e\r\n\tRUN \u009b31m宽字符 ]]> echo\u0000\ud800\r\n',
    changes: {
      'base-image': failed({
        check: 'based-on',
        message:
          'No \u001b[31mimage\u001b[0m\u0007 `\u202epython` <b>|</b> ]]> %0A::error::x\u0000',
        why: 'Because\r\n::warning::of\u2028this.\n---\n...\nok 1 - fooled',
        help: 'Write `FROM python:3-alpine`. [x](javascript:alert(1))',
        range: range(1, 6, 30),
      }),
      'expose-port': blocked('base-image'),
      'start-command': blocked('base-image'),
      'build-image': blocked('base-image'),
      serve: blocked('build-image'),
      'keeps-secrets': blocked('build-image'),
    },
  }),
};

const mounted = `FROM python:3-alpine
RUN --mount=type=cache,target=/c pip install flask
VOLUME /data
`;
const byPolicy = refusedByPolicy([
  {
    rule: 'run-option',
    range: range(2, 5, 33),
    message: '`RUN --mount=type=cache` is not for submissions.',
    why: 'A mount shows a `RUN` files that are in no folder of yours.',
    help: 'Remove the option.',
  },
  {
    rule: 'volume',
    range: range(3, 1, 13),
    message: '`VOLUME` has the engine keep a folder outside the container.',
    why: 'What is written there stays when the container is gone.',
    help: 'Remove the line.',
  },
  {
    rule: 'special-file',
    path: 'pipe',
    message: '`pipe` is a pipe, and no regular file.',
    why: 'Whoever reads it may wait for ever.',
    help: 'Remove it.',
  },
]);

/** Apart from the others, for it has a test of its own. */
export const refusedGrade: SubmissionGrade = grade({
  name: 'finola',
  outcome: 'refused',
  source: mounted,
  problem: byPolicy,
  changes: everyStep({ status: 'skipped', reason: byPolicy.reason, durationMs: 0 }),
});

/** By what is special about each. */
export const sampleGrades: Readonly<Record<keyof typeof submissions, SubmissionGrade>> =
  submissions;

export const sampleClass: ClassReport = {
  schema: 'workshop/class/v1',
  workshop: 'containerize-python',
  title: 'Containerize a Python app',
  startedAt: '2026-11-03T08:00:00.000Z',
  durationMs: 65_432,
  versions: { workshop: 'b'.repeat(64), kit: 'c'.repeat(64) },
  isolation: {
    profile: 'grade',
    description: 'Shared kernel (runc); not safe against kernel exploits.',
  },
  policy: { due: '2026-11-01T00:00:00.000Z', credit: 'steps', attempts: 'best' },
  steps: steps.map((step) => ({ maxPoints: 1, hidden: false, ...step })),
  submissions: Object.values(submissions),
};
