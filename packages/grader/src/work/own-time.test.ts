import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { admissionRulesOf, readSubmission } from '@kit/checker';
import { loadWorkshop } from '@kit/verify';
import { expect, test } from 'vitest';
import { honest } from '../hostile/dockerfiles.ts';
import type { EngineKeeper } from './engine-keeper.ts';
import { gradeContent } from './grade-content.ts';
import { gradedWorkshop } from './graded-workshop.ts';
import { startOwnTime } from './own-time.ts';
import { packSubmission } from './snapshot.ts';

test('what one waits for others is none of it', async () => {
  const [time, started] = [startOwnTime(), performance.now()];
  await sleep(20);
  const resume = time.pause();
  await sleep(200);
  resume();
  expect(time.ms).toBeGreaterThan(15);
  expect(performance.now() - started - time.ms).toBeGreaterThan(195);
});

test('nor is it of a submission that waits for the engine', async () => {
  const plain = await loadWorkshop('containerize-python');
  const directory = mkdtempSync(path.join(tmpdir(), 'own-time-'));
  try {
    for (const name of ['server.py', 'requirements.txt']) writeFileSync(`${directory}/${name}`, '');
    writeFileSync(`${directory}/Dockerfile`, honest);
    const submission = await readSubmission(directory);
    await using packed = await packSubmission(submission, admissionRulesOf(plain));
    const get = () => sleep(500).then(() => Promise.reject(new Error('It is away.')));
    const engine = { get } as unknown as EngineKeeper;
    const [time, started] = [startOwnTime(), performance.now()];
    const { signal } = new AbortController();
    const content = { contentHash: '', archive: packed.archive, purpose: '' };
    await expect(
      gradeContent(content, { ...gradedWorkshop(plain), engine }, signal, time),
    ).rejects.toThrow('It is away.');
    expect(performance.now() - started - time.ms).toBeGreaterThan(495);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
