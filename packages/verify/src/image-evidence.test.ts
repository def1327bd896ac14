import { Readable } from 'node:stream';
import { copies, defineStep, readSubmission } from '@kit/checker';
import type { ReadArchive } from '@kit/harness';
import { expect, test } from 'vitest';
import { readImageEvidence } from './image-evidence.ts';
import { repository } from './workshops.ts';

const submission = await readSubmission(`${repository}/apps/python-server`);
const text = submission.textOf('server.py') ?? '';
const step = defineStep({
  id: 'copy-files',
  title: 'Copy',
  goal: 'parse',
  needs: [],
  checks: [copies(['server.py'])],
});

/** Files of an image by path; what begins with `->` is a link. */
function imageOf(files: Readonly<Record<string, string>>): ReadArchive {
  return (path) => {
    const file = files[path];
    const linkname = /^-> (.*)/.exec(file ?? '')?.[1];
    const type = linkname === undefined ? ('file' as const) : ('symlink' as const);
    const entry = {
      header: { name: path, mode: 0o644, size: file?.length ?? 0, type, linkname: linkname ?? '' },
      content: Readable.from([Buffer.from(file ?? '')]),
    };
    return Promise.resolve(file === undefined ? undefined : Readable.from([entry]));
  };
}

test.each([
  ['a file of the folder', { '/app/server.py': text }, { kind: 'context', path: 'server.py' }],
  ['another one', { '/app/server.py': 'made' }, { kind: 'made' }],
  ['none', {}, 'absent'],
  ['a link to a file', { '/app/server.py': '-> main.py', '/app/main.py': text }, undefined],
  ['a link that leads nowhere', { '/app/server.py': '-> ../server.py' }, 'absent'],
  ['links that lead nowhere', { '/app/server.py': '-> /a', '/a': '-> b' }, 'absent'],
  ['links in a circle', { '/app/server.py': '-> /a', '/a': '-> /app/server.py' }, undefined],
] as const)('%s', async (_name, files, origin) => {
  const evidence = await readImageEvidence(imageOf(files), submission, { WorkingDir: '/app' }, [
    step,
  ]);
  expect(evidence.files.get('/app/server.py')).toEqual(origin);
});
