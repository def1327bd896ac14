import { obtainEngine } from '@kit/harness';

/**
 * Before the first engine test: sees to it that there is an engine, the one of
 * this machine or else the kit's own. Without one the tests fail; none is skipped.
 */
export default async function setUp(): Promise<void> {
  const { DOCKER_HOST } = process.env;
  const progress: string[] = [];
  try {
    const engine = await obtainEngine({
      onProgress: (line) => {
        progress.push(line);
        say(line);
      },
    });
    say(`Engine tests use ${engine.name} ${engine.version} at ${engine.address}.`);
    if (progress.length > 0) say('It stays up for the next run; `pnpm engine down` ends it.');
  } catch (error) {
    const { message, help } = error as Error & { readonly help?: string };
    say(['The engine tests cannot run.', message, help ?? ''].join('\n'));
    process.exit(1);
  }
  // Each test finds the engine itself, as a learner's command does.
  if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
