import type { Flag, Instruction, Problem } from '../ast.ts';
import { parseImageReference } from '../image-reference.ts';
import { mountSources } from './mounts.ts';
import type { StageHead } from './stage-heads.ts';

/** An instruction that takes files from another stage. */
export interface Dependency {
  readonly stage: number;
  readonly instruction: Instruction;
  readonly flag: Flag;
}

/** Which stage takes what from which. */
export interface StageGraph {
  /** Stages that the last one needs, itself included; the builder carries out no other. */
  readonly needed: ReadonlySet<number>;
  /** Index of the stage that `--from` means; undefined for an image. */
  readonly find: (from: string) => number | undefined;
  /** What is refused whether or not the stage is needed. */
  readonly errors: readonly Problem[];
}

export function readStageGraph(
  heads: readonly StageHead[],
  names: ReadonlyMap<string, number>,
): StageGraph {
  const errors: Problem[] = [];
  const find = (from: string): number | undefined => {
    const index = /^[+-]?\d+$/.test(from) ? Number(from) : names.get(from.toLowerCase());
    return index !== undefined && heads[index] !== undefined ? index : undefined;
  };
  const dependencies = heads.map(({ instructions }) =>
    instructions.flatMap((instruction) => dependenciesOf(instruction, find, heads.length, errors)),
  );
  const circleOf = readCircles(dependencies);
  for (const [index, ofStage] of dependencies.entries()) {
    for (const { stage, instruction, flag } of ofStage) {
      if (stage < index || circleOf[stage] !== circleOf[index]) continue;
      const message =
        stage === index
          ? 'a stage cannot take files from itself'
          : 'these stages take files from each other, so none can be built first';
      errors.push({ code: 'circular-stages', message, range: flag.range, instruction });
    }
  }
  return { needed: neededBy(heads, dependencies), find, errors };
}

function dependenciesOf(
  instruction: Instruction,
  find: StageGraph['find'],
  count: number,
  errors: Problem[],
): readonly Dependency[] {
  const refuse = (flag: Flag, code: string, message: string): readonly Dependency[] => {
    errors.push({ code, message, range: flag.range, instruction });
    return [];
  };
  const refuseNoImage = (flag: Flag, from: string): readonly Dependency[] => {
    if (from.includes('$') || parseImageReference(from) !== undefined) return [];
    const message = `\`${from}\` names no stage, and cannot be the name of an image`;
    return refuse(flag, 'invalid-reference', message);
  };
  const mounts = mountSources(instruction).flatMap(({ from, flag }) => {
    const stage = /^[+-]?\d+$/.test(from) ? undefined : find(from);
    return stage === undefined ? refuseNoImage(flag, from) : [{ stage, instruction, flag }];
  });
  const flag =
    instruction.keyword === 'COPY'
      ? instruction.flags.find(({ name }) => name === 'from')
      : undefined;
  if (flag?.value === undefined || flag.value === '') return mounts;
  if (/[$'"\\]/.test(flag.value)) {
    const message =
      '`--from` takes no variables; a stage `FROM` the image can be given a fixed name';
    return refuse(flag, 'variable-in-from', message);
  }
  const stage = find(flag.value);
  if (stage !== undefined) return [{ stage, instruction, flag }];
  if (!/^[+-]?\d+$/.test(flag.value)) return refuseNoImage(flag, flag.value);
  const stages =
    count === 1
      ? 'the file has one stage, number 0'
      : `the stages have the numbers 0 to ${count - 1}`;
  return refuse(flag, 'unknown-stage', `there is no stage number ${flag.value}: ${stages}`);
}

/**
 * For each stage the number of its circle: stages of one number lead to each
 * other. Kosaraju's way, in time in proportion to what is given.
 */
function readCircles(dependencies: readonly (readonly Dependency[])[]): readonly number[] {
  const ahead = dependencies.map((each) => each.map(({ stage }) => stage));
  const back = ahead.map((): number[] => []);
  for (const [index, stages] of ahead.entries()) {
    for (const stage of stages) back[stage]?.push(index);
  }
  const finished: number[] = [];
  const seen = new Set<number>();
  for (const index of ahead.keys()) walk(ahead, index, seen, finished);
  const circleOf: number[] = [];
  const reached = new Set<number>();
  for (const index of finished.toReversed()) {
    const circle: number[] = [];
    walk(back, index, reached, circle);
    for (const each of circle) circleOf[each] = index;
  }
  return circleOf;
}

/** Depth first; a stage is put into `finished` behind all that it leads to. */
function walk(
  edges: readonly (readonly number[])[],
  start: number,
  seen: Set<number>,
  finished: number[],
): void {
  const pending = [{ index: start, isDone: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { index, isDone } = next;
    if (isDone) finished.push(index);
    if (isDone || seen.has(index)) continue;
    seen.add(index);
    pending.push({ index, isDone: true });
    for (const each of edges[index] ?? []) pending.push({ index: each, isDone: false });
  }
}

function neededBy(
  heads: readonly StageHead[],
  dependencies: readonly (readonly Dependency[])[],
): ReadonlySet<number> {
  const needed = new Set<number>();
  if (heads.length > 0) needed.add(heads.length - 1);
  for (const index of needed) {
    const base = heads[index]?.base;
    if (base?.kind === 'stage') needed.add(base.index);
    for (const { stage } of dependencies[index] ?? []) needed.add(stage);
  }
  return needed;
}
