import type { Word } from '../ast.ts';
import { expandWord } from '../expand.ts';
import type { ExpandOptions } from '../expand.ts';

/** `undefined` where the variable is set to something that only the engine knows. */
export type Value = string | undefined;

/** Whether a reference or path of an image plan is the whole of it: no `$NAME` is left in it. */
export function isKnown(text: string): boolean {
  return !text.includes('$');
}

/** What a word comes to. */
export interface ExpandedWord {
  /** Where it is not `known`, `$NAME` stands in it as written. */
  readonly text: string;
  /** False where it needs a value that only the engine or the base image knows. */
  readonly known: boolean;
  /** Names that nothing sets. */
  readonly undefinedNames: readonly string[];
  readonly error?: string;
}

/** Scopes above a scope, before they are made one. */
const maximumDepth = 32;

/**
 * The variables of a stage, or of the part before the first FROM. ARG and ENV
 * fill one scope: the later one wins. A stage that builds on another one
 * starts with all that one had, its ENV over its ARG.
 */
export class Scope {
  readonly #parent: Scope | undefined;
  readonly #environment = new Map<string, Value>();
  /** ENV and ARG in order; a step looks at as much of it as was there before the step. */
  readonly #log: (readonly [name: string, value: Value])[] = [];
  readonly #current = new Map<string, Value>();
  /** Whether the base image may set more than is listed here. */
  readonly #isOpen: boolean;
  readonly #depth: number;

  /** @param parent is complete: it does not change any more. */
  constructor(parent?: Scope, isOpen = parent?.isOpen ?? false) {
    this.#parent = parent === undefined ? undefined : parent.#flat();
    this.#depth = this.#parent === undefined ? 1 : this.#parent.#depth + 1;
    this.#isOpen = isOpen;
  }

  /** The same variables with few parents above them: a chain of stages can be thousands long. */
  #flat(): Scope | undefined {
    if (this.#log.length === 0) return this.#parent;
    if (this.#depth < maximumDepth) return this;
    const flat = new Scope(undefined, this.#isOpen);
    const environment = this.#lineage().flatMap((scope) => [...scope.#environment]);
    for (const pair of new Map([...this.#inherited(), ...this.#log])) flat.setArgument(...pair);
    for (const pair of new Map(environment)) flat.setEnvironment(...pair);
    return flat;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  setArgument(name: string, value: Value): void {
    this.#current.set(name, value);
    this.#log.push([name, value]);
  }

  setEnvironment(name: string, value: Value): void {
    this.setArgument(name, value);
    this.#environment.set(name, value);
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** @returns undefined where it is not set, or not known. */
  value(name: string): Value {
    return this.#find(name)?.value;
  }

  /** Known values; changes of this scope later on do not show in it. */
  snapshot(): () => ReadonlyMap<string, string> {
    const length = this.#log.length;
    return () => {
      const variables = new Map<string, string>();
      for (const [name, value] of [...this.#inherited(), ...this.#log.slice(0, length)]) {
        if (value === undefined) variables.delete(name);
        else variables.set(name, value);
      }
      return variables;
    };
  }

  /** Known values of the names that a text mentions, whatever it means by them. */
  mentionedIn(text: string): ReadonlyMap<string, string> {
    const variables = new Map<string, string>();
    for (const [name] of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
      const value = variables.has(name) ? undefined : this.#find(name)?.value;
      if (value !== undefined) variables.set(name, value);
    }
    return variables;
  }

  expand(word: Pick<Word, 'text'>, options: ExpandOptions): ExpandedWord {
    const unknownNames = new Set<string>();
    const unsetNames = new Set<string>();
    const lookup = (name: string): string | undefined => {
      const found = this.#find(name);
      if (found === undefined && !this.#isOpen) unsetNames.add(name);
      else if (found?.value === undefined) unknownNames.add(name);
      return found?.value;
    };
    const expanded = expandWord(word.text, lookup, options);
    const known = unknownNames.size === 0;
    const names = { undefinedNames: [...unsetNames] };
    if (known) {
      return expanded.error === undefined
        ? { text: expanded.value, known, ...names }
        : { text: word.text, known, ...names, error: expanded.error };
    }
    const shown = expandWord(word.text, lookup, { ...options, keepUndefined: true });
    return { text: shown.error === undefined ? shown.value : word.text, known, ...names };
  }

  #find(name: string): { readonly value: Value } | undefined {
    if (this.#current.has(name)) return { value: this.#current.get(name) };
    for (let scope = this.#parent; scope !== undefined; scope = scope.#parent) {
      if (scope.#environment.has(name)) return { value: scope.#environment.get(name) };
    }
    for (let scope = this.#parent; scope !== undefined; scope = scope.#parent) {
      if (scope.#current.has(name)) return { value: scope.#current.get(name) };
    }
    return undefined;
  }

  /** What this scope started with. */
  *#inherited(): Generator<readonly [name: string, value: Value]> {
    const parents = this.#parent === undefined ? [] : this.#parent.#lineage();
    for (const scope of parents) yield* scope.#log;
    for (const scope of parents) yield* scope.#environment;
  }

  /** Itself, before it those above it. */
  #lineage(): readonly Scope[] {
    const lineage: Scope[] = [this];
    for (let scope = this.#parent; scope !== undefined; scope = scope.#parent)
      lineage.unshift(scope);
    return lineage;
  }
}
