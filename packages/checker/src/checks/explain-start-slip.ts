import type { Instruction } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { keywordMeantBy } from '../keywords.ts';
import { quote } from '../plain-text.ts';
import type { Image, StartSlip } from '../python/start.ts';
import { isAlpine } from '../system.ts';

export function exampleOf(script: string): string {
  return `CMD ["python3", "./${script}"]`;
}

/** Whether the words are right, and what they name cannot be started. */
export function isOfProgram(slip: StartSlip): boolean {
  if (slip.kind === 'not-executable' || slip.kind === 'no-shebang') {
    return !slip.program.endsWith('.py');
  }
  return slip.kind === 'windows-lines' || slip.kind === 'no-user';
}

/** The word that is at fault, as it is written; empty where it is more than one. */
export function wordOf(slip: StartSlip): string {
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

/** What is wrong with a start command that does not start the app, and the one change. */
export function explainSlip(
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
