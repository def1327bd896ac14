import { obtainEngine } from '../packages/harness/src/index.ts';
import type { Engine } from '../packages/harness/src/index.ts';

/**
 * Before the first engine test: sees to it that there is an engine. Without
 * one the tests fail; none is skipped.
 */
export default async function setUp(): Promise<void> {
  try {
    const engine = await obtainTestEngine();
    say(`Engine tests use ${engine.name} ${engine.version} at ${engine.address}.`);
  } catch (error) {
    const { message, help } = error as Error & { readonly help?: string };
    say(['The engine tests cannot run.', message, help ?? ''].join('\n'));
    process.exit(1);
  }
}

/**
 * The engine of this machine, or else the kit's own, started where it has to be.
 * @throws EngineUnavailableError where there is none.
 */
export async function obtainTestEngine(): Promise<Engine> {
  const { DOCKER_HOST } = process.env;
  const progress: string[] = [];
  try {
    const engine = await obtainEngine({
      onProgress: (line) => {
        progress.push(line);
        say(line);
      },
    });
    if (progress.length > 0) say('It stays up for the next run; `pnpm engine down` ends it.');
    return engine;
  } finally {
    // Each test finds the engine itself, as a learner's command does.
    if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
