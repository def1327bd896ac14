import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What became of one learner, as `grader-process.ts` tells. */
export interface Told {
  readonly name: string;
  readonly known: boolean;
  readonly outcome: string;
  readonly reason?: string;
}

export interface GraderProcess {
  readonly ended: Promise<{
    readonly signal: NodeJS.Signals | null;
    readonly code: number | null;
    readonly outcomes: readonly Told[] | undefined;
    readonly errors: string;
  }>;
  kill(signal: NodeJS.Signals): void;
}

/** A class, a store and a log for tests of graders that come and go; gone when disposed of. */
export interface TestClass extends Disposable {
  /** Of the embedded store. */
  readonly store: string;
  /** By learner: a word for `grader-process.ts`. */
  readonly hand: (words: Readonly<Record<string, string>>) => void;
  readonly start: (...args: readonly string[]) => GraderProcess;
  /** How often contents were taken up, in all. */
  readonly tries: () => number;
}

/**
 * @param env for its graders; with DATABASE_URL their store is that PostgreSQL.
 * @param store a folder with an embedded store to begin with: making one takes seconds.
 */
export function testClass(env: Readonly<Record<string, string>> = {}, store?: string): TestClass {
  const folder = mkdtempSync(path.join(tmpdir(), 'class-'));
  if (store !== undefined) cpSync(store, path.join(folder, 'store'), { recursive: true });
  const log = path.join(folder, 'log');
  return {
    store: path.join(folder, 'store'),
    hand(words) {
      for (const [name, word] of Object.entries(words)) {
        mkdirSync(path.join(folder, 'class', name), { recursive: true });
        writeFileSync(path.join(folder, 'class', name, 'Dockerfile'), `${word} `);
      }
    },
    start(...args) {
      const program = path.join(import.meta.dirname, 'grader-process.ts');
      const places = ['--class', `${folder}/class`, '--log', log, '--store', `${folder}/store`];
      const { DATABASE_URL: _, ...inherited } = process.env;
      const child = spawn(process.execPath, [program, ...places, ...args], {
        env: { ...inherited, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const streams = Promise.all([text(child.stdout), text(child.stderr)]);
      const exit = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
        child.on('exit', (code, signal) => resolve([code, signal])),
      );
      return {
        ended: Promise.all([exit, streams]).then(([[code, signal], [out, errors]]) => ({
          code,
          signal,
          errors,
          outcomes: out === '' ? undefined : (JSON.parse(out) as readonly Told[]),
        })),
        kill: (signal) => child.kill(signal),
      };
    },
    tries: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
