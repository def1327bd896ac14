import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StepResult, Workshop } from '@kit/checker';
import { describe, expect, test } from 'vitest';
import { layOut } from './attempt.ts';
import { expectedText } from './expected-text.ts';
import { judgeStatic } from './judge-static.ts';
import { dockerfileFences, headings, relativeLinks } from './page.ts';
import { listWorkshops, readOptional, readStepFolders } from './step-folders.ts';
import type { Attempt } from './step-folders.ts';

/**
 * Proves what authors write, for every step of every workshop; nothing here
 * knows a step by name. `UPDATE_EXPECTED=1` writes each `expected.txt` anew:
 * read the difference before you commit it.
 */
const repository = path.resolve(import.meta.dirname, '../../../..');
const workshops = await listWorkshops(path.join(repository, 'workshop'));

describe.each([...workshops])('%s', async (name, directory) => {
  const { default: workshop } = (await import(path.join(directory, 'workshop.ts'))) as {
    readonly default: Workshop;
  };
  const folders = await readStepFolders(workshop, directory);
  const app = path.join(repository, workshop.app);

  async function judge(attempt?: Attempt): Promise<ReadonlyMap<string, StepResult>> {
    await using learner = await layOut(app, attempt);
    return await judgeStatic(workshop, learner.path);
  }

  test('has the name of its folder, and a folder for each step and no other', async () => {
    const entries = await readdir(directory, { withFileTypes: true });
    const found = entries.filter((entry) => entry.isDirectory() && /^\d/.test(entry.name));
    expect(workshop.name).toBe(name);
    expect(found.map((entry) => entry.name).toSorted()).toEqual(
      folders.map((folder) => path.basename(folder.directory)),
    );
  });

  describe.each(folders.map((folder, index) => ({ ...folder, index, id: path.basename(folder.directory) })))(
    '$id',
    ({ step, index, page, directory: folder, solution, mistakes }) => {
      const reached = folders.slice(0, index + 1).filter((each) => each.step.goal === 'parse');
      const before = folders[index - 1];

      test('its page has one title, the title of the step', () => {
        expect(headings(page, 1)).toEqual([step.title]);
      });

      test('the links of its page lead somewhere', () => {
        const missing = relativeLinks(page).filter((link) => !existsSync(path.join(folder, link)));
        expect(missing).toEqual([]);
      });

      test('the lines its page asks for are in the solution', async () => {
        const dockerfile = await readFile(path.join(solution.directory, 'Dockerfile'), 'utf8');
        for (const fence of dockerfileFences(page)) expect(dockerfile).toContain(fence);
      });

      test('its step.ts is the step', async () => {
        const file = (await import(path.join(folder, 'step.ts'))) as { readonly default: unknown };
        expect(file.default).toBe(step);
      });

      test('its solution passes this step and all before it', async () => {
        const results = await judge(solution);
        for (const { step } of reached) {
          expect(results.get(step.id)).toMatchObject({ status: 'passed', diagnostics: [] });
        }
      });

      test.runIf(step.goal === 'parse')('what was there before does not pass', async () => {
        const results = await judge(before?.solution);
        expect(results.get(step.id)?.status).toBe('failed');
      });

      test('has three mistakes or more', () => {
        expect(mistakes.length).toBeGreaterThanOrEqual(3);
      });

      if (step.goal !== 'parse') return;
      test.each(mistakes)('mistake: $name', async (mistake) => {
        const results = await judge(mistake);
        const result = results.get(step.id);
        expect(result?.status).toBe('failed');
        const text = expectedText(result?.diagnostics ?? []);
        const file = path.join(mistake.directory, 'expected.txt');
        if (process.env['UPDATE_EXPECTED'] === '1') await writeFile(file, text);
        expect(text).toBe((await readOptional(file)) ?? `nothing: write ${file}`);
      });
    },
  );
});
