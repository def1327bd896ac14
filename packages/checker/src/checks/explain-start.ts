import type { BuildStep, ImageConfig, Instruction } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { explainJsonProblem } from '../json-form.ts';
import { keywordMeantBy } from '../keywords.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { quote } from '../plain-text.ts';
import { judgeStart } from '../python/app-start.ts';
import type { Image, StartSlip } from '../python/start.ts';
import { readPythonCall } from '../python/python-command.ts';
import { buildKitRule } from '../rules.ts';
import { isAlpine } from '../python/system.ts';
import { rangeOfWord } from '../source-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';

const cmdDocs = 'https://docs.docker.com/reference/dockerfile/#cmd';
const bothDocs =
  'https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact';

type CommandStep = Extract<BuildStep, { kind: 'command' }>;

export function exampleOf(script: string): string {
  return `CMD ["python3", "./${script}"]`;
}

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
  { steps, target, readShell }: Image,
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

/** Whether the words are right, and what they name cannot be started. */
function isOfProgram(slip: StartSlip): boolean {
  if (slip.kind === 'not-executable' || slip.kind === 'no-shebang') {
    return !slip.program.endsWith('.py');
  }
  return slip.kind === 'windows-lines' || slip.kind === 'no-user';
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

/** The word that is at fault, as it is written; empty where it is more than one. */
function wordOf(slip: StartSlip): string {
  switch (slip.kind) {
    case 'no-script':
    case 'folder':
      return slip.written;
    case 'other-module':
      return slip.name;
    case 'bad-option':
      return slip.option;
    case 'in-background':
      return '&';
    case 'missing-shell':
    case 'missing-program':
    case 'not-executable':
    case 'windows-lines':
    case 'no-shebang':
    case 'one-word':
    case 'misspelt':
    case 'other-program':
      return slip.program;
    case 'no-user':
      return slip.user;
    case 'unfinished':
    case 'prompt':
      return '';
  }
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

function explainSlip(
  slip: StartSlip,
  { script, directory, target }: Image,
  instruction: Instruction | undefined,
): Pick<Explanation, 'message' | 'why' | 'help'> {
  const help = `Write ${quote(exampleOf(script))}.`;
  switch (slip.kind) {
    case 'no-script':
      if (slip.written.includes('$') && instruction?.form === 'exec') {
        return {
          message: `A container looks for a file that is really named ${quote(slip.written)}.`,
          why: 'In a list no shell reads the words, so nothing puts in the value of a variable.',
          help,
        };
      }
      if (slip.written.trim() !== slip.written) {
        return {
          message: `A container looks for a file whose name has a space in it: ${quote(JSON.stringify(slip.written))}.`,
          why: 'What stands between two quotes is one word, with the spaces at its ends.',
          help,
        };
      }
      return {
        message: `A container looks for ${quote(slip.path)}, and the image has no such file.`,
        why: slip.written.startsWith('/')
          ? `The app is in the working directory, as ${quote(`${directory}/${script}`)}; Linux compares names letter by letter.`
          : `${quote(slip.written)} counts from the ${slip.directory === directory ? 'working directory' : 'folder in which the command runs'}, ${quote(slip.directory)}; Linux compares names letter by letter.`,
        help,
      };
    case 'prompt':
      return {
        message: 'A container starts Python without a program to run.',
        why: 'Python then reads from the keyboard; a container in the background has none, so Python ends at once.',
        help,
      };
    case 'bad-option':
      return {
        message: `Python has no option ${quote(slip.option)}, and ends at once.`,
        why: 'What stands between `python3` and the file, and begins with a `-`, is an option of Python itself.',
        help,
      };
    case 'other-module':
      if (slip.name === script) {
        return {
          message: `Python looks for a module named ${quote(slip.name)}, and there is none.`,
          why: `\`-m\` takes the name of a module; ${quote(script)} is the name of a file.`,
          help,
        };
      }
      return {
        message: `A container runs the module ${quote(slip.name)}, not ${quote(script)}.`,
        why: 'After `-m` Python expects the name of a module, and runs that one.',
        help,
      };
    case 'in-background':
      return {
        message: 'A container starts the command in the background and ends.',
        why: 'With `&` at the end the shell does not wait. A container lives as long as its first process, and that is the shell.',
        help,
      };
    case 'missing-shell':
      return {
        message: `The image has no ${quote(slip.program)}.`,
        why: 'Alpine is a small Linux, and the only shell it brings is `sh`.',
        help,
      };
    case 'missing-program':
      return {
        message: `The image has no ${quote(slip.program)}.`,
        why: 'A container can start only what the base image brings and what a `RUN` or `COPY` above puts there.',
        help,
      };
    case 'folder':
      return {
        message: `Python finds no program in the folder ${quote(slip.written)}.`,
        why: 'Of a folder Python runs the file `__main__.py` in it, and there is none.',
        help,
      };
    case 'not-executable':
      if (!slip.program.endsWith('.py')) {
        return {
          message: `The file ${quote(slip.program)} is not executable.`,
          why: 'Linux starts a file only where its mode allows that. `COPY` keeps the mode that the file has in your folder.',
          help: `Write \`--chmod=755\` behind the \`COPY\` that brings it.`,
        };
      }
      return {
        message: slip.program.includes('/')
          ? `The file ${quote(slip.program)} is not executable.`
          : `There is no program named ${quote(slip.program)}.`,
        why: 'The first word is the program that Docker starts. A Python file is no program by itself: Python runs it.',
        help,
      };
    case 'windows-lines':
      return {
        message: `The lines of ${quote(slip.program)} end as on Windows.`,
        why: 'To Linux the extra character at the end of the first line belongs to the name of the program that reads the file, and there is none of that name.',
        help: 'Save the file with the line ends of Linux (LF).',
      };
    case 'unfinished':
      return {
        message: `In this command a ${quote(slip.missing)} is missing.`,
        why: 'The shell reads on for it to the end of the text, and stops with a syntax error there.',
        help,
      };
    case 'no-shebang': {
      const isPython = slip.program.endsWith('.py');
      return {
        message: `Nothing in ${quote(slip.program)} says which program reads it.`,
        why: `Linux starts a text file only where its first line is \`#!\` and the path of a program that reads it. ${isPython ? 'Python reads the file in any case.' : 'A shell on your own machine is not that strict.'}`,
        help: isPython ? help : `Make \`#!/bin/sh\` the first line of ${quote(slip.program)}.`,
      };
    }
    case 'no-user': {
      const adds = isAlpine(target) ? 'adduser -D' : 'useradd';
      return {
        message: `The image has no user ${quote(slip.user)}.`,
        why: 'As `USER` says, containers run as that user, and none can start as one who is not there.',
        help: `Add the line ${quote(`RUN ${adds} ${slip.user}`)} above \`USER\`, or remove \`USER\`.`,
      };
    }
    case 'one-word':
      return {
        message: `Docker looks for one program named ${quote(slip.program)}.`,
        why: 'Each pair of quotes holds one word: the program first, then each of its arguments.',
        help,
      };
    case 'misspelt':
      return {
        message: `The image has no program named ${quote(slip.program)}.`,
        why: 'The base image brings Python 3 under the names `python3` and `python`.',
        help,
      };
    case 'other-program':
      if (keywordMeantBy(slip.program)?.keyword === slip.program) {
        return {
          message: `A container looks for a program named ${quote(slip.program)}, and there is none.`,
          why: 'A line holds one instruction; what stands behind `CMD` is a program and its words.',
          help,
        };
      }
      return {
        message: `A container starts ${quote(slip.program)}, not the app.`,
        why: `The first word is the program that runs. The app runs when Python is started with ${quote(script)}.`,
        help,
      };
  }
}
