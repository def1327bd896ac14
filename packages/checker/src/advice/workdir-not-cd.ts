import { posix } from 'node:path';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

/** A RUN that first goes to another folder. */
export const workdirNotCd: Advice = {
  name: 'workdir-not-cd',
  advise: ({ plan }) =>
    ofKind(stepsOfImage(plan), 'run')
      .filter(({ instruction, commands: [first, second] }) => {
        // A here-document is a script, which goes where it likes.
        if (instruction.heredocs.length > 0) return false;
        const [program, folder] = first?.argv ?? [];
        return (
          program === 'cd' &&
          second !== undefined &&
          folder !== undefined &&
          posix.isAbsolute(folder)
        );
      })
      .map(({ instruction }) => ({
        check: 'workdir-not-cd',
        message: 'This `RUN` begins with `cd`.',
        why: 'The next instruction is back in the old folder. `WORKDIR` says once for all of them where they work.',
        help: 'Write a `WORKDIR` above it instead.',
        ...hadolintRule('DL3003'),
        range: instruction.argument.range,
      })),
};
