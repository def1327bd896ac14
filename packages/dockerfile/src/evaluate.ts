import type { Dockerfile, Instruction, Problem } from './ast.ts';
import type { BuildContext } from './build-context.ts';
import { ignoreFault } from './ignore/ignore-file.ts';
import type { Base, ImagePlan, StagePlan } from './image-plan.ts';
import { applyCheckOptions } from './lint/check-options.ts';
import { warnOfDescriptions, warnOfPairs } from './lint/definitions.ts';
import { warnOfSpelling } from './lint/spelling.ts';
import { baseImageOf, scratch } from './plan/base-images.ts';
import { BuildSources } from './plan/build-sources.ts';
import { readGlobalArguments } from './plan/global-arguments.ts';
import { carryOut } from './plan/instructions.ts';
import type { Build } from './plan/instructions.ts';
import { StageDraft } from './plan/stage-draft.ts';
import type { StageStart } from './plan/stage-draft.ts';
import { readStageGraph } from './plan/stage-graph.ts';
import type { StageHead } from './plan/stage-heads.ts';
import { readStageHeads } from './plan/stage-heads.ts';

/**
 * Works out the image that a Dockerfile describes, as BuildKit's
 * `dockerfile2llb` and solver would make it, without running anything. Pure,
 * never throws, and takes time in proportion to the file and the context.
 *
 * Only stages that the last one needs are carried out by a builder; what is
 * wrong in the others is no error, unless it is in FROM or the syntax.
 *
 * @param context the folder that the build is given, whole.
 */
export function evaluateImagePlan(dockerfile: Dockerfile, context: BuildContext): ImagePlan {
  const globals = readGlobalArguments(argumentsBeforeFrom(dockerfile), dockerfile);
  const { heads, names, ...ofHeads } = readStageHeads(dockerfile, globals);
  const graph = readStageGraph(heads, names);
  const drafts: StageDraft[] = [];
  const stages: StagePlan[] = [];
  const build: Build = {
    globals,
    sources: new BuildSources(context, graph, drafts),
    isOnTrial: dockerfile.directives.some(
      ({ name, value }) => name === 'syntax' && value.includes('labs'),
    ),
  };
  const refused = new Set(dockerfile.errors.map(({ instruction }) => instruction));
  for (const head of heads) {
    const draft = startStage(head, drafts, stages, {
      escapeCharacter: dockerfile.escapeCharacter,
      allowance: globals.allowance,
    });
    for (const instruction of head.instructions) {
      if (!refused.has(instruction)) carryOut(draft, instruction, build);
    }
    drafts.push(draft);
    stages.push(draft.plan());
  }
  const needed = drafts.filter((_, index) => graph.needed.has(index));
  const target = stages.at(-1);
  const checked = applyCheckOptions(
    dockerfile,
    inOrder(
      [
        ...dockerfile.warnings,
        ...warnOfSpelling(dockerfile),
        ...warnOfDescriptions(dockerfile.instructions),
        ...warnOfPairs(needed.flatMap(({ steps }) => steps.map(({ instruction }) => instruction))),
        ...ofHeads.warnings,
        ...needed.flatMap(({ warnings }) => warnings),
      ],
      true,
    ),
  );
  return {
    stages,
    ...(target && { target }),
    errors: inOrder([
      ...dockerfile.errors,
      ...(needed.some(({ usesContext }) => usesContext) ? ignoreFileErrors(context) : []),
      ...globals.errors,
      ...ofHeads.errors,
      ...graph.errors,
      ...needed.flatMap(({ errors }) => errors),
      ...checked.errors,
    ]),
    warnings: checked.warnings,
  };
}

/** The builder reads the file when it first takes something from the context. */
function ignoreFileErrors(context: BuildContext): readonly Problem[] {
  const fault = ignoreFault(context);
  if (fault === undefined) return [];
  const start = { line: 1, column: 1 };
  const message = `\`${context.ignoreFile?.name ?? '.dockerignore'}\` cannot be followed: ${fault}`;
  return [{ code: 'ignore-file', message, range: { start, end: start } }];
}

function argumentsBeforeFrom({ instructions }: Dockerfile): readonly Instruction[] {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const before = first < 0 ? instructions : instructions.slice(0, first);
  return before.filter(({ keyword }) => keyword === 'ARG');
}

function startStage(
  head: StageHead,
  drafts: readonly StageDraft[],
  stages: readonly StagePlan[],
  ofFile: Pick<StageStart, 'escapeCharacter' | 'allowance'>,
): StageDraft {
  const { index, name, from } = head;
  const common = { index, ...(name !== undefined && { name }), from, ...ofFile };
  if (head.base.kind !== 'stage') {
    const base: Base = head.base;
    const parent = base.kind === 'image' ? baseImageOf(base.reference) : scratch;
    return new StageDraft({ ...common, base, parent });
  }
  const stage = stages[head.base.index];
  const parent = drafts[head.base.index];
  if (stage === undefined || parent === undefined)
    throw new RangeError('a base stands above its stage');
  return new StageDraft({ ...common, base: { kind: 'stage', stage }, parent });
}

/** By their place in the file; of several at one place the first is told, or the first of each code. */
function inOrder(problems: readonly Problem[], ofEachCode = false): readonly Problem[] {
  const sorted = problems.toSorted(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.column - b.column,
  );
  const seen = new Set<string>();
  return sorted.filter(({ code, range: { start, end } }) => {
    const place = `${start.line}:${start.column} ${end.line}:${end.column} ${ofEachCode ? code : ''}`;
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}
