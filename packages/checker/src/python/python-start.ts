import { posix } from 'node:path';
import { environmentOf } from '@kit/dockerfile';
import { fileAt } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { placeOf } from '../submission/place-of.ts';
import { isSameText } from '../submission/same-file.ts';
import type { PythonCall } from './python-command.ts';
import type { Image, Start } from './start.ts';
import { fails, unclear } from './start.ts';
import { bringsPython } from './python-version.ts';
import { isInstalled } from '../system.ts';
import { madeEnvironment } from './virtual-environment.ts';

/** What a container does that starts with a call of Python. */
export function judgePython(program: string, call: PythonCall, image: Image): Start {
  const start = judgeCall(call, image);
  return start.kind === 'starts' ? (judgeInterpreter(program, image) ?? start) : start;
}

function judgeCall(call: PythonCall, image: Image): Start {
  const { script } = image;
  const module = posix.basename(script, '.py');
  switch (call.kind) {
    case 'unclear':
      return unclear('This call of Python');
    case 'prompt':
      return fails({ kind: 'prompt' });
    case 'bad-option':
      return fails({ kind: 'bad-option', option: call.option });
    case 'script':
      return judgeScript(call.path, image);
    case 'code': {
      const imported = /^\s*(?:import|from) (\w+)(?: import [\w*, ]+)?\s*;?\s*$/.exec(
        call.text,
      )?.[1];
      return imported === module ? judgeScript(script, image) : unclear('This call of Python');
    }
    case 'module':
      if (call.name === module) return judgeScript(script, image);
      return mayRun(call.name, call.argv, image)
        ? unclear(`\`python -m ${call.name}\``)
        : fails({ kind: 'other-module', name: call.name });
  }
}

/** Whether a module is of the app, or runs what it is told of: `python -m cProfile server.py`. */
function mayRun(name: string, words: readonly (string | undefined)[], image: Image): boolean {
  if (/^(flask|gunicorn|uvicorn|waitress|hypercorn|granian|debugpy|coverage)$/.test(name)) {
    return true;
  }
  const { target, steps, directory, script } = image;
  const place = posix.join(directory, ...name.split('.'));
  const isTold = words.some((word) => word?.includes(posix.basename(script, '.py')) === true);
  return (
    (isTold && /^(runpy|pdb|trace|c?[Pp]rofile|tracemalloc|viztracer|scalene)$/.test(name)) ||
    (name !== script &&
      [`${place}.py`, `${place}/__main__.py`].some(
        (path) => fileAt(target.files, path, steps) !== 'absent',
      ))
  );
}

/** `undefined` where the official image has this interpreter for sure. */
function judgeInterpreter(program: string, image: Image): Start | undefined {
  const name = posix.basename(program);
  const path = environmentOf(image.target.config).get('PATH');
  const isFound = path === undefined || path.split(':').includes('/usr/local/bin');
  const isOwn = program === name ? isFound : program === `/usr/local/bin/${name}`;
  if (!isOwn) return isOfEnvironment(program, image) ? undefined : unclear(`\`${program}\``);
  if (!name.includes('.')) return undefined;
  const brings = bringsPython(image.target, name.replace('python', ''));
  switch (isInstalled('python3', image.steps) ? 'unknown' : brings) {
    case 'yes':
      return undefined;
    case 'no':
      return fails({ kind: 'missing-program', program: name });
    case 'unknown':
      return unclear(`\`${name}\``);
  }
}

/** Whether it is the Python of a virtual environment, made in the image or copied whole from another stage. */
function isOfEnvironment(program: string, { plan, steps, directory }: Image): boolean {
  const folder = posix.resolve(directory, program, '../..');
  if (madeEnvironment(folder, steps) !== undefined) return true;
  const isCopied = steps.some(
    (step) =>
      step.kind === 'copy' &&
      step.destination === folder &&
      flagOf(step.instruction, 'from') !== undefined,
  );
  const everywhere = plan.stages.flatMap((stage) => stage.steps);
  return isCopied && madeEnvironment(folder, everywhere) !== undefined;
}

/** What Python does with a script or a folder that is written behind it. */
export function judgeScript(written: string, image: Image): Start {
  const { target, steps, directory, script } = image;
  const path = posix.resolve(directory, written);
  if (/^\/(usr\/)?bin\//.test(path)) return fails({ kind: 'other-program', program: path });
  if (/[^/]\/$/.test(written) && path === posix.join(directory, script)) {
    return fails({ kind: 'no-script', written, path: `${path}/`, directory });
  }
  const origin = fileAt(target.files, path, steps);
  if (origin === 'absent') return fails({ kind: 'no-script', written, path, directory });
  if (path === directory || (typeof origin === 'object' && origin.kind === 'directory')) {
    const main = fileAt(target.files, posix.join(path, '__main__.py'), steps);
    if (main === 'absent') return fails({ kind: 'folder', written });
    return isScript(main, image) ? { kind: 'starts' } : unclear(`What \`${written}\` does`);
  }
  if (isScript(origin, image)) return { kind: 'starts' };
  return typeof origin === 'object' && origin.kind === 'context' && isNoProgram.test(origin.path)
    ? fails({ kind: 'other-program', program: written })
    : unclear(`What \`${written}\` does`);
}

/** Names of files that are not written in Python. */
const isNoProgram = /\.(?:txt|md|rst|toml|ya?ml|json|cfg|ini|sh|html)$|^(?:Dockerfile|LICENSE)$/;

function isScript(
  origin: ReturnType<typeof fileAt>,
  { submission, script }: Pick<Image, 'submission' | 'script'>,
): boolean {
  return (
    typeof origin === 'object' &&
    origin.kind === 'context' &&
    isSameText(submission, origin.path, placeOf(submission, script))
  );
}
