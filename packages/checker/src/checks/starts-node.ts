import { posix } from 'node:path';
import type { ShellCommand, StagePlan } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation, Verdict } from '../diagnostic.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { builtPaths } from '../node/built-files.ts';
import { quote } from '../plain-text.ts';
import { shellOf } from '../shell.ts';
import { startOf } from '../start-of.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';
import { explainJson } from './explain-start.ts';
import { workingDirectoryOf } from './works-in.ts';

const check = 'starts-node';
const docs = 'https://docs.docker.com/reference/dockerfile/#cmd';

interface Wanted {
  /** From the working directory of the stage that builds it: `dist/server.js`. */
  readonly script: string;
}

/** A container of the image starts Node.js with a script that another stage has built. */
export function startsNode(wanted: Wanted): Check {
  const example = exampleOf(wanted);
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'CMD', 'ENTRYPOINT'), example);
      if (refused !== undefined) return refused;
      const { target } = witness.plan;
      // What the base image starts gives words to Node that are no command.
      const argv = startOf(witness.plan).filter(
        (word, at) => at > 0 || !word.includes('docker-entrypoint'),
      );
      if (target === undefined || argv.length === 0) {
        return broken({ check, docs, ...explainNone(witness, example) });
      }
      return judgeStart(argv, target, witness, wanted);
    },
  };
}

function exampleOf({ script }: Wanted): string {
  return `CMD ["node", "${script}"]`;
}

function judgeStart(
  argv: readonly string[],
  target: StagePlan,
  witness: Witness,
  wanted: Wanted,
): Verdict {
  const example = exampleOf(wanted);
  const steps = stepsOfImage(witness.plan);
  const readShell = shellOf(target);
  const json = explainJson({ steps, target, readShell }, example);
  if (json !== undefined) return broken({ check, ...json });
  const commands = readShell(argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '));
  const verdicts = commands.map((command) => explainCommand(command, witness, wanted));
  if (verdicts.includes('starts')) return holds;
  if (verdicts.length === 0 || verdicts.includes('unclear')) {
    return unknown('What the start command does can only be judged by running the image.');
  }
  const told = verdicts.find((each) => typeof each === 'object');
  const last = ofKind(steps, 'command').at(-1)?.instruction;
  return broken({
    check,
    docs,
    ...(told ?? explainOther(argv[0] ?? '')),
    help: `Write ${quote(example)}.`,
    ...(last && { range: last.argument.range }),
  });
}

type Told = Pick<Explanation, 'message' | 'why'>;

/** Start another program that their words or package.json name. */
const runners = /^(npm|npx|yarn|pnpm|corepack|tini|dumb-init|su-exec|gosu|timeout|nice)$/;

function explainCommand(
  { argv, directory, runs, inBackground }: ShellCommand,
  witness: Witness,
  wanted: Wanted,
): 'starts' | 'unclear' | Told {
  const [program, ...words] = argv;
  if (program === undefined || directory === undefined) return 'unclear';
  const name = posix.basename(program);
  if (runners.test(name) || (name === 'node' && words[0] === '--run')) return 'unclear';
  const isScript = /^\S+\.[cm]?[jt]s$/.test(program);
  if (name !== 'node' && !isScript) return explainOther(program);
  const script = isScript ? program : scriptOf(words);
  if (script === undefined) return words.includes(undefined) ? 'unclear' : explainPrompt();
  const path = posix.resolve(directory === '' ? workingDirectoryOf(witness) : directory, script);
  const built = builtPaths(witness.plan, wanted.script);
  const isBuilt = built.some((each) => each === path || each === `${path}.js`);
  if (isBuilt) {
    return runs === 'always' && inBackground === undefined ? 'starts' : 'unclear';
  }
  if (built.length === 0) return 'unclear';
  return {
    message: `A container looks for ${quote(path)}, and the image has no such file.`,
    why: script.endsWith('.ts')
      ? `The sources stayed behind in the stage that built the app. What it built is ${quote(built[0] ?? '')}.`
      : `${quote(script)} counts from the working directory, ${quote(workingDirectoryOf(witness))}. The app that was built is ${quote(built[0] ?? '')}.`,
  };
}

/** The first word that is no option, nor the value of one. */
function scriptOf(words: readonly (string | undefined)[]): string | undefined {
  const takesValue = /^(-r|--require|--import|--env-file|-C|--conditions)$/;
  const at = words.findIndex(
    (word, index) => word?.startsWith('-') === false && !takesValue.test(words[index - 1] ?? ''),
  );
  return at === -1 ? undefined : words[at];
}

function explainPrompt(): Told {
  return {
    message: 'A container starts Node.js without the app.',
    why: 'Without the name of a script Node.js waits for somebody to type, and ends at once where nobody can.',
  };
}

function explainOther(program: string): Told {
  if (/\s/.test(program)) {
    return {
      message: `Docker looks for one program named ${quote(program)}.`,
      why: 'Each pair of quotes holds one word: the program first, then each of its arguments.',
    };
  }
  return {
    message: `A container starts ${quote(program)}, not the app.`,
    why:
      distance(program, 'node') <= 2
        ? 'The program is called `node`; Linux compares names letter by letter.'
        : 'The app is JavaScript once it is built, and Node.js runs it: the program `node`.',
  };
}

function explainNone(witness: Witness, example: string): Explanation {
  const isMeant = () => true;
  const lookAlike =
    explainLookAlike(witness, 'CMD', isMeant) ?? explainLookAlike(witness, 'ENTRYPOINT', isMeant);
  if (lookAlike !== undefined) return lookAlike;
  const run = ofKind(stepsOfImage(witness.plan), 'run').find(({ commands }) =>
    commands.some(({ argv }) => argv[0] === 'node' && (argv[1] ?? '').includes('server')),
  );
  if (run !== undefined) {
    return {
      message: '`RUN` starts the app while the image is built, not when a container starts.',
      why: '`RUN` waits until its command has ended, and a server does not end: the build would hang. `CMD` is what a container starts with.',
      help: `Write ${quote(example)} instead.`,
      range: run.instruction.range,
    };
  }
  return {
    message: 'The Dockerfile does not say what a container of the image starts.',
    why: 'Then the command of the base image stays: Node.js without a script, which ends at once where nobody can type.',
    help: `Make ${quote(example)} the last line.`,
  };
}
