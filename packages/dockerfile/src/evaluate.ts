import type { Dockerfile, Instruction, Problem } from './ast.ts';
import type { KnownBase } from './base-images.ts';
import { knownBase, scratch } from './base-images.ts';
import type { BuildContext } from './build-context.ts';
import { includedEntries } from './ignore-file.ts';
import { FileLayer } from './image-files.ts';
import type { Base, ImagePlan, StagePlan } from './image-plan.ts';
import { parseImageReference } from './image-reference.ts';
import { carryOut } from './instructions.ts';
import { isKeyword } from './read-instruction.ts';
import type { Build, StageBuilder } from './stage-state.ts';
import { refuse } from './stage-state.ts';
import { expand, isKnown, unknownValue } from './variables.ts';

/** Set for every stage that declares them, and for FROM; their values are the machine's. */
const platformArguments: readonly string[] = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part),
);

/**
 * Works out the image that a Dockerfile describes, as BuildKit's frontend
 * (dockerfile2llb) and solver make it, without running anything. Pure; takes
 * time in proportion to the file and the context.
 *
 * @param context the folder that the build is given.
 */
export function evaluateImagePlan(dockerfile: Dockerfile, context: BuildContext): ImagePlan {
  const stages: StageBuilder[] = [];
  const bases: Base[] = [];
  const globals = new Map(platformArguments.map((name): [string, string] => [name, unknownValue]));
  const fileErrors: Problem[] = [...dockerfile.errors];
  const warnings: Problem[] = [...dockerfile.warnings];
  const included = includedEntries(context);
  const build: Build = {
    escapeCharacter: dockerfile.escapeCharacter,
    context: new Map(included.map((entry) => [entry.path, entry])),
    ignored: new Set(context.entries.map(({ path }) => path)),
    globalArguments: globals,
    stages,
  };
  const refused = new Set(dockerfile.errors.map(({ instruction }) => instruction));

  for (const instruction of dockerfile.instructions) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') {
      if (instruction.words.length === 0) continue;
      const base = baseOf(build, instruction, fileErrors);
      const next = startStage(build, stages.length, instruction, base);
      bases.push(base);
      stages.push(next);
      if (base.kind === 'image') checkReference(next, instruction, base.reference);
      for (const trigger of triggersOf(build, base)) carryOut(build, next, trigger);
    } else if (refused.has(instruction) || !isKeyword(instruction.keyword)) continue;
    else if (stage !== undefined) carryOut(build, stage, instruction);
    else if (instruction.keyword === 'ARG') {
      declareGlobals(build, globals, instruction, fileErrors, warnings);
    }
  }

  const plans = stages.reduce<StagePlan[]>((before, stage, index) => {
    const base = bases[index];
    return base === undefined ? before : [...before, planOf(stage, withPlan(base, before))];
  }, []);
  const needed = neededStages(stages, bases);
  const errors = [...fileErrors, ...stages.filter(({ index }) => needed.has(index)).flatMap((stage) => stage.errors)];
  const allWarnings = [...warnings, ...stages.flatMap((stage) => stage.warnings)];
  const target = plans.at(-1);
  return {
    stages: plans,
    ...(target && { target }),
    errors: inOrder(errors),
    warnings: inOrder(allWarnings),
  };
}

/** While stages are built their plans are not there yet; only the index counts. */
function withPlan(base: Base, plans: readonly StagePlan[]): Base {
  if (base.kind !== 'stage') return base;
  const stage = plans[base.stage.index];
  return stage === undefined ? base : { kind: 'stage', stage };
}

function planOf(stage: StageBuilder, base: Base): StagePlan {
  const { index, name, from, steps, config, files } = stage;
  return { index, ...(name === undefined ? {} : { name }), from, base, steps, config, files };
}

function declareGlobals(
  build: Build,
  globals: Map<string, string>,
  instruction: Instruction,
  errors: Problem[],
  warnings: Problem[],
): void {
  const expander = {
    variables: new Map(globals),
    complete: true,
    escapeCharacter: build.escapeCharacter,
    errors,
    warnings,
  };
  for (const { name, value } of instruction.pairs) {
    const key = expand(expander, name, instruction);
    if (value !== undefined) globals.set(key, expand(expander, value, instruction));
  }
}

function baseOf(
  build: Build,
  instruction: Instruction,
  errors: Problem[],
): Base {
  const [image] = instruction.words;
  const expander = {
    variables: build.globalArguments,
    complete: true,
    escapeCharacter: build.escapeCharacter,
    errors,
    warnings: [],
  };
  const reference = image === undefined ? '' : expand(expander, image, instruction);
  if (reference === 'scratch') return { kind: 'scratch' };
  const stage = build.stages.findLast(({ name }) => name === reference.toLowerCase());
  if (stage !== undefined) {
    return { kind: 'stage', stage: planOf(stage, { kind: 'scratch' }) };
  }
  const platform = instruction.flags.find(({ name }) => name === 'platform');
  const text = platform && expand(expander, { text: platform.value ?? '', range: platform.range }, instruction);
  const isGiven = text !== undefined && text !== '' && isKnown(text);
  return { kind: 'image', reference, ...(isGiven ? { platform: text } : {}) };
}

function checkReference(stage: StageBuilder, instruction: Instruction, reference: string): void {
  const [image] = instruction.words;
  if (image === undefined || !isKnown(reference)) return;
  if (reference === '') {
    const message = `\`${image.text}\` becomes nothing, and \`FROM\` needs the name of an image`;
    refuse(stage, instruction, image, 'empty-base-name', message);
  } else if (parseImageReference(reference) === undefined) {
    const message = `\`${reference}\` cannot be the name of an image`;
    refuse(stage, instruction, image, 'invalid-reference', message);
  }
}

function startStage(build: Build, index: number, from: Instruction, base: Base): StageBuilder {
  const name = from.words[2]?.text.toLowerCase();
  const common = {
    index,
    ...(name === undefined ? {} : { name }),
    from,
    steps: [],
    triggers: [],
    commandSet: false,
    errors: [],
    warnings: [],
  };
  const parent = base.kind === 'stage' ? build.stages[base.stage.index] : undefined;
  if (parent !== undefined) {
    const { OnBuild: _stored, ...config } = parent.config;
    return {
      ...common,
      config: { ...config },
      variables: new Map(parent.variables),
      variablesComplete: parent.variablesComplete,
      files: new FileLayer(parent.files),
      uses: new Set([parent.index]),
    };
  }
  const known: KnownBase = base.kind === 'image' ? knownBase(base.reference) : scratch;
  const variables = [...known.variables].map(([key, value]): [string, string] => [key, value ?? unknownValue]);
  return {
    ...common,
    config: {},
    variables: new Map(variables),
    variablesComplete: known.complete,
    files: new FileLayer(known.fileAt),
    uses: new Set(),
  };
}

function triggersOf(build: Build, base: Base): readonly Instruction[] {
  return base.kind === 'stage' ? (build.stages[base.stage.index]?.triggers ?? []) : [];
}

/** The builder carries out only the stages that the last one takes something from. */
function neededStages(stages: readonly StageBuilder[], bases: readonly Base[]): ReadonlySet<number> {
  const needed = new Set<number>();
  if (stages.length > 0) needed.add(stages.length - 1);
  for (const index of needed) {
    for (const used of stages[index]?.uses ?? []) needed.add(used);
    const base = bases[index];
    if (base?.kind === 'stage') needed.add(base.stage.index);
  }
  return needed;
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) =>
      a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
  );
}
