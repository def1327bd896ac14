import { posix } from 'node:path';
import type { BuildStep } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { list, quote } from '../plain-text.ts';
import type { Slip } from '../python/install-attempt.ts';
import { hadolintRule } from '../rules.ts';
import { rangeOfWord } from '../source-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';

const docs = 'https://docs.docker.com/reference/dockerfile/#run';
const pipDocs = 'https://pip.pypa.io/en/stable/cli/pip_install/';

/** The word that is at fault, as it is written; empty where it is more than one. */
function wordOf(slip: Slip): string {
  switch (slip.kind) {
    case 'no-file':
      return slip.written.startsWith('=') ? `-r${slip.written}` : slip.written;
    case 'other-file':
    case 'file-as-package':
    case 'not-a-module':
      return slip.written;
    case 'unknown-option':
      return slip.option;
    case 'shell-words':
    case 'long-dash':
      return slip.word;
    case 'missing-shell':
    case 'no-program':
    case 'only-printed':
      return slip.program;
    case 'other-command':
      return slip.name ?? '';
    case 'dry-run':
      return '--dry-run';
    default:
      return '';
  }
}

/** How an attempt to install misses. */
export function explainSlip(
  witness: Witness,
  step: BuildStep,
  slip: Slip,
  file: string,
): Explanation {
  const whole = step.instruction.argument.range;
  const range = rangeOfWord(witness.dockerfile, whole, wordOf(slip));
  const help = `Write \`RUN pip install -r ${file}\`.`;
  switch (slip.kind) {
    case 'no-file':
      return { range, ...explainNoFile(witness, step, slip, file) };
    case 'other-file':
      return {
        message:
          posix.basename(slip.written) === posix.basename(slip.source)
            ? `pip takes ${quote(slip.written)} for the list of packages.`
            : `pip installs what ${quote(slip.written)} names; in the folder that file is ${quote(slip.source)}.`,
        why: `\`-r\` is followed by the file that lists the packages, and the app’s packages are listed in ${quote(file)}.`,
        help,
        docs: pipDocs,
        range,
      };
    case 'elsewhere':
      return {
        message: `pip installs into ${quote(slip.folder)}, where Python does not look.`,
        why: `With \`--${slip.option}\` pip puts the packages in a place of its own; Python searches its own \`site-packages\` and what \`PYTHONPATH\` names.`,
        help: step.kind === 'copy' ? helpForCarried(slip.option, slip.folder) : help,
        docs: pipDocs,
        range,
      };
    case 'unused-environment':
      return {
        message: `pip installs into the virtual environment ${quote(slip.folder)}, and the container starts another Python.`,
        why: `What a shell activates is forgotten at the end of its \`RUN\`. Outside of ${quote(slip.folder)} no Python finds the packages in it.`,
        help: `Add the line ${quote(`ENV PATH="${slip.folder}/bin:$PATH"`)} below this one.`,
        docs: 'https://docs.docker.com/reference/dockerfile/#env',
        range,
      };
    case 'other-environment':
      return {
        message: `pip installs for the Python of the image, and the container starts the one of ${quote(slip.folder)}.`,
        why: 'A virtual environment has packages of its own, and its Python looks at no others.',
        help: `Write ${quote(`RUN ${slip.folder}/bin/pip install -r ${file}`)}.`,
        docs: 'https://docs.docker.com/reference/dockerfile/#env',
        range,
      };
    case 'taken-back':
      return {
        message: `${quote(slip.by)} takes away again what was installed.`,
        why: `The app imports what ${quote(file)} names, and an image has what is there after its last instruction.`,
        help: 'Remove this command.',
        docs: pipDocs,
        range,
      };
    case 'into-mount':
      return {
        message: `What pip puts into ${quote(slip.folder)} is gone after this \`RUN\`.`,
        why: 'A mount is there only as long as its `RUN` runs, and what is written into it does not become part of the image.',
        help: `Remove ${quote(slip.flag)}.`,
        docs: 'https://docs.docker.com/reference/dockerfile/#run---mount',
        range: step.instruction.range,
      };
    case 'left-behind':
      return {
        message: `The packages are installed in the stage ${quote(slip.stage)}, and nothing copies them into the image.`,
        why: 'Every `FROM` starts from its own base. Of another stage the image has only what `COPY --from` takes.',
        help: `Add the line \`RUN pip install -r ${file}\` to the last stage.`,
        docs: 'https://docs.docker.com/build/building/multi-stage/',
        range,
      };
    case 'in-background':
      return {
        message: 'pip is started in the background, and nothing waits for it.',
        why: 'With `&` the shell goes on at once. When it ends the `RUN` is over, and pip is stopped half-way.',
        help: 'Remove the `&`.',
        docs,
        range,
      };
    case 'missing-shell': {
      const isOfStep =
        step.kind === 'run' &&
        step.command.form === 'shell' &&
        step.command.shell[0] === slip.program;
      const isInText = isOfStep && step.command.script.startsWith('#!');
      const ofStep = isInText
        ? 'Begin the text with `#!/bin/sh`.'
        : 'Remove the `SHELL` line above.';
      return {
        message: `The image has no ${quote(slip.program)}.`,
        why: 'Alpine is a small Linux, and the only shell it brings is `sh`.',
        help: isOfStep ? ofStep : help,
        docs,
        range,
      };
    }
    case 'shell-words':
      return {
        message: `pip takes ${quote(slip.word)} for the name of a package.`,
        why: 'In a list no shell reads the words: each of them is handed to pip as it is.',
        help,
        docs,
        range,
      };
    case 'unknown-option': {
      const isForFile = /^--?r/i.test(slip.option);
      return {
        message: `${quote('pip install')} has no option ${quote(slip.option)}.`,
        why: isForFile
          ? 'pip stops at an option that it does not know. The one that a file with a list of packages follows is `-r`, in full `--requirement`.'
          : 'pip stops at an option that it does not know. It never asks before it installs, so there is nothing to say yes to.',
        help: isForFile ? help : `Remove ${quote(slip.option)}.`,
        docs: pipDocs,
        range,
      };
    }
    case 'not-a-module':
      return {
        message: `Python looks for a program file named ${quote(slip.written)}.`,
        why: 'The first word after `python` is the file to run; only `-m` says that a module such as `pip` follows.',
        help,
        docs: pipDocs,
        range,
      };
    case 'dry-run':
      return {
        message: 'With `--dry-run` pip installs nothing.',
        why: 'It only shows what it would install, and the image stays as it was.',
        help: 'Remove `--dry-run`.',
        docs: pipDocs,
        range,
      };
    case 'file-as-package':
      return {
        message: `pip takes ${quote(slip.written)} for the name of a package.`,
        why: 'What follows `pip install` is a package to get from the Python index; only `-r` says that a file with a list of packages follows.',
        help,
        docs: pipDocs,
        range,
      };
    case 'long-dash':
      return {
        message: `${quote(slip.word)} begins with a long dash, and pip takes it for the name of a package.`,
        why: 'Word processors and web pages turn `-` into a longer dash. An option begins with the `-` of the keyboard.',
        help: `Write ${quote(slip.word.replace(/^./u, '-'))} instead of ${quote(slip.word)}.`,
        docs: pipDocs,
        range,
      };
    case 'no-program':
      return {
        message: `The shell looks for a program named ${quote(slip.program)}, and the image has none.`,
        why: 'The first word of a command is the program, and it has to be in the image. A `RUN` has all rights there, and needs neither `sudo` nor a prompt.',
        help,
        ...(slip.program === 'sudo' ? hadolintRule('DL3004') : { docs }),
        range,
      };
    case 'unfinished':
      return {
        message: `In this command a ${quote(slip.missing)} is missing.`,
        why: 'The shell reads on for it to the end of the text, and stops with a syntax error there.',
        help,
        docs,
        range,
      };
    case 'one-word':
      return {
        message: `${quote(slip.program)} is one word here: the name of a single program.`,
        why: 'Docker, or the quotes, keep it together; no program has a name with these spaces in it, so the build stops.',
        help,
        docs,
        range,
      };
    case 'other-command':
      return {
        message:
          slip.name === undefined
            ? 'This `pip` has no command to carry out.'
            : `${quote(`pip ${slip.name}`)} does not install anything.`,
        why: 'The word after `pip` says what it does, and only `install` puts packages where Python finds them.',
        help,
        docs: pipDocs,
        range,
      };
    case 'packages-only':
      if (slip.packages.length === 0) {
        return {
          message: '`pip install` is told of nothing to install.',
          why: `pip takes names of packages, or after \`-r\` a file that lists them; without either it stops, and so does the build.`,
          help,
          docs: pipDocs,
          range,
        };
      }
      return {
        message: `pip installs ${list(slip.packages.slice(0, 3).map((name) => quote(name, 40)))}, and does not read ${quote(file)}.`,
        why: `The packages of the app, and their versions, are listed in ${quote(file)}. When that list changes, an image that reads it changes too.`,
        help,
        docs: pipDocs,
        range,
      };
    case 'only-printed':
      return {
        message: `${quote(slip.program)} does not carry out the words after it.`,
        why: 'To the shell the first word is the program, and the rest are words handed to it. So pip is never started.',
        help,
        docs,
        range,
      };
  }
}

/** Where packages of another stage have to go, by the option that put them together there. */
function helpForCarried(option: string, folder: string): string {
  if (option === 'target')
    return `Add the line ${quote(`ENV PYTHONPATH=${folder}`)} below this one.`;
  return `Make the destination of this \`COPY\` ${option === 'prefix' ? '`/usr/local`' : '`/`'}.`;
}

function explainNoFile(
  witness: Witness,
  step: BuildStep,
  { written, path, directory, namedIn }: Extract<Slip, { kind: 'no-file' }>,
  file: string,
): Explanation {
  if (namedIn !== undefined) return explainIncluded(witness, path, namedIn);
  const help = `Write \`RUN pip install -r ${file}\`.`;
  if (written === '') {
    return {
      message: 'No file follows `-r`.',
      why: 'The word after `-r` is the file that lists the packages.',
      help,
      docs: pipDocs,
    };
  }
  if (written.startsWith('=')) {
    return {
      message: `pip looks for a file named ${quote(written)}.`,
      why: 'After a short option such as `-r` its value follows behind a space; an `=` becomes part of the name.',
      help,
      docs: pipDocs,
    };
  }
  const words = step.instruction.argument.text.split(/\s+/);
  if (/^[qvUI]+$/.test(written) && words.includes(`-r${written}`)) {
    return {
      message: `pip looks for a file named ${quote(written)}.`,
      why: 'What follows the letter `r` is the name of the file, even in the same word. Other short options stand before it: `-qr`.',
      help: `Write \`RUN pip install -${written}r ${file}\`.`,
      docs: pipDocs,
    };
  }
  const copied = ofKind(stepsOfImage(witness.plan), 'copy').find(({ copied }) =>
    copied.some(
      (entry) => entry.source === file && posix.basename(written) === posix.basename(entry.path),
    ),
  );
  const line = copied?.instruction.range.start.line ?? 0;
  if (copied !== undefined && line > step.instruction.range.start.line) {
    return {
      message: `When pip runs, ${quote(written)} is not in the image yet.`,
      why: `Docker carries the instructions out from top to bottom, and the \`COPY\` comes after this line, in line ${line}.`,
      help: `Move this \`RUN\` below line ${line}.`,
      docs,
      range: step.instruction.range,
    };
  }
  const name = posix.basename(written);
  return {
    message: `pip looks for ${quote(path)}, and there is no such file in the image.`,
    why: written.startsWith('/')
      ? 'A path that starts with `/` counts from the top of the image, not from the working directory.'
      : name === posix.basename(file)
        ? `${quote(written)} counts from the folder in which this command runs, ${quote(directory)} here.`
        : `The file that lists the packages is ${quote(file)}; Linux compares names letter by letter.`,
    help,
    docs: pipDocs,
  };
}

/** A requirements file can name another one, which has to be in the image as well. */
function explainIncluded({ submission }: Witness, path: string, namedIn: string): Explanation {
  const name = posix.basename(path);
  const source = posix.join(posix.dirname(namedIn), name);
  const isThere = submission.context.entries.some((entry) => entry.path === source);
  return {
    message: `${quote(namedIn)} has pip read ${quote(name)} too, and there is no ${quote(path)} in the image.`,
    why: `A line such as ${quote(`-r ${name}`)} in a requirements file names another one; pip looks for it beside the first.`,
    help: isThere
      ? `Copy ${quote(source)} as well, above this line.`
      : `Take the line that names ${quote(name)} out of ${quote(namedIn)}.`,
    docs: pipDocs,
  };
}
