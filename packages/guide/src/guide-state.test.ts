import type { Diagnostic } from '@kit/checker';
import type { LoopState, Report } from '@kit/verify';
import { describe, expect, test } from 'vitest';
import { guideStateOf } from './guide-state.ts';
import type { AppState } from './guide-state.ts';

const nothingYet: LoopState = {
  round: 0,
  phase: 'judging',
  steps: [],
  report: undefined,
  work: undefined,
  built: [],
  cost: undefined,
  trouble: undefined,
};

function reportOf(source: string): Report {
  return {
    schema: 'workshop/report/v1',
    workshop: 'w',
    mode: 'full',
    submission: { directory: 'app', dockerfile: 'Dockerfile', found: 'text', digest: 'd', source },
    outcome: 'passed',
    steps: [],
    plan: { config: {} },
    advice: [],
  };
}

const stateOf = (state: Partial<LoopState>, app?: AppState) =>
  guideStateOf({ ...nothingYet, ...state }, app, 'app');

const textOf = (lines: readonly (readonly { readonly text: string }[])[]) =>
  lines.map((line) => line.map(({ text }) => text).join(''));

describe('the file', () => {
  test('before it was read', () => {
    const { file } = stateOf({});
    expect(file).toEqual({ path: 'app/Dockerfile', found: 'nothing', lines: [], more: 0 });
  });

  test.each([
    ['', []],
    ['\n', ['']],
    ['FROM a', ['FROM a']],
    ['FROM a\n', ['FROM a']],
    ['FROM a\r\nUSER 1\r\n', ['FROM a', 'USER 1']],
    ['FROM a\n\n', ['FROM a', '']],
  ])('%j', (source, lines) => {
    const { file } = stateOf({ report: reportOf(source) });
    expect(textOf(file.lines)).toEqual(lines);
  });

  test('of 5,000 lines, and of one line as long as a book', () => {
    const { file } = stateOf({ report: reportOf('FROM a\n'.repeat(5000)) });
    expect([file.lines.length, file.more]).toEqual([1000, 4000]);
    const long = stateOf({ report: reportOf(`RUN ${'a'.repeat(1_000_000)}\n`) });
    expect(textOf(long.file.lines)[0]).toHaveLength(1001);
    expect(JSON.stringify(long).length).toBeLessThan(3000);
  });

  test('marked to the column', () => {
    const diagnostic: Diagnostic = {
      check: 'exposes-port',
      message: '',
      why: '',
      help: '',
      range: { start: { line: 2, column: 8 }, end: { line: 2, column: 10 } },
    };
    const { file } = stateOf({
      report: reportOf('FROM a\nEXPOSE 80 # no\n'),
      steps: [{ id: 'x', title: 'X', status: 'failed', durationMs: 1, diagnostics: [diagnostic] }],
    });
    expect(file.lines.flat().filter(({ isWrong }) => isWrong)).toEqual([
      { text: '80', isWrong: true },
    ]);
  });
});

test('a build that says a lot is told in short', () => {
  const instruction = { total: 900, text: 'RUN '.padEnd(9000, 'x'), cached: false, startedAt: 1 };
  const { work } = stateOf({
    work: {
      step: 'build-image',
      instructions: Array.from({ length: 900 }, (_, index) => ({ ...instruction, number: index })),
      said: `\u001b[31mred\u0007${'y'.repeat(1_000_000)}`,
    },
  });
  expect(work?.instructions).toHaveLength(50);
  // The newest are those that count.
  expect(work?.instructions.at(-1)).toMatchObject({ number: 899 });
  expect(work?.instructions[0]?.text).toHaveLength(300);
  expect(work?.said).toMatch(/^red y+…$/);
  expect(work?.said).toHaveLength(300);
});

describe('the container', () => {
  const report = reportOf('FROM a');
  const url = 'http://127.0.0.1:8000';
  const failed = { kind: 'failed', message: 'No.', lines: ['a'] } as const;

  test.each<readonly [string, AppState, object]>([
    ['of this save', { kind: 'running', url, digest: 'd' }, { isOutdated: false }],
    ['of an earlier save', { kind: 'running', url, digest: 'c' }, { isOutdated: true }],
    ['failed with this save', { ...failed, digest: 'd' }, { kind: 'failed', lines: ['a'] }],
    ['failed with an earlier save', { ...failed, digest: 'c' }, { kind: 'stopped' }],
    ['not even built', failed, { kind: 'failed', message: 'No.' }],
  ])('%s', (_, app, expected) => {
    expect(stateOf({ report }, app).app).toMatchObject(expected);
  });

  test('is not offered where no engine is asked', () => {
    expect(stateOf({ report })).not.toHaveProperty('app');
  });
});

test('layers are told in the learner’s words, with the time of the build', () => {
  const layer = { sizeBytes: 1, isOfBase: false };
  const { image } = stateOf({
    report: {
      ...reportOf('FROM a'),
      image: {
        id: 'sha256:1',
        sizeBytes: 3,
        config: {},
        layers: [
          { text: 'COPY ./a .', sizeBytes: 9, isOfBase: true },
          { ...layer, text: 'COPY ./a .', instruction: 'COPY  ./a .' },
          { ...layer, text: 'RUN echo 1', instruction: 'RUN echo $A' },
          { ...layer, text: 'EXPOSE map[80/tcp:{}]', instruction: 'EXPOSE 80' },
        ],
      },
    },
    built: [
      { number: 2, total: 3, text: 'COPY ./a .', cached: true, startedAt: 1, durationMs: 0 },
      { number: 3, total: 3, text: 'RUN echo 1', cached: false, startedAt: 1, durationMs: 7 },
    ],
  });
  expect(image?.layers).toEqual([
    { text: 'COPY ./a .', sizeBytes: 9, isOfBase: true },
    { ...layer, text: 'COPY  ./a .', took: 'cached' },
    { ...layer, text: 'RUN echo $A', took: 7 },
    { ...layer, text: 'EXPOSE 80' },
  ]);
});
