import { expect, test } from 'vitest';
import type { TagEvidence } from '../evidence.ts';
import type { Witness } from '../step.ts';
import { tagged } from './tagged.ts';

const judge = (tag: string, evidence?: TagEvidence) =>
  tagged(tag).judge({
    evidence: { ...(evidence && { tags: new Map([[tag, evidence]]) }) },
  } as unknown as Witness);
const docs = 'https://docs.docker.com/reference/cli/docker/buildx/build/#tag';

test('a tag of the present build holds', () => {
  expect(judge('myapp:latest', { kind: 'current' })).toEqual({ kind: 'holds' });
});

test('tells nothing where nobody looked', () => {
  expect(judge('myapp:latest')).toEqual({
    kind: 'unknown',
    reason: 'The engine was not asked for `myapp:latest`.',
  });
});

test('a missing tag', () => {
  expect(judge('myapp:latest', { kind: 'missing' })).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'tagged',
        message: 'Your engine has no image named `myapp:latest`.',
        why: 'An image that is built without `-t` has an id and no name. With `-t myapp` it gets the name, and the tag `latest` by itself.',
        help: 'Run `docker build -t myapp .` beside the Dockerfile.',
        docs,
      },
    ],
  });
  expect(judge('myapp:version1', { kind: 'missing' })).toMatchObject({
    diagnostics: [{ help: 'Run `docker build -t myapp:version1 .` beside the Dockerfile.' }],
  });
});

test('a tag that stayed on another image', () => {
  const createdAt = '2026-11-20T10:11:12.123456789Z';
  expect(judge('myapp:version1', { kind: 'other-image', imageId: 'sha256:a', createdAt })).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'tagged',
        message:
          '`myapp:version1` is not the image that this Dockerfile builds now; it was made on 2026-11-20 10:11 UTC.',
        why: 'A tag stays with the image it was given to. When the Dockerfile or the files change, only a new build moves the tag to the new image.',
        help: 'Run `docker build -t myapp:version1 .` again, beside the Dockerfile.',
        docs,
      },
    ],
  });
});
