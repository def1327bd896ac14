import { posix } from 'node:path';
import type { ImagePlan, Instruction, StagePlan } from '@kit/dockerfile';
import { flagOf } from '../instruction-flags.ts';
import { lineageOf, ofKind, stageNamed } from '../stages.ts';

/** A `COPY --from` of the image, from a stage of the same file. */
export interface StageCopy {
  readonly instruction: Instruction;
  readonly stage: StagePlan;
  /** As written, with what is known of variables put in. */
  readonly sources: readonly string[];
  /** Absolute. */
  readonly destination: string;
}

/** All of the last stage, and of those it builds on. */
export function stageCopies(plan: ImagePlan): readonly StageCopy[] {
  const lineage = plan.target === undefined ? [] : lineageOf(plan.target);
  return lineage.flatMap((own) =>
    ofKind(own.steps, 'copy').flatMap(({ instruction, destination, before }) => {
      const from = flagOf(instruction, 'from');
      const stage = from === undefined ? undefined : stageNamed(plan, from, own);
      if (stage === undefined) return [];
      const words = instruction.words.map(({ text }) => withVariables(text, before.variables));
      return [{ instruction, stage, sources: words.slice(0, -1), destination }];
    }),
  );
}

function withVariables(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (written, plain?: string, braced?: string) => variables.get(plain ?? braced ?? '') ?? written,
  );
}

/** What a copy takes of the folder in which a stage has built something. */
export type Taken =
  /** The folder, or what is in it. */
  | 'output'
  /** A folder around it, with all that the build needed. */
  | 'more'
  /** Something else. */
  | 'other';

/** @param output the folder, from the working directory of the stage. */
export function takes({ stage, sources }: StageCopy, output: string): Taken {
  const wanted = outputOf(stage, output);
  const kinds = sources.map((source): Taken => {
    const path = posix.resolve('/', source);
    if (path === wanted || path.startsWith(`${wanted}/`)) return 'output';
    const around = path.replace(/\/\*$/, '') || '/';
    return around === '/' || wanted.startsWith(`${around}/`) ? 'more' : 'other';
  });
  return (['more', 'output'] as const).find((kind) => kinds.includes(kind)) ?? 'other';
}

export function outputOf({ config }: StagePlan, output: string): string {
  return posix.resolve('/', config.WorkingDir ?? '/', output);
}

/**
 * Where a file that a stage has built is in the image.
 * @param file from the working directory of the stage: `dist/server.js`.
 */
export function builtPaths(plan: ImagePlan, file: string): readonly string[] {
  return stageCopies(plan).flatMap(({ stage, sources, destination, instruction }) => {
    const wanted = outputOf(stage, file);
    const isFolder = sources.length > 1 || /(^|\/)\.?\/?$/.test(lastWordOf(instruction));
    return sources.flatMap((source) => {
      const path = posix.resolve('/', source);
      if (path === wanted) {
        const name = posix.basename(wanted);
        // Where the folder is there already, a file lands in it.
        return isFolder
          ? [posix.join(destination, name)]
          : [destination, posix.join(destination, name)];
      }
      const top = /[*?[]/.test(path) ? posix.dirname(path) : path;
      return wanted.startsWith(top === '/' ? top : `${top}/`)
        ? [posix.join(destination, posix.relative(top, wanted))]
        : [];
    });
  });
}

function lastWordOf({ words }: Instruction): string {
  return words.at(-1)?.text ?? '';
}
