import type { BuildStep, ImageConfig, Instruction } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { explainJsonProblem } from '../json-form.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { quote } from '../plain-text.ts';
import { judgeStart } from '../python/app-start.ts';
import type { Image, StartSlip } from '../python/start.ts';
import { readPythonCall } from '../python/python-command.ts';
import { buildKitRule } from '../rules.ts';
import { rangeOfWord } from '../source-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';
import { exampleOf, explainSlip, isOfProgram, wordOf } from './explain-start-slip.ts';

const cmdDocs = 'https://docs.docker.com/reference/dockerfile/#cmd';
const bothDocs =
  'https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact';

type CommandStep = Extract<BuildStep, { kind: 'command' }>;

/** The instructions that decide: the last of each keyword, where it still counts. */
function decisive(
  steps: readonly BuildStep[],
  config: ImageConfig | undefined,
): { readonly entrypoint?: CommandStep; readonly cmd?: CommandStep } {
  const last = (keyword: string) =>
    ofKind(steps, 'command').findLast(({ instruction }) => instruction.keyword === keyword);
  const entrypoint = config?.Entrypoint && last('ENTRYPOINT');
  // An ENTRYPOINT takes the CMD away that the stage below has set.
  const cmd = config?.Cmd && last('CMD');
  return { ...(entrypoint && { entrypoint }), ...(cmd && { cmd }) };
}

/** Why a list of the start command that is no JSON does not start the app. */
export function explainJson(
  { steps, target, readShell }: Pick<Image, 'steps' | 'target' | 'readShell'>,
  example: string,
): Explanation | undefined {
  const { entrypoint, cmd } = decisive(steps, target.config);
  for (const step of [entrypoint, cmd]) {
    if (step?.instruction.jsonProblem === undefined) continue;
    const { instruction, command } = step;
    const program =
      command.form === 'shell' ? readShell(command.script)[0]?.argv[0] : command.argv[0];
    const wanted = instruction.keyword === 'CMD' ? example : example.replace('CMD', 'ENTRYPOINT');
    return explainJsonProblem(instruction, step.instruction.jsonProblem, program, wanted);
  }
  return undefined;
}

/** Why a container has nothing to start. */
export function explainNone(witness: Witness, script: string): Explanation {
  const isMeant = () => true;
  const lookAlike =
    explainLookAlike(witness, 'CMD', isMeant) ?? explainLookAlike(witness, 'ENTRYPOINT', isMeant);
  if (lookAlike !== undefined) return lookAlike;
  const steps = stepsOfImage(witness.plan);
  const run = ofKind(steps, 'run').find(({ commands }) =>
    commands.some(({ argv }) => readPythonCall(argv)?.kind === 'script'),
  );
  const help = `Make ${quote(exampleOf(script))} the last line.`;
  if (run !== undefined) {
    return {
      message: '`RUN` starts the app while the image is built, not when a container starts.',
      why: '`RUN` waits until its command has ended, and a server does not end: the build would hang. `CMD` is what a container starts with.',
      help: `Write ${quote(exampleOf(script))} instead.`,
      docs: cmdDocs,
      range: run.instruction.range,
    };
  }
  const { cmd, entrypoint } = decisive(steps, witness.plan.target?.config);
  const last = cmd ?? entrypoint;
  if (last !== undefined) {
    return {
      message: `${quote(`${last.instruction.keyword} ${last.instruction.argument.text}`.trim())} leaves a container nothing to start.`,
      why: 'Without any words it takes away the command that was set before, that of the base image too.',
      help: `Write ${quote(exampleOf(script))}.`,
      docs: cmdDocs,
      range: last.instruction.range,
    };
  }
  return {
    message: 'The Dockerfile does not say what a container of the image starts.',
    why: 'Then the command of the base image stays: the prompt of Python, which ends at once where nobody can type.',
    help,
    docs: cmdDocs,
  };
}

/** Why what a container starts is not the app. */
export function explainStart(witness: Witness, image: Image, slip: StartSlip): Explanation {
  const { entrypoint, cmd } = decisive(image.steps, image.target.config);
  if (isOfProgram(slip)) return explainWord(witness, image, slip, entrypoint ?? cmd);
  const startsAlone = ({ command }: CommandStep) => {
    const argv = command.form === 'exec' ? command.argv : [...command.shell, command.script];
    return argv.length > 0 && judgeStart(argv, image).kind === 'starts';
  };
  if (entrypoint !== undefined && cmd !== undefined && startsAlone(cmd)) {
    return explainBoth(entrypoint, cmd);
  }
  if (entrypoint?.command.form === 'exec' && cmd?.command.form === 'shell') {
    return {
      ...explainBoth(entrypoint, cmd),
      help: `Write both as lists: \`ENTRYPOINT ["python3"]\` and \`CMD ["./${image.script}"]\`.`,
    };
  }
  if (entrypoint?.command.form === 'shell' && cmd !== undefined && slip.kind === 'prompt') {
    return {
      ...explainShellEntrypoint(entrypoint),
      help: `Write both as lists: \`ENTRYPOINT ["python3"]\` and \`CMD ["./${image.script}"]\`.`,
    };
  }
  const earlier = ofKind(image.steps, 'command').find(
    (step) => step !== cmd && step.instruction.keyword === 'CMD' && startsAlone(step),
  );
  if (cmd !== undefined && earlier !== undefined) {
    return {
      message: `This \`CMD\` replaces the one of line ${earlier.instruction.range.start.line}, which starts the app.`,
      why: 'An image has one `CMD`. Of several in a Dockerfile only the last one takes effect.',
      help: 'Remove this line.',
      ...buildKitRule('MultipleInstructionsDisallowed'),
      range: cmd.instruction.range,
    };
  }
  const last = cmd ?? entrypoint;
  const list = last && explainList(last.instruction, exampleOf(image.script));
  if (list !== undefined) return list;
  const explanation = explainWord(witness, image, slip, last ?? image.steps[0]);
  if (entrypoint === undefined) return explanation;
  if (cmd === undefined) {
    const written = exampleOf(image.script).replace('CMD', 'ENTRYPOINT');
    return { ...explanation, help: `Write ${quote(written)}.` };
  }
  const { line } = entrypoint.instruction.range.start;
  const help = `Write ${quote(exampleOf(image.script))}, and remove the \`ENTRYPOINT\` of line ${line}.`;
  return { ...explanation, help };
}

/** What is wrong, at the word at fault. */
function explainWord(
  { dockerfile }: Witness,
  image: Image,
  slip: StartSlip,
  step: Pick<CommandStep, 'instruction'> | undefined,
): Explanation {
  const user = image.steps.findLast(({ instruction: { keyword } }) => keyword === 'USER');
  const instruction = (slip.kind === 'no-user' && user ? user : step)?.instruction;
  const range = instruction && {
    range: rangeOfWord(dockerfile, instruction.argument.range, wordOf(slip)),
  };
  return { docs: cmdDocs, ...range, ...explainSlip(slip, image, instruction) };
}

/** Words in quotes, with commas between them, in other brackets than a list has, or in none. */
function explainList({ argument }: Instruction, example: string): Explanation | undefined {
  if (!/^[({<]?\s*(["'“])[^"'“”]+["'”]\s*,\s*["'“]/.test(argument.text)) return undefined;
  return {
    message: `Docker does not read ${quote(argument.text)} as a list of words.`,
    why: 'A list begins with `[`, ends with `]`, and has each word in straight double quotes. Anything else is handed to a shell, commas and all, and no program has such a name.',
    help: `Write ${quote(example)}.`,
    ...buildKitRule('JSONArgsRecommended'),
    range: argument.range,
  };
}

function explainShellEntrypoint(entrypoint: CommandStep): Explanation {
  return {
    message: 'A container starts the text of `ENTRYPOINT` alone, without `CMD`.',
    why: 'Without brackets `ENTRYPOINT` is in shell form: it becomes one text for `/bin/sh -c`, and the words of `CMD` never reach it.',
    help: 'Remove the `ENTRYPOINT`; `CMD` alone starts the app.',
    ...buildKitRule('JSONArgsRecommended'),
    docs: bothDocs,
    range: entrypoint.instruction.range,
  };
}

function explainBoth(entrypoint: CommandStep, cmd: CommandStep): Explanation {
  if (entrypoint.command.form === 'shell') return explainShellEntrypoint(entrypoint);
  const joined = [
    ...entrypoint.command.argv,
    ...(cmd.command.form === 'exec'
      ? cmd.command.argv
      : [...cmd.command.shell, cmd.command.script]),
  ];
  return {
    message: `A container starts ${quote(joined.join(' '))}.`,
    why: 'Where there are both, Docker puts the words of `CMD` after those of `ENTRYPOINT` and runs them as one command.',
    help: 'Remove the `ENTRYPOINT`; `CMD` alone starts the app.',
    docs: bothDocs,
    range: entrypoint.instruction.range,
  };
}
