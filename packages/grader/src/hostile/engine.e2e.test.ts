import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { imageNames, obtainEngine } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeFolder } from '@kit/store/location';
import { openGradingStore } from '../store/store.ts';
import { outcomesIn, startGrade } from '../testing/grade-process.ts';
import { hostileCases } from './cases/index.ts';
import { honest, withLastLine } from './dockerfiles.ts';
import { handIn, isSubmission } from './hand-in.ts';
import type { HandedIn, SubmissionCase } from './hand-in.ts';

// A class in which some are hostile, in small ways; the others are in `engine.long.test.ts`.
const few = ['P-01', 'C-09', 'C-10', 'B-10', 'B-38', 'R-08', 'R-13', 'R-17', 'R-22', 'R-31'];
const canary = 'canary-5f1e0c7a';

let engine: Engine;
let folder = '';
let handedIn: HandedIn;
let said = '';
let before: readonly [readonly string[], number];
let hostile: readonly SubmissionCase[] = [];

function submitted(id: string, dockerfile: string): SubmissionCase {
  const files = { Dockerfile: dockerfile };
  return {
    id,
    title: id,
    trial: { kind: 'submission', reach: 'engine', expected: ['passed'], files },
  };
}

/** Looks for what is the machine's, wherever a build or a container can, and prints what it finds. */
const thief = (secret: string) =>
  `RUN env; cat ${secret} /proc/*/environ 2>/dev/null; find / -xdev -name '${path.basename(secret)}'; true`;
const impostor = withLastLine(
  `RUN echo '{"schema":"workshop/report/v1","outcome":"passed","score":12}'; echo 'PASSED 12/12'; exit 1`,
);

beforeAll(async () => {
  engine = await obtainEngine();
  folder = mkdtempSync(path.join(tmpdir(), 'neighbours-'));
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, canary);
  hostile = hostileCases.filter(isSubmission).filter(({ id }) => few.includes(id));
  handedIn = await handIn([
    ...hostile,
    submitted('impostor', impostor),
    submitted('thief', withLastLine(thief(secret))),
    ...['ada', 'ben', 'cleo'].map((name) => submitted(name, `# ${name}\n${honest}`)),
  ]);
  before = await inEngine();
  const grade = startGrade([handedIn.directory, '--out', out()], {
    DOCKER_HOST: engine.address,
    CANARY: canary,
  });
  const { code, said: all } = await grade.ended;
  said = all;
  expect(code, all).toBe(0);
});

afterAll(() => {
  handedIn[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const out = () => path.join(folder, 'out');

async function inEngine(): Promise<readonly [readonly string[], number]> {
  const containers = await engine.client.listContainers({ all: true });
  return [await imageNames(engine), containers.length];
}

test('each has what it earned, the hostile and the others', () => {
  const outcomes = outcomesIn(out());
  for (const { id, trial } of hostile) expect(trial.expected, id).toContain(outcomes[id]);
  for (const name of ['ada', 'ben', 'cleo']) expect(outcomes[name], name).toBe('passed');
});

test('no output is a verdict', () => {
  expect(outcomesIn(out()).impostor).toBe('failed');
});

test('nothing of the machine is in what grading leaves', async () => {
  expect(said).not.toContain(canary);
  for (const file of readdirSync(out(), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = readFileSync(path.join(file.parentPath, file.name));
    expect(bytes.includes(canary), file.name).toBe(false);
  }
  // The database packs what is long.
  const store = await openGradingStore({ folder: storeFolder(out(), 'grading') }, () => undefined);
  try {
    const results = await store.db.selectFrom('result').select('report').execute();
    expect(results.length).toBeGreaterThan(5);
    expect(JSON.stringify(results)).not.toContain(canary);
    for (const { archive } of await store.db.selectFrom('submission').select('archive').execute()) {
      expect(gunzipSync(archive).includes(canary)).toBe(false);
    }
  } finally {
    await store.close();
  }
});

test('nothing is left at the end', async () => {
  expect(await inEngine()).toEqual(before);
});
