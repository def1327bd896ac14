import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';
import { expect, test } from 'vitest';
import { proveWorkshop } from './prove.ts';
import { makeWorkshop } from './skeleton.ts';

/** The blocks of a page that stand below the name of a file. */
function filesIn(page: string): ReadonlyMap<string, string> {
  const pattern = /^`([\w./-]+)`\n\n(`{3,})\w+\n(.*?)^\2$/gms;
  return new Map(Array.from(page.matchAll(pattern), ([, name = '', , text = '']) => [name, text]));
}

test('the step that docs/workshops.md writes is one', async () => {
  const page = await readFile(path.join(repository, 'docs/workshops.md'), 'utf8');
  const files = filesIn(page);
  const root = await mkdtemp(path.join(tmpdir(), 'author-'));
  try {
    for (const each of ['workshop', 'apps']) await mkdir(path.join(root, each));
    const modules = path.resolve(import.meta.dirname, '../node_modules');
    await symlink(modules, path.join(root, 'node_modules'));
    await makeWorkshop('my-workshop', root);
    const folder = path.join(root, 'workshop/my-workshop');
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      if (name === 'workshop.ts') {
        const [line = '', steps = ''] = text.trimEnd().split('\n\n');
        const before = await readFile(file, 'utf8');
        const listed = before.replace(/^ {2}steps: .*$/m, steps);
        await writeFile(file, listed.replace('\n\n/**', `\n${line}\n\n/**`));
      } else if (name === '03-serve/step.md') {
        await writeFile(file, `${await readFile(file, 'utf8')}\n${text}`);
      } else {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    }
    const prove = (update: boolean) =>
      proveWorkshop(
        'my-workshop',
        { root, engine: false, update },
        () => undefined,
        new AbortController().signal,
      );
    await prove(true);
    const chapters = await prove(false);
    expect(chapters.flatMap(({ problems }) => problems)).toEqual([]);
    expect(chapters.at(-1)).toMatchObject({ name: '04-own-user', leftOut: 0 });

    const answer = path.join(folder, '04-own-user/mistakes/root-again/expected.txt');
    const shown = /^```text\n(.*?)^```$/ms.exec(page)?.[1] ?? 'nothing';
    expect(await readFile(answer, 'utf8')).toContain(shown);
  } finally {
    await rm(root, { recursive: true });
  }
});

test('docs/workshops.md names every check that there is', async () => {
  const page = await readFile(path.join(repository, 'docs/workshops.md'), 'utf8');
  const index = await readFile(path.join(repository, 'packages/checker/src/index.ts'), 'utf8');
  const checks = Array.from(
    index.matchAll(/^export \{ (\w+) \} from '\.\/checks\//gm),
    (match) => match[1],
  );
  expect(checks.length).toBeGreaterThan(10);
  expect(checks.filter((name) => !page.includes(`| \`${name}(`))).toEqual([]);
});
