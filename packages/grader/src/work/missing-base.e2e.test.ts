import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builds, defineWorkshop } from '@kit/checker';
import { obtainEngine } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { verifySubmission } from '@kit/verify';
import { expect, test } from 'vitest';
import { workOn } from '../testing/work-on.ts';
import { openStrictSession } from './strict-session.ts';

// An engine for a grading reaches no registry: another one has asked it.

const built = {
  id: 'built',
  title: 'Built',
  goal: 'build',
  needs: [],
  checks: [builds()],
} as const;
const workshop = defineWorkshop({
  name: 'built',
  title: 'Built',
  app: 'apps/python-server',
  steps: [built],
  advice: [],
});

/** Answers whoever asks for an image. */
async function startRegistry(status: number, code: string) {
  const server = createServer(({ url }, response) => {
    const body = url === '/v2/' ? {} : { errors: [{ code, message: 'said so' }] };
    response.writeHead(url === '/v2/' ? 200 : status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => void server.close(),
  };
}

async function judge(engine: Engine, dockerfile: string) {
  const work = await workOn(engine, 'grade-strict');
  const directory = await mkdtemp(path.join(tmpdir(), 'missing-'));
  const raise = (fault: Error) => {
    throw fault;
  };
  try {
    await writeFile(path.join(directory, 'Dockerfile'), dockerfile);
    const report = await verifySubmission(
      {
        workshop,
        directory,
        mode: 'grade',
        openSession: (request) => openStrictSession(request, work, 'missing', raise),
      },
      () => undefined,
      new AbortController().signal,
    );
    return report.steps[0];
  } finally {
    await rm(directory, { recursive: true });
  }
}

test.each([
  [404, 'MANIFEST_UNKNOWN', 'failed'],
  [503, 'UNAVAILABLE', 'error'],
])('a base image of which the registry says %i %s', async (status, code, verdict) => {
  const engine = await obtainEngine();
  if (!engine.isPrivate || engine.standIn === undefined) return;
  using registry = await startRegistry(status, code);
  const image = `${registry.address}/python:no`;
  const result = await judge(engine, `# 1\nFROM ${image}\nRUN true\n`);
  expect(result).toMatchObject({ status: verdict });
  if (verdict === 'failed') {
    expect(result?.diagnostics).toMatchObject([
      {
        message: `The base image \`${image}\` could not be fetched.`,
        range: { start: { line: 2 } },
      },
    ]);
  }
});
