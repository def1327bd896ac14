import { loadWorkshop } from '../workshops.ts';
import type { LoopState, ShownStep } from '../loop/loop-state.ts';
import { emptyAt, withStep } from '../record/record.ts';
import { samples } from '../reporters/samples.ts';
import { beginFollowing } from './follow.ts';
import type { Followed } from './follow.ts';
import { readLessons } from './lesson.ts';
import { roomLine } from '../room/room-line.ts';
import type { Scene } from './scene.ts';
import { firstView } from './view.ts';

/** For tests: what a learner may see, made of the reports that the tests of the reporters have. */
const workshop = await loadWorkshop('containerize-python');
const lessons = await readLessons(workshop);
const now = Date.UTC(2026, 0, 5, 14, 30);
const record = emptyAt({ workshop: workshop.name, directory: '/srv/kit/apps/python-server' });

const followed: Followed = {
  ...beginFollowing(record),
  round: 1,
  since: new Date(2026, 0, 5, 14, 29, 58),
};

/** @param change of a scene in which the report of this name is the last word. */
export function sceneOf(name: keyof typeof samples, change: Partial<Scene> = {}): Scene {
  const report = samples[name];
  return {
    workshop: workshop.name,
    directory: report.submission.directory,
    mode: report.mode === 'static' ? 'static' : 'full',
    state: {
      round: 1,
      phase: 'settled',
      steps: report.steps,
      report,
      work: undefined,
      built: [],
      cost: undefined,
      trouble: undefined,
    },
    view: firstView,
    lessons,
    followed,
    note: undefined,
    room: undefined,
    app: { kind: 'off' },
    asksForEngine: false,
    reset: undefined,
    now,
    ...change,
  };
}

function whileBuilding(name: keyof typeof samples): LoopState {
  const { state } = sceneOf(name);
  const isOpen = (step: ShownStep, index: number) => index >= 7 && step.status !== 'blocked';
  return {
    ...state,
    phase: 'judging',
    steps: state.steps.map((step, index) =>
      isOpen(step, index) ? { id: step.id, title: step.title, status: 'waiting' } : step,
    ),
    work: {
      step: 'build-image',
      said: 'Collecting flask==3.1.0',
      instructions: [
        instruction(1, 'FROM docker.io/library/python:3-alpine', 40, false),
        instruction(2, 'WORKDIR /usr/src/app', 0, true),
        instruction(3, 'COPY ./requirements.txt .', 0, true),
        instruction(4, 'COPY ./server.py .', 31, false),
        instruction(5, 'RUN pip install -qr requirements.txt', undefined, false),
      ],
    },
  };
}

function instruction(
  number: number,
  text: string,
  durationMs: number | undefined,
  cached: boolean,
) {
  const begun = { number, total: 5, text, cached, startedAt: now - 4200 };
  return durationMs === undefined ? begun : { ...begun, durationMs };
}

function withLongLog(): LoopState {
  const { state } = sceneOf('crashed-with-a-log');
  const frames = Array.from({ length: 12 }, (_, index) => `  File "server.py", line ${index + 1}`);
  const why = ['It wrote:', 'Traceback:', ...frames, 'ModuleNotFoundError'].join('\n');
  const steps = state.steps.map((step) => {
    if (step.status !== 'failed') return step;
    if (step.id === 'tag-version') return { ...step, status: 'passed' as const, diagnostics: [] };
    return { ...step, diagnostics: step.diagnostics.map((each) => ({ ...each, why })) };
  });
  return { ...state, steps };
}

const onPage = (page: Scene['view']['page']) => ({ view: { ...firstView, page } });
const started = withStep(
  withStep(record, 'create-dockerfile', { passedAt: '2026-01-05T13:56:00.000Z' }),
  'serve',
  { passedAt: '2026-01-05T14:30:00.000Z' },
);

export const scenes = {
  'fresh-clone': sceneOf('fresh-clone'),
  'a-mistake': sceneOf('two-failures', {
    followed: { ...followed, news: 'Step 4 passed: Copy the files.' },
  }),
  'a-mistake-with-a-hint': sceneOf('two-failures', {
    view: {
      ...firstView,
      hint: { step: 'expose-port', number: 3 },
      said: 'That is the last hint; `t` shows the step’s text, `s` its solution.',
    },
  }),
  building: sceneOf('all-passed', { state: whileBuilding('all-passed') }),
  'a-mistake-while-building': sceneOf('two-failures', { state: whileBuilding('two-failures') }),
  'no-engine': sceneOf('no-engine'),
  'asked-for-an-engine': sceneOf('all-passed', {
    state: whileBuilding('all-passed'),
    asksForEngine: true,
  }),
  'tag-missing-on-the-private-engine': sceneOf('never-tagged-on-the-private-engine'),
  'crashed-container': sceneOf('crashed-with-a-log'),
  'passed-for-the-first-time': sceneOf('all-passed', {
    followed: { ...followed, isFirstPass: true, record: started },
  }),
  'passed-and-measuring': sceneOf('all-passed', {
    state: { ...sceneOf('all-passed').state, phase: 'measuring' },
  }),
  'passed-and-measured': sceneOf('passed-with-advice', {
    followed: { ...followed, isFirstPass: true, record: started },
    state: {
      ...sceneOf('passed-with-advice').state,
      cost: {
        file: 'server.py',
        orders: [
          { title: 'your order', durationMs: 4210, instructions: [] },
          { title: 'requirements installed first', durationMs: 380, instructions: [] },
        ],
      },
    },
  }),
  'passed-and-running': sceneOf('passed-with-advice', {
    app: { kind: 'running', url: 'http://127.0.0.1:8000' },
  }),
  'progress-not-kept': sceneOf('two-failures', {
    note: 'Your progress cannot be kept: it is on a read-only disk.',
  }),
  'in-the-room': sceneOf('two-failures', { room: roomLine({ kind: 'in', name: 'Ada (2)' }) }),
  'room-out-of-reach': sceneOf('two-failures', { room: roomLine({ kind: 'unreachable' }) }),
  'passed-with-a-note': sceneOf('passed-with-a-note'),
  'static-passed': sceneOf('static-passed'),
  'app-that-ends': sceneOf('all-passed', {
    app: {
      kind: 'failed',
      message: 'The container ended before it answered.',
      lines: ['Traceback (most recent call last):', "ModuleNotFoundError: No module named 'flask'"],
    },
  }),
  'folder-gone': sceneOf('all-passed', {
    state: {
      ...sceneOf('all-passed').state,
      trouble: { reason: 'There is no folder `x`.', help: 'The kit looks again every second.' },
    },
  }),
  hostile: sceneOf('hostile'),
  'a-long-log': sceneOf('crashed-with-a-log', { state: withLongLog() }),
  'the-report': sceneOf('two-failures', { view: { ...firstView, page: 'report', scroll: 9 } }),
  'the-text': sceneOf('two-failures', onPage('text')),
  'the-list': sceneOf('no-engine', { view: { ...firstView, page: 'list', chosen: 3 } }),
  'the-solution': sceneOf('two-failures', onPage('solution')),
  'the-solution-of-a-command': sceneOf('never-tagged-on-the-private-engine', onPage('solution')),
  'the-keys': sceneOf('two-failures', onPage('keys')),
  'starting-over': sceneOf('all-passed', {
    ...onPage('reset'),
    reset: {
      title: 'Start over in `apps/python-server`?',
      removed: ['your progress: 11 steps passed so far, and the hints you saw', '`Dockerfile`'],
      kept: ['A copy stays in `.workshop/kept/2026-01-05T14-30-00`.'],
      command: 'docker image rm myapp:latest myapp:version1',
    },
  }),
} satisfies Readonly<Record<string, Scene>>;
