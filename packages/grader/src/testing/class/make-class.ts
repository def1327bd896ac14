import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { repository } from '@kit/verify';
import { mistakes } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { rightRecipe, writeDown } from './recipe.ts';

/** What is known of a learner before anybody judges. */
export interface Learner {
  /** Of the sub-folder. */
  readonly name: string;
  /** `right`, or the name of the mistake. */
  readonly kind: string;
  /** Ids of the steps that fail, in the order of the workshop. */
  readonly fails: readonly string[];
  /** All is well once the grader's own app takes the place of the learner's. */
  readonly isOfTheApp: boolean;
  /** Name of the learner with the same files, byte by byte. */
  readonly copiedFrom?: string;
}

export interface ClassOptions {
  readonly size: number;
  /** The same class for the same seed. */
  readonly seed?: number;
}

const right = ['right', undefined] as const;
const app = path.join(repository, 'apps/python-server');

/**
 * Makes a class that worked through the tutorial, a sub-folder a learner: a
 * tenth copied from another, a fifth got something wrong, each in another way.
 * @param folder is made; nothing may be in it.
 */
export function makeClass(folder: string, { size, seed = 1 }: ClassOptions): readonly Learner[] {
  const random = seededRandom(seed);
  const wrong = random.shuffled(Object.entries<Mistake>(mistakes));
  const learners: Learner[] = [];
  const digits = Math.max(3, String(size).length);
  let mistaken = 0;
  for (let number = 1; number <= size; number++) {
    const name = `learner-${String(number).padStart(digits, '0')}`;
    const directory = path.join(folder, name);
    const original = number % 10 === 0 ? learners[random.below(learners.length)] : undefined;
    if (original !== undefined) {
      cpSync(path.join(folder, original.name), directory, { recursive: true });
      learners.push({ copiedFrom: original.name, ...original, name });
      continue;
    }
    const isWrong = number % 5 === 3;
    const [kind, mistake] = (isWrong ? wrong[mistaken++ % wrong.length] : undefined) ?? right;
    writeSubmission(directory, mistake, random);
    const { fails = [], isOfTheApp = false } = mistake ?? {};
    learners.push({ name, kind, fails, isOfTheApp });
  }
  return learners;
}

/**
 * What judging must come out with: the ids of the steps that fail.
 * @param workshop its grading may have an app of its own.
 */
export function expectedFailures(
  { fails, isOfTheApp }: Pick<Learner, 'fails' | 'isOfTheApp'>,
  { grading }: Workshop,
): readonly string[] {
  return isOfTheApp && grading?.app !== undefined ? [] : fails;
}

/** Writes what a learner with a mistake, or with none, hands in. */
export function writeSubmission(
  directory: string,
  mistake: Mistake | undefined,
  random: Random,
): void {
  mkdirSync(directory, { recursive: true });
  for (const file of ['server.py', 'requirements.txt']) {
    cpSync(path.join(app, file), path.join(directory, file));
  }
  const recipe = { ...rightRecipe(random), ...mistake?.recipe };
  const files: Mistake['files'] = {
    Dockerfile: writeDown(recipe, random),
    ...besides(random),
    ...mistake?.files,
  };
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) rmSync(path.join(directory, name), { force: true });
    else writeFileSync(path.join(directory, name), text);
  }
}

/** What else lies in learners' folders. */
function besides(random: Random): Readonly<Record<string, string>> {
  return {
    ...(random.chance(0.25) && { 'README.md': '# My first image\n\ndocker build -t myapp .\n' }),
    ...(random.chance(0.1) && {
      'notes.txt': `Port 8000!\nDone on day ${random.below(28) + 1}.\n`,
    }),
    ...(random.chance(0.15) && { '.gitignore': '__pycache__/\n.venv/\n' }),
    ...(random.chance(0.12) && { '.dockerignore': '.git\n*.md\n__pycache__\n' }),
  };
}
