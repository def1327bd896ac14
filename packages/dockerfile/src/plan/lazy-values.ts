import type { Instruction } from '../ast.ts';
import type { BuildStep, CopiedFile, ImageConfig, StagePlan, StageState } from '../image-plan.ts';

/*
 * Parts of a plan that few ever ask for, worked out when somebody does. They are
 * classes because an object that has a getter of its own has a shape of its own
 * too, which costs V8 more than all the rest of a plan.
 */

type Fields<Value, Lazy extends keyof Value> = Omit<Value, Lazy>;

export class LazyState implements StageState {
  readonly workingDirectory: string;
  readonly user: string;
  readonly shell: readonly string[];
  readonly files: StageState['files'];
  readonly #work: () => StageState['variables'];
  #variables: StageState['variables'] | undefined;

  constructor(fields: Fields<StageState, 'variables'>, work: () => StageState['variables']) {
    this.workingDirectory = fields.workingDirectory;
    this.user = fields.user;
    this.shell = fields.shell;
    this.files = fields.files;
    this.#work = work;
  }

  get variables(): StageState['variables'] {
    return (this.#variables ??= this.#work());
  }
}

export class LazyPlan implements StagePlan {
  readonly index: number;
  declare readonly name?: string;
  readonly from: Instruction;
  readonly base: StagePlan['base'];
  readonly steps: StagePlan['steps'];
  readonly files: StagePlan['files'];
  readonly #work: () => ImageConfig;
  #config: ImageConfig | undefined;

  constructor(fields: Fields<StagePlan, 'config'>, work: () => ImageConfig) {
    this.index = fields.index;
    if (fields.name !== undefined) this.name = fields.name;
    this.from = fields.from;
    this.base = fields.base;
    this.steps = fields.steps;
    this.files = fields.files;
    this.#work = work;
  }

  get config(): ImageConfig {
    return (this.#config ??= this.#work());
  }
}

type Step<Kind extends BuildStep['kind']> = Extract<BuildStep, { readonly kind: Kind }>;

export class LazyCopy {
  readonly kind = 'copy';
  readonly instruction: Instruction;
  readonly before: StageState;
  readonly destination: string;
  readonly #work: () => readonly CopiedFile[];
  #copied: readonly CopiedFile[] | undefined;

  constructor(fields: Fields<Step<'copy'>, 'kind' | 'copied'>, work: () => readonly CopiedFile[]) {
    this.instruction = fields.instruction;
    this.before = fields.before;
    this.destination = fields.destination;
    this.#work = work;
  }

  get copied(): readonly CopiedFile[] {
    return (this.#copied ??= this.#work());
  }
}

export class LazyExpose {
  readonly kind = 'expose';
  readonly instruction: Instruction;
  readonly before: StageState;
  readonly #work: () => readonly string[];
  #ports: readonly string[] | undefined;

  constructor(fields: Fields<Step<'expose'>, 'kind' | 'ports'>, work: () => readonly string[]) {
    this.instruction = fields.instruction;
    this.before = fields.before;
    this.#work = work;
  }

  get ports(): readonly string[] {
    return (this.#ports ??= this.#work());
  }
}
