import { posix } from 'node:path';
import type { BuildStep, Instruction } from '@kit/dockerfile';
import { includedEntries } from '@kit/dockerfile';
import { errorsAbout } from '../blame.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { fileAt } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { placeOf } from '../submission/place-of.ts';
import { isSameText } from '../submission/same-file.ts';
import { broken, holds, unknown } from '../verdict.ts';
import type { Cause } from './explain-copies.ts';
import { explainCopies, isCopyOf } from './explain-copies.ts';
import { diagnoseError } from './missing-source.ts';
import { workingDirectoryOf } from './works-in.ts';

const check = 'copies';

/** These files of the build context are in the image's working directory, under their own names. */
export function copies(files: readonly string[]): Check {
  return {
    name: check,
    wants: { kind: 'files', names: files },
    judge(witness) {
      const errors = errorsAbout(witness, 'COPY', 'ADD');
      if (errors.length > 0) {
        // A file where a folder should be stops every line that needs the folder.
        const first = errors.findIndex(({ code }) => code === 'not-a-folder');
        const told = errors.filter(({ code }, index) => code !== 'not-a-folder' || index === first);
        return broken(...told.map((error) => diagnoseError(check, witness, error, files)));
      }
      const causes = new Map<string, { readonly cause: Cause; readonly files: string[] }>();
      for (const file of files) {
        const cause = causeOf(witness, file);
        if (cause === 'unknown') {
          return unknown(`Only a build can tell what ${quote(file)} in the image is.`);
        }
        if (cause === undefined) continue;
        const key = keyOf(cause);
        const group = causes.get(key) ?? { cause, files: [] };
        group.files.push(file);
        causes.set(key, group);
      }
      if (causes.size === 0) return holds;
      mergeCauses(causes);
      return broken(
        ...[...causes.values()].map((group): Diagnostic => ({
          check,
          ...explainCopies(witness, group.cause, group.files),
        })),
      );
    },
  };
}

/** One COPY that gives a file the name of another one is one slip, not two. */
function mergeCauses(causes: Map<string, { readonly cause: Cause; readonly files: string[] }>) {
  const replaced = causes.get('replaced');
  if (replaced?.cause.kind !== 'replaced') return;
  for (const { cause, files } of causes.values()) {
    if (cause.kind !== 'elsewhere' || cause.step.instruction !== replaced.cause.by) continue;
    files.push(...replaced.files);
    causes.delete('replaced');
    return;
  }
}

function causeOf(witness: Witness, file: string): Cause | 'unknown' | undefined {
  const { target } = witness.plan;
  if (target === undefined) return { kind: 'not-copied' };
  const steps = stepsOfImage(witness.plan);
  const path = posix.join(workingDirectoryOf(witness), file);
  const origin = fileAt(target.files, path, steps);
  if (origin === 'unknown') {
    return isOnlyLookAlike(witness, file, steps) ? { kind: 'not-copied' } : 'unknown';
  }
  if (origin !== 'absent') {
    switch (origin.kind) {
      case 'context':
        if (origin.path === file) return causeOfLink(witness, file, path);
        if (isSameText(witness.submission, origin.path, placeOf(witness.submission, file))) {
          return undefined;
        }
        return { kind: 'replaced', source: origin.path, ...lastCopyTo(path, steps) };
      case 'inline':
        return { kind: 'written-here', ...lastCopyTo(path, steps) };
      case 'directory':
        if (isFolder(witness, file)) return { kind: 'folder-here' };
        return { kind: 'folder', ...folderMadeBy(path, steps) };
      case 'made':
        return 'unknown';
    }
  }
  return causeOfAbsence(witness, file, path, steps);
}

/** A link that was copied as it is leads somewhere in the image, or nowhere. */
function causeOfLink({ submission, plan }: Witness, file: string, path: string) {
  const entry = submission.context.entries.find((each) => each.path === file);
  if (entry?.linkTarget === undefined) return undefined;
  const led = plan.target?.files.at(path, { followLast: true });
  if (led === 'unknown') return 'unknown';
  return led === 'absent' ? ({ kind: 'link', target: entry.linkTarget } as const) : undefined;
}

function isFolder({ submission }: Witness, file: string): boolean {
  return submission.context.entries.some(({ path, kind }) => path === file && kind === 'directory');
}

function lastCopyTo(path: string, steps: readonly BuildStep[]): { readonly by?: Instruction } {
  const step = ofKind(steps, 'copy').findLast(({ copied }) =>
    copied.some((entry) => entry.path === path),
  );
  return step === undefined ? {} : { by: step.instruction };
}

function folderMadeBy(path: string, steps: readonly BuildStep[]): { readonly by?: Instruction } {
  const step = ofKind(steps, 'copy').findLast(({ destination }) => destination === path);
  return step === undefined ? {} : { by: step.instruction };
}

function causeOfAbsence(
  witness: Witness,
  file: string,
  path: string,
  steps: readonly BuildStep[],
): Cause {
  const { context } = witness.submission;
  const { plan } = witness;
  const entry = context.entries.find((each) => each.path === file);
  if (entry === undefined) return { kind: 'not-in-folder' };
  if (!includedEntries(context).some((each) => each.path === file)) return { kind: 'ignored' };
  if (isFolder(witness, file)) return { kind: 'folder-here' };
  for (const step of ofKind(steps, 'copy').toReversed()) {
    if (flagOf(step.instruction, 'from') !== undefined) {
      const below = step.copied.find((copied) => posix.basename(copied.path) === file);
      if (below?.path.startsWith(posix.dirname(path)) === true) {
        return { kind: 'from-top', step, path: below.path };
      }
      continue;
    }
    const copied = step.copied.find(({ source }) => source === file);
    if (copied === undefined) continue;
    if (copied.path !== path) return { kind: 'elsewhere', step, path: copied.path };
    if (entry.linkTarget !== undefined) return { kind: 'link', target: entry.linkTarget };
    const after = steps.slice(steps.indexOf(step) + 1);
    const by = after.find((_, index) => {
      const files = after[index + 1]?.before.files ?? plan.target?.files;
      return files?.at(path) === 'absent';
    });
    if (by !== undefined) {
      const isAmongOthers = by.kind === 'run' && by.commands.length > 1;
      return { kind: 'removed', by: by.instruction, isAmongOthers };
    }
  }
  return { kind: 'not-copied' };
}

/** Whether a line that only looks like a COPY of the file is all there is of it. */
function isOnlyLookAlike(witness: Witness, file: string, steps: readonly BuildStep[]): boolean {
  const isCopied = ofKind(steps, 'copy').some(({ copied }) =>
    copied.some(({ source }) => posix.basename(source) === file),
  );
  const isMeant = (argument: string) => isCopyOf(argument, [file]);
  return (
    !isCopied &&
    ['COPY', 'ADD'].some((keyword) => explainLookAlike(witness, keyword, isMeant) !== undefined)
  );
}

function keyOf(cause: Cause): string {
  switch (cause.kind) {
    case 'from-top':
      return `from-top ${cause.step.instruction.range.start.line}`;
    case 'elsewhere':
      return `elsewhere ${cause.step.instruction.range.start.line}`;
    case 'removed':
      return `removed ${cause.by.range.start.line}`;
    default:
      return cause.kind;
  }
}
