import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadWorkshop, verifySubmission } from '@kit/verify';
import { afterAll, expect, it } from 'vitest';
import { makeClass, writeSubmission } from './make-class.ts';
import { mistakes } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { seededRandom } from './random.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'class-'));
afterAll(() => rmSync(folder, { recursive: true }));
const workshop = await loadWorkshop('containerize-python');
const goalOf = new Map(workshop.steps.map(({ id, goal }) => [id, goal]));

async function failedWithoutEngine(directory: string): Promise<readonly string[]> {
  const openSession = () => Promise.reject(new Error('No engine is asked.'));
  const request = { workshop, directory, mode: 'static', openSession } as const;
  const { steps } = await verifySubmission(request, () => {}, new AbortController().signal);
  return steps.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

const isStatic = (id: string) => goalOf.get(id) === 'parse';

it.each(Object.entries<Mistake>(mistakes))(
  '%s is a mistake of its step, in whatever words the rest is written',
  async (name, mistake) => {
    for (let seed = 1; seed <= 10; seed++) {
      const directory = path.join(folder, name, String(seed));
      writeSubmission(directory, mistake, seededRandom(seed));
      expect(await failedWithoutEngine(directory), directory).toEqual(
        mistake.fails.filter(isStatic),
      );
    }
  },
);

it('a class: a tenth copied, a fifth mistaken, the others right, in many words', async () => {
  const directory = path.join(folder, 'class');
  const learners = makeClass(directory, { size: 200 });
  const copies = learners.filter(({ copiedFrom }) => copiedFrom !== undefined);
  const mistaken = learners.filter(({ kind }) => kind !== 'right');
  const texts = new Set<string>();
  for (const { name, fails } of learners) {
    const own = path.join(directory, name);
    expect(await failedWithoutEngine(own), own).toEqual(fails.filter(isStatic));
    texts.add(contentsOf(own));
  }
  expect(copies).toHaveLength(20);
  expect(mistaken.length).toBeGreaterThanOrEqual(40);
  expect(new Set(mistaken.map(({ kind }) => kind))).toEqual(new Set(Object.keys(mistakes)));
  expect(texts.size).toBeGreaterThan(120);
  for (const { name, copiedFrom = '' } of copies) {
    const original = contentsOf(path.join(directory, copiedFrom));
    expect(contentsOf(path.join(directory, name))).toBe(original);
  }
});

it('the same class for the same seed', () => {
  const [one, two, other] = [1, 1, 2].map((seed, index) => {
    const own = path.join(folder, `seed-${index}`);
    makeClass(own, { size: 12, seed });
    return contentsOf(own);
  });
  expect(two).toBe(one);
  expect(other).not.toBe(one);
});

function contentsOf(directory: string): string {
  const files = globSync('**', { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  return files
    .map((file) => `${path.relative(directory, file)}\n${readFileSync(file, 'utf8')}`)
    .join('\n');
}
