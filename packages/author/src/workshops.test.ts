import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StepResult } from '@kit/checker';
import { describe, expect, test } from 'vitest';
import { verifySubmission } from '../verify.ts';
import { loadWorkshop, repository, workshopNames } from '../workshops.ts';
import { layOut } from './attempt.ts';
import { expectDiagnostics } from './expected-text.ts';
import { dockerfileFences, headings, relativeLinks } from './page.ts';
import { readStepFolders } from './step-folders.ts';
import type { Attempt } from './step-folders.ts';

// Proves what authors write, for every step of every workshop; nothing here
// knows a step by name. What needs an engine is in `workshops.e2e.test.ts`.

describe.each(await workshopNames())('%s', async (name) => {
  const workshop = await loadWorkshop(name);
  const folders = await readStepFolders(workshop);

  async function judge(attempt?: Attempt): Promise<ReadonlyMap<string, StepResult>> {
    await using learner = await layOut(path.join(repository, workshop.app), attempt);
    const report = await verifySubmission(
      {
        workshop,
        directory: learner.path,
        mode: 'static',
        openSession: () => Promise.reject(new Error('asked for an engine')),
      },
      () => {},
      new AbortController().signal,
    );
    return new Map(report.steps.map((result) => [result.id, result]));
  }

  test('has the name of its folder, and a folder for each step and no other', async () => {
    const entries = await readdir(path.join(repository, 'workshop', name));
    const numbered = entries.filter((entry) => /^\d/.test(entry)).toSorted();
    expect(workshop.name).toBe(name);
    expect(numbered).toEqual(folders.map((folder) => folder.name));
  });

  describe.each(folders.map((folder, index) => ({ ...folder, index })))(
    '$name',
    ({ step, index, page, hints, directory, solution, mistakes }) => {
      const isStatic = step.goal === 'parse';

      test('its page has one title, the title of the step', () => {
        expect(headings(page, 1)).toEqual([step.title]);
      });

      test('the links of its page lead somewhere', () => {
        const lost = relativeLinks(page).filter((link) => !existsSync(path.join(directory, link)));
        expect(lost).toEqual([]);
      });

      test('the lines that its page asks for are in the solution', async () => {
        const dockerfile = await readFile(path.join(solution.directory, 'Dockerfile'), 'utf8');
        for (const lines of dockerfileFences(page)) expect(dockerfile).toContain(lines);
      });

      test('has two hints or more, and only the last may hold a whole line of the solution', async () => {
        const dockerfile = await readFile(path.join(solution.directory, 'Dockerfile'), 'utf8');
        const lines = dockerfile.split('\n').filter((line) => line !== '');
        const typed = solution.commands.map(({ tag = '' }) => `docker build -t ${tag}`);
        expect(hints.length).toBeGreaterThanOrEqual(2);
        for (const hint of hints.slice(0, -1)) {
          expect([...lines, ...typed].filter((line) => hint.includes(line))).toEqual([]);
        }
      });

      test('its step.ts is what the workshop lists', async () => {
        const file = (await import(path.join(directory, 'step.ts'))) as {
          readonly default: unknown;
        };
        expect(file.default).toBe(step);
      });

      test('its solution passes this step and all before it', async () => {
        const results = await judge(solution);
        for (const { step } of folders.slice(0, index + 1)) {
          const status = step.goal === 'parse' ? 'passed' : 'skipped';
          expect(results.get(step.id)).toMatchObject({ status, diagnostics: [] });
        }
      });

      test('has three mistakes or more', () => {
        expect(mistakes.length).toBeGreaterThanOrEqual(3);
      });

      // The mistakes of the other steps are judged on an engine: workshops.e2e.test.ts.
      if (!isStatic) return;

      test('the solution of the step before does not pass', async () => {
        const results = await judge(folders[index - 1]?.solution);
        expect(results.get(step.id)?.status).toBe('failed');
      });

      test.each(mistakes)('mistake: $name', async (mistake) => {
        const results = await judge(mistake);
        expect(results.get(step.id)?.status).toBe('failed');
        await expectDiagnostics(mistake, results.get(step.id)?.diagnostics ?? []);
      });
    },
  );
});
