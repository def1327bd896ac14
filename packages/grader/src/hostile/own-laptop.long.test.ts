import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOf } from '../../../../scripts/process-for-tests.ts';
import { startOwnEngine, whyNoOwnEngine } from '../testing/own-engine.ts';
import type { OwnEngine } from '../testing/own-engine.ts';
import { slowBuild, untilRunning } from './machine-bench.ts';

describe.skipIf(whyNoOwnEngine !== undefined)('`pnpm verify`', () => {
  let engine: OwnEngine;
  let folder = '';
  beforeAll(() => {
    engine = startOwnEngine();
    folder = mkdtempSync(path.join(tmpdir(), 'laptop-'));
    cpSync(path.join(repository, 'apps/python-server'), folder, { recursive: true });
  }, 300_000);
  afterAll(() => {
    engine[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  }, 120_000);

  test('does not wait for ever for an engine that is frozen in mid-build', async () => {
    writeFileSync(path.join(folder, 'Dockerfile'), slowBuild('9.0909'));
    const program = path.join(repository, 'packages/verify/bin/verify.js');
    const env = { ...process.env, ...engine.env, CI: '' };
    const verify = endOf(spawn(process.execPath, [program, folder, '--no-color'], { env }));
    await untilRunning('sleep', '9.0909');
    process.kill(engine.daemon(), 'SIGSTOP');
    const { exitCode, stdout } = await verify;
    process.kill(engine.daemon(), 'SIGCONT');
    expect(exitCode, stdout).toBe(2);
    expect(stdout).toContain('The container engine did not answer within 60 seconds');
  });
});
