import { posix } from 'node:path';
import { fileAt, mayChange, mayMake, originAt } from '../image-file.ts';
import { placeOf } from '../submission/place-of.ts';
import {
  covers,
  readRequirements,
  readRequirementsFile,
  requirementOf,
} from '../submission/requirements.ts';
import { variableOf } from './command-environment.ts';
import type { Attempt, RunStep, Situation, Slip } from './install-attempt.ts';
import { unclear } from './install-attempt.ts';
import { holdsPackages, siteOf } from './install-site.ts';
import type { PipInstall } from './pip-command.ts';
import { withVariables } from './pip-command.ts';

/** Options that people expect of `pip install`, and at which it stops. */
const notOfPip = ['-y', '--yes', '-R', '--requirements', '--requirements-file'];

/** What `pip install` does towards installing the wanted requirements file. */
export function judgePipInstall(situation: Situation, written: PipInstall): Attempt {
  const { step, command } = situation;
  const call = withVariables(written, (name) => variableOf(situation, name));
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  const unknown = notOfPip.find((option) => call.options.has(option.replace(/^-+/, '')));
  if (unknown !== undefined) return fails({ kind: 'unknown-option', option: unknown });
  const reads =
    call.requirements.length === 0 ? judgePackages(situation, call) : judgeFiles(situation, call);
  if (reads !== 'wanted') return reads;
  if (call.options.has('h') || call.options.has('help')) {
    return fails({ kind: 'other-command', name: 'install --help' });
  }
  if (call.options.has('dry-run')) return fails({ kind: 'dry-run' });
  const shellWord = call.packages.find((name) => /^[&|;<>]+$/.test(name ?? ''));
  if (shellWord !== undefined) return fails({ kind: 'shell-words', word: shellWord });
  if (call.options.has('c') || call.options.has('constraint')) {
    const constraint = judgeRequirementsFile(
      situation,
      call.options.get('c') ?? call.options.get('constraint'),
    );
    if (typeof constraint === 'object' && constraint.kind === 'no-file') return fails(constraint);
  }
  const site = siteOf(call, situation);
  const mount = site?.kind === 'own' ? mountOverPackages(step) : undefined;
  if (mount !== undefined) return fails(mount);
  if (command.inBackground === true) return fails({ kind: 'in-background' });
  return command.runs === 'always'
    ? { kind: 'installs', step, site }
    : unclear('a `RUN` with conditions');
}

function mountOverPackages({ instruction }: RunStep): Slip | undefined {
  for (const { name, value = '' } of instruction.flags) {
    const folder = /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(value)?.[1];
    if (name !== 'mount' || folder === undefined || !holdsPackages(folder)) continue;
    return { kind: 'into-mount', folder, flag: `--mount=${value}` };
  }
  return undefined;
}

/** Where pip is given packages alone: whether they are those of the file. */
function judgePackages(
  { step, file, submission }: Situation,
  call: PipInstall,
): Attempt | 'wanted' {
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  const packages = call.packages.filter((name) => name !== undefined);
  const dashed = packages.find((name) => /^[\u2010-\u2015\u2212]/.test(name));
  if (dashed !== undefined) return fails({ kind: 'long-dash', word: dashed });
  const asPackage = packages.find((name) => posix.basename(name) === posix.basename(file));
  if (asPackage !== undefined) return fails({ kind: 'file-as-package', written: asPackage });
  const given = packages.flatMap((name) => requirementOf(name) ?? []);
  const isCovered = covers(given, readRequirements(submission, placeOf(submission, file)));
  if (isCovered === true) return 'wanted';
  const isClear =
    packages.length === call.packages.length && !packages.some((name) => /^\.|\//.test(name));
  return isClear && isCovered === false && !call.options.has('e')
    ? fails({ kind: 'packages-only', packages })
    : unclear('`pip install`');
}

/** Whether one of the files that pip reads is the wanted one, or has all that it lists. */
function judgeFiles(situation: Situation, { requirements }: PipInstall): Attempt | 'wanted' {
  const { step } = situation;
  const found = requirements.map((written) => judgeRequirementsFile(situation, written));
  if (found.includes('unclear')) return unclear('`pip install`');
  const slips = found.filter((each) => typeof each === 'object');
  const missing = slips.find(({ kind }) => kind === 'no-file');
  const slip = missing ?? (found.includes('wanted') ? undefined : slips[0]);
  return slip === undefined ? 'wanted' : { kind: 'fails', step, slip };
}

type FileSlip = Extract<Slip, { kind: 'no-file' | 'other-file' }>;

/** Which file a value of `-r` names, where and when the command runs. */
export function judgeRequirementsFile(
  situation: Situation,
  written: string | undefined,
  depth = 0,
): 'wanted' | 'unclear' | FileSlip {
  const { directory } = situation.command;
  if (written === undefined || directory === undefined || written.includes('://')) return 'unclear';
  if (written === '') return { kind: 'no-file', written, path: '', directory };
  const path = posix.resolve(directory, written);
  const origin = fileWhenRun(situation, path);
  if (origin === 'unknown') return 'unclear';
  const isNone = origin === 'absent' || origin.kind === 'directory' || written.endsWith('/');
  if (isNone) return { kind: 'no-file', written, path, directory };
  if (origin.kind !== 'context') return 'unclear';
  const { submission } = situation;
  const file = placeOf(submission, situation.file);
  for (const include of readRequirementsFile(submission, origin.path).includes) {
    const beside = posix.relative(posix.dirname(origin.path), include);
    if (depth > 3) return 'unclear';
    const inner = judgeRequirementsFile(
      situation,
      posix.join(posix.dirname(written), beside),
      depth + 1,
    );
    if (typeof inner === 'object' && inner.kind === 'no-file') {
      return { namedIn: origin.path, ...inner };
    }
    if (inner === 'unclear') return 'unclear';
  }
  if (origin.path === file) return 'wanted';
  const seen = new Set<string>();
  const given = readRequirements(submission, origin.path, seen);
  if (seen.has(file)) return 'wanted';
  switch (covers(given, readRequirements(submission, file))) {
    case true:
      return 'wanted';
    case undefined:
      return 'unclear';
    case false:
      return { kind: 'other-file', written, source: origin.path };
  }
}

/** What is at a path when the command runs. */
function fileWhenRun(
  { step, steps, index, at }: Situation,
  path: string,
): ReturnType<typeof fileAt> {
  // What a pipe or a redirection hands in.
  if (/^\/(dev|proc)\//.test(path)) return 'unknown';
  const now = originAt(step.filesAt(at), path);
  if (now !== 'unknown') return now;
  const origin = fileAt(step.before.files, path, steps.slice(0, index));
  const may = origin === 'absent' ? mayMake : mayChange;
  return step.commands.slice(0, at).some((earlier) => may(earlier, path)) ? 'unknown' : origin;
}
