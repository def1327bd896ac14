import { posix } from 'node:path';
import { includedEntries } from '@kit/dockerfile';
import { errorsAbout } from '../blame.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { fileAt } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';
import type { Cause } from './explain-copies.ts';
import { diagnoseError, explainCopies } from './explain-copies.ts';
import { workingDirectoryOf } from './works-in.ts';

const check = 'copies';

/** These files of the build context are in the image's working directory, under their own names. */
export function copies(files: readonly string[]): Check {
  return {
    name: check,
    judge(witness) {
      const errors = errorsAbout(witness, 'COPY', 'ADD');
      if (errors.length > 0) {
        return broken(...errors.map((error) => diagnoseError(check, witness, error, files)));
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
      return broken(
        ...[...causes.values()].map((group): Diagnostic => ({
          check,
          ...explainCopies(witness, group.cause, group.files),
        })),
      );
    },
  };
}

function causeOf(witness: Witness, file: string): Cause | 'unknown' | undefined {
  const { target } = witness.plan;
  if (target === undefined) return { kind: 'not-copied' };
  const steps = stepsOfImage(witness.plan);
  const origin = fileAt(target.files, posix.join(workingDirectoryOf(witness), file), steps);
  if (origin === 'unknown') return 'unknown';
  if (origin !== 'absent') {
    switch (origin.kind) {
      case 'context':
        return origin.path === file ? undefined : { kind: 'replaced', by: origin.path };
      case 'inline':
        return { kind: 'written-here' };
      case 'directory':
        return { kind: 'folder' };
      case 'made':
        return 'unknown';
    }
  }
  const { context } = witness.submission;
  if (!context.entries.some(({ path }) => path === file)) return { kind: 'not-in-folder' };
  if (!includedEntries(context).some(({ path }) => path === file)) return { kind: 'ignored' };
  for (const step of ofKind(steps, 'copy').toReversed()) {
    const copied = step.copied.find(({ source }) => source === file);
    if (copied !== undefined && flagOf(step.instruction, 'from') === undefined) {
      return { kind: 'elsewhere', step, path: copied.path };
    }
  }
  return { kind: 'not-copied' };
}

function keyOf(cause: Cause): string {
  return cause.kind === 'elsewhere'
    ? `elsewhere ${cause.step.instruction.range.start.line}`
    : cause.kind;
}
