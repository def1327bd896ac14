import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSandbox, keepImages, obtainEngine } from '@kit/harness';
import { loadWorkshop, repository, verifySubmission } from '@kit/verify';
import { expect, test } from 'vitest';
import { workOn } from '../testing/work-on.ts';
import { openStrictSession } from './strict-session.ts';

const workshop = await loadWorkshop('containerize-python');
const top = 'FROM python:3-alpine\nWORKDIR /usr/src/app\nCOPY . .\nEXPOSE 8000\n';

const raise = (fault: Error) => {
  throw fault;
};

test('the workshop’s solution passes, and who fills the disk fails', async ({ skip }) => {
  const engine = await obtainEngine();
  if (!engine.isPrivate || engine.standIn === undefined) skip('not on the kit’s own engine');
  // In gVisor where this machine has it.
  const sandbox = findSandbox();
  const held = sandbox === undefined ? {} : { sandbox };
  const work = await workOn(engine, 'grade-strict', held);
  const directory = await mkdtemp(path.join(tmpdir(), 'strict-'));
  const { signal } = new AbortController();
  const judge = async (dockerfile: string) => {
    await writeFile(path.join(directory, 'Dockerfile'), dockerfile);
    const report = await verifySubmission(
      {
        workshop,
        directory,
        mode: 'grade',
        openSession: (request) => openStrictSession(request, work, 'strict', raise),
      },
      () => undefined,
      signal,
    );
    return Object.fromEntries(report.steps.map((step) => [step.id, step]));
  };
  try {
    await cp(path.join(repository, workshop.app), directory, { recursive: true });
    const start = 'CMD ["python3", "./server.py"]\n';
    expect(await judge(`${top}RUN pip install -qr requirements.txt\n${start}`)).toMatchObject({
      'build-image': { status: 'passed' },
      serve: { status: 'passed' },
    });
    const fill = 'RUN pip install -qr requirements.txt && dd if=/dev/zero of=/x bs=1M count=4000\n';
    expect(await judge(`${top}${fill}${start}`)).toMatchObject({
      'build-image': { status: 'failed' },
      serve: { status: 'blocked' },
    });
    expect(await keepImages(engine)).toEqual(work.kept);
  } finally {
    await rm(directory, { recursive: true });
  }
});
