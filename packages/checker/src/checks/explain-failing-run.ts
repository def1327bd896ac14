import type { BuildStep } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { quote } from '../plain-text.ts';
import { readPipCall } from '../python/pip-command.ts';
import { ofKind } from '../stages.ts';

const docs = 'https://docs.docker.com/reference/dockerfile/#run';

/** Why the build stops at a RUN whatever is in the image; `undefined` where none surely fails. */
export function explainFailingRun(
  steps: readonly BuildStep[],
  file: string,
): Explanation | undefined {
  const step = ofKind(steps, 'run').find(({ fails }) => fails);
  if (step === undefined) return undefined;
  const { failing, commands, instruction } = step;
  const range = instruction.argument.range;
  const isInstall = commands.some(({ argv }) => readPipCall(argv)?.kind === 'install');
  const help = isInstall ? `Write \`RUN pip install -r ${file}\`.` : 'Remove this line.';
  if (failing === undefined) {
    return {
      message: 'This `RUN` always ends with an error, and the build stops here.',
      why: 'The last command that runs decides how a `RUN` ends. `false`, `exit 1`, and a `cd` or a test of what is not there never succeed.',
      help,
      docs,
      range,
    };
  }
  const words = failing.argv.map((word) => word ?? '…');
  const makesFolder = words[0] === 'mkdir';
  return {
    message: `${quote(words.join(' '))} fails, and the build stops here.`,
    why: makesFolder
      ? '`mkdir` makes a folder that is not there yet, in one that is. With `-p` it makes the folders above as well, and takes those that are there as they are.'
      : `${quote(words[0] ?? '')} finds something missing or in its way, counted from the folder in which it runs, ${quote(failing.directory ?? '')}. A \`RUN\` in which a command fails ends the build.`,
    help: makesFolder
      ? `Write ${quote(`RUN ${instruction.argument.text.replace(/\bmkdir\b/, 'mkdir -p')}`)}.`
      : help,
    docs,
    range,
  };
}
