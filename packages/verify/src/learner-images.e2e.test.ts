import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSubmission, tagged } from '@kit/checker';
import type { StoredImage, Verdict, Witness } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { buildImage, imageHistory, keepImages, obtainEngine, removeBuild } from '@kit/harness';
import type { Builder, BuildOutcome, BuildRequest, Engine } from '@kit/harness';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEngineSession } from './engine-session.ts';

let engine: Engine;
/** In every image of a test: no other test or learner has the same. */
let token: string;
let kept: ReadonlySet<string>;
let made: { readonly outcome: BuildOutcome; readonly tags: readonly string[] }[];

beforeAll(async () => {
  engine = await obtainEngine();
});
beforeEach(async () => {
  token = `kit-test-${randomBytes(4).toString('hex')}`;
  kept = await keepImages(engine);
  made = [];
});
afterEach(async () => {
  for (const { outcome, tags } of made.toReversed()) await removeBuild(engine, outcome, kept, tags);
});

const recipe = `FROM python:3-alpine
ENV TEST=token
WORKDIR /app
COPY ./requirements.txt .
COPY ./server.py .
RUN cat /proc/sys/kernel/random/uuid > made.txt
EXPOSE 8000
CMD ["python3", "./server.py"]
`;
const app = { 'requirements.txt': 'flask\n', 'server.py': 'print(1)\n' };

type Files = Readonly<Record<string, string>>;

async function layOut(dockerfile: string, files: Files, name = 'Dockerfile') {
  const directory = await mkdtemp(path.join(tmpdir(), 'images-'));
  for (const [file, text] of Object.entries({ ...app, ...files, [name]: dockerfile })) {
    await writeFile(path.join(directory, file), text.replaceAll('token', token));
  }
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

type Typed = Pick<BuildRequest, 'tag' | 'builder' | 'noCache'> & {
  readonly files?: Files;
  /** As with `-f`. */
  readonly file?: string;
};

/** What the learner types: `docker build` with these options. */
async function learnerBuilds(dockerfile: string, { files, file, tag, ...options }: Typed = {}) {
  await using folder = await layOut(dockerfile, files ?? {}, file);
  const { context } = await readSubmission(folder.directory);
  const outcome = await buildImage(engine, {
    ...folder,
    context,
    dockerfile: file ?? 'Dockerfile',
    ...options,
    ...(tag !== undefined && { tag: tag.replace('myapp', token) }),
  });
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  made.push({ outcome, tags: tag === undefined ? [] : [tag.replace('myapp', token)] });
  return outcome.imageId;
}

interface Answer {
  readonly own: StoredImage | 'none' | undefined;
  /** A note, or the message and the first sentence of why. */
  readonly told: readonly string[];
  readonly lines: readonly (number | undefined)[];
}

/**
 * What the kit tells of the tags, and that it leaves the engine as it found it.
 * @param meanwhile what the learner builds after the kit did; the image's id.
 */
async function judge(
  tags: readonly string[],
  dockerfile = recipe,
  files: Files = {},
  meanwhile?: () => Promise<string>,
): Promise<Answer> {
  await using folder = await layOut(dockerfile, files);
  const submission = await readSubmission(folder.directory);
  const parsed = parseDockerfile(dockerfile.replaceAll('token', token));
  const plan = evaluateImagePlan(parsed, submission.context);
  const before = await keepImages(engine);
  const session = await openEngineSession(
    {
      submission,
      plan,
      signal: new AbortController().signal,
      onBuild: () => undefined,
      onNote: () => undefined,
    },
    { playsLearner: false, mayStartPrivateEngine: () => Promise.resolve(false) },
  );
  let built: string | undefined;
  try {
    expect(await session.build()).toMatchObject({ kind: 'built' });
    built = await meanwhile?.();
    const own = await session.findOwnImage();
    const evidence = new Map<string, Awaited<ReturnType<typeof session.inspectTag>>>();
    const verdicts: Verdict[] = [];
    for (const tag of tags.map((each) => each.replace('myapp', token))) {
      evidence.set(tag, await session.inspectTag(tag));
      const witness = { submission, dockerfile: parsed, plan, evidence: { tags: evidence } };
      verdicts.push(tagged(tag).judge(witness satisfies Witness));
    }
    return { own, ...wordsOf(verdicts) };
  } finally {
    await session.close();
    expect(await madeSince(before)).toEqual(built === undefined ? [] : [built]);
  }
}

/** Images of this test that are new; others may be another's. */
async function madeSince(before: ReadonlySet<string>): Promise<readonly string[]> {
  const ids = [...(await keepImages(engine))].filter((id) => !before.has(id));
  const histories = await Promise.all(ids.map((id) => imageHistory(engine, id).catch(() => [])));
  return ids.filter((_, index) => histories[index]?.some(({ text }) => text.includes(token)));
}

function wordsOf(verdicts: readonly Verdict[]): Pick<Answer, 'told' | 'lines'> {
  const told = verdicts.flatMap((verdict) => {
    if (verdict.kind === 'holds') return [verdict.note ?? ''];
    return verdict.kind === 'broken' ? verdict.diagnostics.map(({ message }) => message) : ['?'];
  });
  return {
    told: told.map((text) =>
      text.replaceAll(token, 'myapp').replaceAll(/\b[0-9a-f]{12}\b/g, '(id)'),
    ),
    lines: verdicts.map((verdict) =>
      verdict.kind === 'broken' ? verdict.diagnostics[0]?.range?.start.line : undefined,
    ),
  };
}

describe.each<Builder>(['buildkit', 'classic'])('built with %s', (builder) => {
  const shown = '`docker images myapp` shows it: repository `myapp`, tag `latest`, id `(id)`.';

  test('an image without a name is found, and outlives the kit', async () => {
    expect(await judge([])).toMatchObject({ own: 'none' });
    const id = await learnerBuilds(recipe, { builder });
    expect(await judge([])).toMatchObject({ own: { imageId: id, names: [] } });
    expect(await keepImages(engine)).toContain(id);
    const older = { files: { 'server.py': 'print(2)\n' } };
    expect(await judge([], recipe, older.files)).toMatchObject({ own: 'none' });
  });

  test('current, by whatever name and in whatever folder the file lay', async () => {
    await learnerBuilds(recipe, { builder, tag: 'myapp:latest', file: 'other.dockerfile' });
    expect(await judge(['myapp:latest'])).toMatchObject({ told: [shown] });
  });

  test('two names of one image', async () => {
    await learnerBuilds(recipe, { builder, tag: 'myapp:latest' });
    await learnerBuilds(recipe, { builder, tag: 'myapp:version1' });
    expect(await judge(['myapp:latest', 'myapp:version1'])).toMatchObject({
      told: [
        shown,
        '`myapp:latest` and `myapp:version1` are two names of one image: `docker images myapp` shows the id `(id)` on both lines.',
      ],
    });
  });

  test('every build without the cache', async () => {
    await learnerBuilds(recipe, { builder, tag: 'myapp:latest', noCache: true });
    await learnerBuilds(recipe, { builder, tag: 'myapp:version1', noCache: true });
    expect(await judge(['myapp:latest', 'myapp:version1'])).toMatchObject({
      told: [
        shown,
        '`myapp:latest` and `myapp:version1` are two builds of the same Dockerfile: `docker images myapp` shows two ids, `(id)` and `(id)`. Where the second finds the layers of the first in its cache, one image gets both names.',
      ],
    });
  });

  test.each([
    [
      'another line',
      recipe.replace('8000', '8080'),
      'is an older build: your Dockerfile changed on line 7 since.',
      7,
    ],
    [
      'a line that is new',
      recipe.replace('EXPOSE 8000\n', ''),
      'is an older build: line 7 of your Dockerfile is new since.',
      7,
    ],
    [
      'a line that is gone',
      recipe.replace('RUN', 'USER root\nRUN'),
      'is an older build: it was made with `USER root`, which your Dockerfile no longer has.',
      undefined,
    ],
    [
      'another app on the same base image',
      'FROM python:3-alpine\nLABEL other=token\nCMD ["python3", "-m", "this"]\n',
      'is another image: nothing in it was made by your Dockerfile.',
      undefined,
    ],
    [
      'another app on another base image',
      'FROM scratch\nCOPY ./server.py /token\nCMD ["/token"]\n',
      'is another image: nothing in it was made by your Dockerfile.',
      undefined,
    ],
  ])('%s', async (_, before, message, line) => {
    await learnerBuilds(before, { builder, tag: 'myapp:latest' });
    await learnerBuilds(recipe, { builder });
    const answer = await judge(['myapp:latest']);
    expect(answer).toMatchObject({ told: [`\`myapp:latest\` ${message}`], lines: [line] });
  });

  test('a file that has changed since', async () => {
    await learnerBuilds(recipe, { builder, tag: 'myapp:latest' });
    const files = { 'server.py': 'print(2)\n' };
    expect(await judge(['myapp:latest'], recipe, files)).toMatchObject({
      told: [
        '`myapp:latest` is an older build: `server.py`, which line 5 copies, has changed since.',
      ],
      lines: [5],
    });
  });

  test('one tag moved, the other stayed', async () => {
    const old = recipe.replace('8000', '8080');
    await learnerBuilds(old, { builder, tag: 'myapp:latest' });
    await learnerBuilds(recipe, { builder, tag: 'myapp:version1' });
    const older = (tag: string) =>
      `\`${tag}\` is an older build: your Dockerfile changed on line 7 since.`;
    expect(await judge(['myapp:latest', 'myapp:version1'])).toMatchObject({
      told: [older('myapp:latest'), shown.replace('latest', 'version1')],
    });
    expect(await judge(['myapp:latest', 'myapp:version1'], old)).toMatchObject({
      told: [shown, older('myapp:version1')],
    });
  });

  test('the base image has been made anew', async () => {
    const recipeOnOwn = recipe.replace('python:3-alpine', 'token-base');
    const base = 'FROM python:3-alpine\nLABEL version=1\n';
    await learnerBuilds(base, { builder, tag: 'myapp-base:latest' });
    await learnerBuilds(recipeOnOwn, { builder, tag: 'myapp:latest' });
    await learnerBuilds(base.replace('1', '2'), { builder, tag: 'myapp-base:latest' });
    expect(await judge(['myapp:latest'], recipeOnOwn)).toMatchObject({
      told: [
        '`myapp:latest` is an older build: it stands on another base image than line 1 names now.',
      ],
      lines: [1],
    });
    expect(await judge(['myapp-base:latest'], recipeOnOwn)).toMatchObject({
      told: ['`myapp-base:latest` is the base image itself: nothing of your Dockerfile is in it.'],
    });
  });

  test('what another stage made', async () => {
    const staged = `FROM python:3-alpine AS made
RUN echo token > /made.txt
${recipe.replace(/^RUN.*$/m, 'COPY --from=made /made.txt .')}`;
    await learnerBuilds(staged.replace('echo', 'echo older'), { builder, tag: 'myapp:latest' });
    expect(await judge(['myapp:latest'], staged)).toMatchObject({
      told: [
        '`myapp:latest` is an older build: what line 8 brings into the image was made anew since.',
      ],
      lines: [8],
    });
    await learnerBuilds(staged, { builder, tag: 'myapp:latest' });
    expect(await judge(['myapp:latest'], staged)).toMatchObject({ told: [shown] });
  });
});

test('an image without a name stays, when the kit’s own was made on it', async () => {
  const id = await learnerBuilds(recipe.replace(/^CMD.*\n/m, ''), { builder: 'classic' });
  expect(await judge([])).toMatchObject({ own: 'none' });
  expect(await keepImages(engine)).toContain(id);
});

test('what the learner builds while the kit judges stays, with and without a name', async () => {
  await judge([], recipe, {}, () => learnerBuilds(recipe));
  await judge([], `${recipe}USER 1000\n`, {}, () =>
    learnerBuilds(`${recipe}USER 1000\n`, { tag: 'myapp:latest' }),
  );
});

test('what a RUN mounts is not seen in its text', async () => {
  const mounting = recipe.replace(
    'RUN',
    'RUN --mount=type=bind,source=server.py,target=/server.py cat /server.py &&',
  );
  await learnerBuilds(mounting.replace('RUN', 'RUN '), { tag: 'myapp:latest', noCache: true });
  await learnerBuilds(mounting, { noCache: true });
  expect(await judge(['myapp:latest'], mounting)).toMatchObject({
    told: [
      '`myapp:latest` is an older build: what line 6 brings into the image was made anew since.',
    ],
  });
});

test('the names of many files', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `file-${index}.txt`);
  const files = Object.fromEntries(names.map((name) => [name, name]));
  const all = recipe.replace('COPY ./server.py .', 'COPY . .');
  await learnerBuilds(all, { tag: 'myapp:latest', files });
  const changed = { ...files, 'file-7.txt': 'other' };
  expect(await judge(['myapp:latest'], all, changed)).toMatchObject({
    told: [
      '`myapp:latest` is an older build: `file-7.txt`, which line 5 copies, has changed since.',
    ],
  });
});
