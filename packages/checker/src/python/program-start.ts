import { posix } from 'node:path';
import { environmentOf } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { fileAt, mayChange, mayMake } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { isExecutableInContext, isMadeExecutable, textOfOrigin } from './inline-script.ts';
import { judgeScript } from './python-start.ts';
import type { Image, Start } from './start.ts';
import { fails, unclear } from './start.ts';
import { mayBeInPath } from './search-path.ts';
import { isInstalled, isMentioned, runsItsWords } from '../system.ts';

/** A file that is run as a program of its own. */
export function judgeFile(
  written: string,
  image: Image,
  runner: 'shell' | 'itself' = 'itself',
): Start {
  const path = posix.resolve(image.directory, written);
  const origin = fileAt(image.target.files, path, image.steps);
  if (origin === 'absent') {
    return fails({ kind: 'no-script', written, path, directory: image.directory });
  }
  const text = origin === 'unknown' ? undefined : textOfOrigin(origin, image.submission);
  if (typeof origin === 'object' && text !== undefined && runner === 'itself') {
    const isSure = isExecutableInContext(origin, image.submission) || mayGetExecutable(path, image);
    if (!isSure) return fails({ kind: 'not-executable', program: written });
    const isKept = !image.steps.some(
      (step) => step.kind === 'run' && step.commands.some((command) => mayChange(command, path)),
    );
    if (isKept && /^#!.*\r\n/.test(text)) return fails({ kind: 'windows-lines', program: written });
    if (isKept && isText(text) && !text.startsWith('#!')) {
      return fails({ kind: 'no-shebang', program: written });
    }
  }
  const isScript = typeof origin === 'object' && origin.kind === 'context';
  return isScript && origin.path === image.script && runner === 'shell'
    ? fails({ kind: 'other-program', program: 'sh' })
    : unclear(`What \`${written}\` does`);
}

function isText(content: string): boolean {
  return !content.includes('\0');
}

// Programs that run Python apps, or what follows them.
const runners =
  /^(flask|gunicorn|uvicorn|waitress-serve|hypercorn|granian|daphne|uwsgi|tini|dumb-init|eval|source|\.|uv|poetry|pipenv|pdm|hatch|pixi|rye|conda|micromamba|supervisord|honcho|circusd|s6-svscan|watchmedo|make|xargs|if|while|for|opentelemetry-instrument|ddtrace-run|newrelic-admin|coverage|debugpy)$/;

export function judgeProgram(program: string, image: Image): Start {
  if (/\s/.test(program) && !program.includes('/ ')) return fails({ kind: 'one-word', program });
  const name = posix.basename(program);
  const { target } = image;
  if (name === image.script) {
    if (program === name) return fails({ kind: 'not-executable', program });
    const start = judgeScript(program, image);
    return start.kind === 'starts' ? judgeAsProgram(program, image) : start;
  }
  if (program.startsWith('/') && /^\/(usr\/(local\/)?)?s?bin\//.test(program)) {
    if (typeof target.files.at(program) === 'object') return judgeFile(program, image);
    return mayBeThere(name, image)
      ? unclear(`\`${program}\``)
      : fails({ kind: 'other-program', program });
  }
  if (program.includes('/')) return judgeFile(program, image);
  if (mayBeThere(name, image)) return unclear(`\`${name}\``);
  if (/^(py|python2(\.\d)?)$/.test(name) || distance(name, 'python3') <= 2) {
    return fails({ kind: 'misspelt', program, meant: 'python3' });
  }
  return fails({ kind: 'other-program', program });
}

/** Whether it may be a program that runs the app, or one that the build brought. */
function mayBeThere(name: string, { target, steps }: Image): boolean {
  const path = environmentOf(target.config).get('PATH');
  return (
    runners.test(name) ||
    runsItsWords.has(name) ||
    isInstalled(name, steps) ||
    mayBeInPath(name, { path, files: target.files, steps })
  );
}

/** The script itself, as the program that is started. */
function judgeAsProgram(program: string, image: Image): Start {
  const path = posix.resolve(image.directory, program);
  const entry = image.submission.context.entries.find((each) => each.path === image.script);
  const isExecutable = entry === undefined || (entry.mode & 0o111) !== 0;
  if (!isExecutable && !mayGetExecutable(path, image)) {
    return fails({ kind: 'not-executable', program });
  }
  const isKept = typeof image.target.files.at(path) === 'object';
  const text = isKept ? image.submission.textOf(image.script) : undefined;
  if (text?.startsWith('#!') === false) return fails({ kind: 'no-shebang', program });
  const isPython = /^#! ?(\/usr\/bin\/env |\/usr\/local\/bin\/)python3?\n/.test(text ?? '');
  const isSure = isExecutable || isMadeExecutable(path, image.steps);
  return isPython && isSure
    ? { kind: 'starts' }
    : unclear(`Whether \`${program}\` can be run as a program`);
}

/** Whether the build may have changed the mode that a file has in the build context. */
function mayGetExecutable(path: string, { steps }: Image): boolean {
  return (
    isMentioned('chmod', steps) ||
    steps.some((step) => {
      if (step.kind === 'run') return step.commands.some((command) => mayMake(command, path));
      return step.kind === 'copy' && flagOf(step.instruction, 'chmod') !== undefined;
    })
  );
}
