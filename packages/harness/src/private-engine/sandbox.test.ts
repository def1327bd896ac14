import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findSandbox } from './sandbox.ts';

test('gVisor is found where the system finds programs', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  try {
    const env = { PATH: ['relative', '/nonexistent', folder].join(path.delimiter) };
    expect(findSandbox(env)).toBeUndefined();
    await writeFile(path.join(folder, 'runsc'), '');
    expect(findSandbox(env)).toBe(path.join(folder, 'runsc'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
