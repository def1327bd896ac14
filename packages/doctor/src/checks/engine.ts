import { plain } from '@kit/checker';
import { notOk, ok } from '../check.ts';
import type { Check, Remedy } from '../check.ts';
import type { EngineFound } from '../engine.ts';

/** A container engine answers: found as the kit finds it, and none is started. */
export const engine: Check = {
  id: 'engine',
  title: 'Engine',
  async examine(machine) {
    const found = await machine.engine();
    if (found.kind === 'answers') {
      const { name, version, address, howToUseDocker } = found.engine;
      return ok(
        `${plain(name)} ${plain(version)}, at ${plain(address)}`,
        howToUseDocker === undefined
          ? undefined
          : { text: 'For its `docker` in this terminal:', command: howToUseDocker },
      );
    }
    return notOk(plain(found.error.message, 300), remedy(found));
  },
};

function remedy({ error, canHost }: EngineFound & { readonly kind: 'none' }): Remedy {
  if (error.kind === 'absent' && canHost) {
    return {
      text: 'The kit can get an engine of its own:',
      command: 'npx --yes pnpm@12 engine up',
    };
  }
  // Told in sentences, and a command on lines of its own where there is one.
  const [text = '', ...lines] = error.help.split('\n');
  const command = lines.map((line) => line.trim()).join('\n');
  return command === '' ? { text } : { text, command };
}
