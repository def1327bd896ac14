import type { Statement } from 'unbash';
import type { ShellCommand, ShellContext } from '../shell-commands.ts';
import type { Context } from './context.ts';
import { stopsBuild } from './context.ts';
import { parseScript } from './parse-script.ts';
import { resolvePath } from './resolve-path.ts';
import type { Node } from './run-node.ts';
import { runNode } from './run-node.ts';
import type { Shell, Status } from './shell-state.ts';
import { forgetShell, forkShell } from './shell-state.ts';

/** Longer texts are not read: nobody writes them by hand, and reading must stay fast. */
const maximumLength = 16_384;
const maximumDepth = 16;
const maximumSteps = 4_000;

/** Steps that several texts may take together. */
export interface Allowance {
  left: number;
}

/** Programs that leave the files of a project as they are. */
const onlyLooks: ReadonlySet<string> = new Set(
  '[ apk apt apt-get cat cd echo head ls pip pip3 printf pwd sleep test'.split(' '),
);

/** Programs that leave the folders of a project where they are. */
const takesNothing: ReadonlySet<string> = new Set([
  ...onlyLooks,
  ...'addgroup adduser chmod chown cp curl ln mkdir sed tee touch useradd wget'.split(' '),
]);

/** Thrown where a text asks for more work than any real one. */
export class TooMuchWork extends Error {}

/** Follows shell texts and collects the commands that they run. */
export class Interpreter {
  readonly commands: ShellCommand[] = [];
  #steps = 0;
  #muted = 0;
  /** Whether a command so far may have changed files. */
  #mayHaveChanged = false;
  readonly #allowance: Allowance;
  readonly #fileAt: ShellContext['fileAt'];
  readonly #namesOf: ShellContext['namesOf'];
  readonly #given: ReadonlyMap<string, string>;
  /** Places of the commands that run beside the others. */
  readonly #inBackground = new Set<number>();

  constructor({
    allowance = { left: maximumSteps },
    fileAt,
    namesOf,
    variables = new Map(),
  }: Partial<ShellContext>) {
    this.#allowance = allowance;
    this.#fileAt = fileAt;
    this.#namesOf = namesOf;
    this.#given = variables;
  }

  /** The variables of a program that the text did not start with. */
  environmentOf({ exported, variables }: Shell): Pick<ShellCommand, 'environment'> {
    const given = this.#given;
    const names = [...exported].filter(
      (name) => !given.has(name) || variables.get(name) !== given.get(name),
    );
    if (names.length === 0) return {};
    return { environment: new Map(names.map((name) => [name, variables.get(name)])) };
  }

  /** All commands, once the text is read. */
  finished(): readonly ShellCommand[] {
    return this.commands.map((command, index) =>
      this.#inBackground.has(index) ? { ...command, inBackground: true } : command,
    );
  }

  /** What is at a path now, where no command of the text can have changed it. */
  fileAt(path: string): ReturnType<NonNullable<ShellContext['fileAt']>> {
    return this.#mayHaveChanged ? 'unknown' : (this.#fileAt?.(path) ?? 'unknown');
  }

  /** What a pattern stands for now, where no command of the text can have changed it. */
  namesOf(pattern: string): readonly string[] | undefined {
    return this.#mayHaveChanged ? undefined : this.#namesOf?.(pattern);
  }

  /** Whether `cd` gets there; `undefined` where only a run can tell. */
  canEnter(path: string): boolean | undefined {
    const now = this.fileAt(path);
    if (now !== 'unknown') return now === 'directory';
    // A text on its own, without the files it runs beside.
    if (this.#fileAt === undefined) return true;
    const isMade = this.commands.some(
      ({ argv: [program, ...words], directory }) =>
        program === 'mkdir' && words.some((word) => resolvePath(directory, word) === path),
    );
    const isKept = this.commands.every(({ argv: [program = ''] }) => takesNothing.has(program));
    return isMade || (isKept && this.#fileAt(path) === 'directory') ? true : undefined;
  }

  /** @throws TooMuchWork at the limit. */
  takeStep(weight = 1): void {
    this.#steps += weight;
    this.#allowance.left -= weight;
    if (this.#steps > maximumSteps || this.#allowance.left < 0) throw new TooMuchWork();
  }

  emit(command: ShellCommand): void {
    if (this.#muted > 0) return;
    const [program = ''] = command.argv;
    this.#mayHaveChanged ||= command.writes.length > 0 || !onlyLooks.has(program);
    if (program === 'wait') this.#inBackground.clear();
    this.commands.push(command);
  }

  /** Runs `work` for its effect on the shell alone. */
  mute(work: () => void): void {
    this.#muted += 1;
    work();
    this.#muted -= 1;
  }

  run(node: Node, shell: Shell, context: Context): Status {
    this.takeStep();
    return runNode(this, node, shell, context);
  }

  /** Runs commands one behind the other; the last one's status is theirs. */
  runAll(statements: readonly Statement[], shell: Shell, context: Context): Status {
    let status: Status = 'succeeds';
    for (const [index, { command, background }] of statements.entries()) {
      if (shell.ended !== undefined) return status;
      const isLast = index === statements.length - 1;
      const inner = isLast ? context : { ...context, statusStops: false };
      if (background === true) {
        const apart = { ...inner, statusStops: false, exitStops: false };
        const first = this.commands.length;
        this.run(command, forkShell(shell), apart);
        for (let at = first; at < this.commands.length; at += 1) this.#inBackground.add(at);
        status = 'succeeds';
      } else status = this.run(command, shell, inner);
      shell.last = status;
    }
    return status;
  }

  /** Runs a text in `shell`; one that cannot be read is one unknown command. */
  runText(text: string, shell: Shell, context: Context): Status {
    return this.runDeeper(shell, context, (inner) => {
      if (text.length > maximumLength) return this.runUnknown(shell, inner);
      const script = parseScript(text);
      if (script.errors !== undefined) return this.runUnknown(shell, inner);
      return this.runAll(script.commands, shell, inner);
    });
  }

  /** Runs a text or a function inside another one, up to a bound. */
  runDeeper(shell: Shell, context: Context, run: (context: Context) => Status): Status {
    this.takeStep();
    const inner = { ...context, depth: context.depth + 1 };
    return inner.depth > maximumDepth ? this.runUnknown(shell, inner) : run(inner);
  }

  /** Some command, nobody knows which. */
  runUnknown(shell: Shell, context: Context): Status {
    this.emit({
      argv: [undefined],
      directory: shell.directory,
      runs: 'maybe',
      failureStopsBuild: stopsBuild(shell, context),
      writes: [...context.writes, undefined],
    });
    forgetShell(shell);
    return 'unknown';
  }
}
