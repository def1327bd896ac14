import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '@kit/verify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proveWorkshop } from './prove.ts';
import { makeWorkshop } from './skeleton.ts';

// A workshop as `pnpm create-workshop` makes it, in a repository of its own; each test breaks it
// in one place. A module is loaded once, so each has a folder of its own.
let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'author-'));
  await mkdir(path.join(root, 'workshop'));
  await mkdir(path.join(root, 'apps'));
  await symlink(
    path.resolve(import.meta.dirname, '../node_modules'),
    path.join(root, 'node_modules'),
  );
  await makeWorkshop('try-it', root);
});

afterEach(() => rm(root, { recursive: true }));

const at = (file: string) => path.join(root, 'workshop/try-it', file);

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(at(file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}.`);
  await writeFile(at(file), text.replace(from, to));
}

/** What is to be mended, as `file: message → help`. */
async function problems(update = false): Promise<readonly string[]> {
  const chapters = await proveWorkshop(
    'try-it',
    { root, engine: false, update },
    () => undefined,
    new AbortController().signal,
  );
  return chapters.flatMap((chapter) =>
    chapter.problems.map(({ file, message, help }) => {
      return `${file.replace('workshop/try-it/', '')}: ${message} → ${help}`;
    }),
  );
}

test('a new workshop holds, and says how much only an engine can tell', async () => {
  const told: unknown[] = [];
  const { signal } = new AbortController();
  await proveWorkshop(
    'try-it',
    { root, engine: false, update: false },
    (each) => told.push(each),
    signal,
  );
  expect(told).toEqual([
    { name: 'the workshop', held: 2, leftOut: 0, problems: [] },
    { name: '01-base-image', held: 16, leftOut: 0, problems: [] },
    { name: '02-start-command', held: 17, leftOut: 0, problems: [] },
    { name: '03-serve', held: 11, leftOut: 5, problems: [] },
  ]);
});

test('of a workshop that is not there the nearest is named', async () => {
  const asked = proveWorkshop(
    'try-if',
    { root, engine: false, update: false },
    () => undefined,
    new AbortController().signal,
  );
  await expect(asked).rejects.toThrow(
    new UsageError('There is no workshop `try-if`. Did you mean `try-it`?'),
  );
});

const breaks: readonly (readonly [
  name: string,
  break_: () => Promise<unknown>,
  told: readonly string[],
])[] = [
  [
    'a step that is not there',
    () => rm(at('02-start-command/step.ts')),
    [
      "workshop.ts: It cannot be loaded: Cannot find module './02-start-command/step.ts' imported from workshop/try-it/workshop.ts. → Write that file, or take out the line that asks for it.",
    ],
  ],
  [
    'a step that is declared wrong',
    () => edit('02-start-command/step.ts', "needs: ['base-image']", "needs: ['base']"),
    [
      'workshop.ts: It cannot be loaded: Workshop "try-it", step "start-command": it needs "base", which is no step before it. → Mend what it names, or take out the line that asks for it.',
    ],
  ],
  [
    'another name than its folder has',
    () => edit('workshop.ts', "name: 'try-it'", "name: 'tried'"),
    [
      "workshop.ts: The workshop is named `tried`, and its folder `try-it`. → Write `name: 'try-it'`.",
    ],
  ],
  [
    'a folder with another number',
    () => rename(at('03-serve'), at('04-serve')).then(() => edit('workshop.ts', './03-', './04-')),
    [
      '03-serve: Step 3 of the list in `workshop.ts`, `serve`, has no folder of this name. → Give its folder this name: the number in the list, then the id of the step.',
    ],
  ],
  [
    'no hints, no solution',
    async () => {
      await rm(at('01-base-image/hints.md'));
      await rm(at('02-start-command/solution'), { recursive: true });
    },
    [
      '01-base-image/hints.md: It is missing. → Write two or three hints there as a numbered list, the gentlest first.',
      '02-start-command/solution/Dockerfile: It is missing. → Put the Dockerfile there as it is after this step.',
    ],
  ],
  [
    'commands that are none',
    () => writeFile(at('03-serve/solution/commands.json'), '[{ "do": "push" }]'),
    [
      '03-serve/solution/commands.json: It is no list of commands. → Write it as in `[{ "do": "build", "tag": "myapp:latest" }]`.',
    ],
  ],
  [
    'a folder of no step',
    () => mkdir(at('04-more')),
    [
      '04-more: No step of the list in `workshop.ts` has this folder. → Put the step into that list, or take the folder away.',
    ],
  ],
  [
    'a page with another title, a lost link, a lost heading and a name of nothing',
    async () => {
      await edit('01-base-image/step.md', '# Choose a base image', '# Choose it');
      await edit(
        '01-base-image/step.md',
        'Every image',
        '![Layers](layers.png) [Above](#what) `apps/other` Every image',
      );
    },
    [
      '01-base-image/step.md: The page has the title “Choose it”, and the step “Choose a base image”. → Write `# Choose a base image` on its first line, or change the title in `step.ts`.',
      '01-base-image/step.md: The page links to `layers.png`, and there is no such file. → Correct the link.',
      '01-base-image/step.md: The page links to `#what`, and no heading there has this name. → Correct the link.',
      '01-base-image/step.md: The page names `apps/other`, and there is none. → Correct the name.',
    ],
  ],
  [
    'a page that asks for another line, has HTML, and leads nowhere',
    async () => {
      await edit('01-base-image/step.md', '```dockerfile\nFROM', '```dockerfile\nFROM ubuntu AS');
      await edit('01-base-image/step.md', 'Every image', '<b>Every</b> image');
      await edit('01-base-image/step.md', 'Next: [Set the start command]', 'Next: [Start]');
    },
    [
      '01-base-image/step.md: Its solution’s `Dockerfile` does not hold these lines of the page: `FROM ubuntu AS python:3-alpine`. → Write the same in both, or mark the block of the page otherwise than `dockerfile`.',
      '01-base-image/step.md: The page has no link to the next step, “Set the start command”. → Write `Next: [Set the start command](../02-start-command/step.md)` as its last line.',
      '01-base-image/step.md: The page has HTML, `<b>`, which a learner sees as it stands. → Write it in Markdown, or put it between backticks.',
      '01-base-image/step.md: The page has HTML, `</b>`, which a learner sees as it stands. → Write it in Markdown, or put it between backticks.',
    ],
  ],
  [
    'one hint, and one that tells all',
    async () => {
      await writeFile(at('01-base-image/hints.md'), '1. Look at the top.\n');
      await writeFile(
        at('02-start-command/hints.md'),
        '1. Write `COPY server.py .` first.\n2. Go on.\n',
      );
    },
    [
      '01-base-image/hints.md: There is one hint. → Write two or three as a numbered list, the gentlest first.',
      '02-start-command/hints.md: Hint 1 tells a whole line of the solution, `COPY server.py .`. → Let it point the way only; the last hint may tell the line.',
    ],
  ],
  [
    'a solution that fails, and one that the step before has as well',
    async () => {
      await cp(at('02-start-command/solution/Dockerfile'), at('01-base-image/solution/Dockerfile'));
      await edit('03-serve/solution/Dockerfile', 'WORKDIR /usr/src/app', 'WORKDIR /app');
    },
    [
      '02-start-command/step.ts: The solution of the step before is “passed” here, so that the step asks for nothing. → Give the step a check that fails until the learner has done something.',
      '03-serve/solution: It does not pass `02-start-command`: check: works-in\nplace: 2:9 to 2:13\nmessage: The working directory of the image is `/app`.\nwhy: Containers start in this folder, and the steps of this workshop keep the app in `/usr/src/app`.\nhelp: Write `WORKDIR /usr/src/app`.\ndocs: https://docs.docker.com/reference/dockerfile/#workdir → Mend the solution, or the checks.',
    ],
  ],
  [
    'mistakes that are none, that are wrong elsewhere, and too few',
    async () => {
      const mistakes = '02-start-command/mistakes';
      await cp(at('02-start-command/solution/Dockerfile'), at(`${mistakes}/cd-instead/Dockerfile`));
      await edit(`${mistakes}/single-quotes/Dockerfile`, 'python:3-alpine', 'scratch');
      await rm(at('01-base-image/mistakes/named-dockerfile-txt'), { recursive: true });
    },
    [
      '01-base-image/mistakes: There are 2 mistakes. → Think of what learners will get wrong here, and make a folder for each: 3 at least.',
      '01-base-image/mistakes: No mistake trips the check `has-dockerfile`. → Add a mistake that it finds, or take the check out of `step.ts`.',
      '02-start-command/mistakes/cd-instead: The step is “passed” with it, not failed. → Let it be wrong in what this step asks for, and in nothing else.',
      '02-start-command/mistakes/single-quotes: It fails `01-base-image`, an earlier step. → Let it be wrong in what this step asks for, and in nothing else.',
      '02-start-command/mistakes: No mistake trips the check `works-in`. → Add a mistake that it finds, or take the check out of `step.ts`.',
    ],
  ],
  [
    'a mistake without its answer, and one with another',
    async () => {
      await rm(at('01-base-image/mistakes/from-scratch/expected.txt'));
      await edit(
        '01-base-image/mistakes/hyphen-for-colon/expected.txt',
        'check: based-on',
        'check: has-dockerfile',
      );
    },
    [
      '01-base-image/mistakes/from-scratch/expected.txt: It is missing. The mistake is answered with\ncheck: based-on\nplace: 1:6 to 1:13\nmessage: The image starts from `scratch`, that is from nothing.\nwhy: `scratch` has no files at all: no Python, no pip, not even a shell to run commands with.\nhelp: Write `FROM python:3-alpine`.\ndocs: https://docs.docker.com/build/building/base-images/ → Read the answer as a learner will. Where it is right, `pnpm workshop test try-it --update` writes it there; where not, mend the mistake or the check.',
      '01-base-image/mistakes/hyphen-for-colon/expected.txt: It lists other words than the mistake is answered with.\n- check: has-dockerfile\n+ check: based-on → Read the answer as a learner will. Where it is right, `pnpm workshop test try-it --update` writes it there; where not, mend the mistake or the check.',
    ],
  ],
];

describe('is told what to mend:', () => {
  test.each(breaks)('%s', async (_name, break_, told) => {
    await break_();
    expect(await problems()).toEqual(told);
  });
});

test('`--update` writes the answers, and then they hold', async () => {
  const file = at('01-base-image/mistakes/from-scratch/expected.txt');
  const before = await readFile(file, 'utf8');
  await rm(file);
  expect(await problems(true)).toEqual([]);
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(await problems()).toEqual([]);
});
