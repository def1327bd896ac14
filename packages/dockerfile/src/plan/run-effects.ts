import { posix } from 'node:path';
import { made } from '../files/file-node.ts';
import { isTooMuchWork } from '../files/budget.ts';
import type { Budget } from '../files/budget.ts';
import type { FileTree } from '../files/file-tree.ts';
import { CopyConflict } from '../files/merge.ts';
import type { ShellCommand } from '../shell-commands.ts';
import { outcomeOf, placeOfLink } from './change-outcome.ts';
import type { Outcome } from './change-outcome.ts';
import { effectOf } from './program-effects.ts';
import type { Change } from './change.ts';

/** What is after some commands. */
export interface Effects {
  readonly files: FileTree;
  /** A command that surely fails, and stops the build; the first. */
  readonly failing?: ShellCommand;
}

/**
 * What commands do to the files, as far as their words tell. Where a command
 * may not run, or may fail without stopping the build, what it would change is
 * unknown afterwards.
 * @param isRoot whether they run with root's rights.
 */
export function applyCommands(
  before: FileTree,
  commands: readonly ShellCommand[],
  budget: Budget,
  isRoot: boolean,
): Effects {
  let files = before;
  let failing: ShellCommand | undefined;
  for (const command of commands) {
    try {
      const after = afterCommand(files, command, budget, isRoot);
      files = after.files;
      const stops = after.fails && command.runs === 'always' && command.failureStopsBuild;
      if (stops) failing ??= command;
    } catch (error) {
      if (!isTooMuchWork(error)) throw error;
      files = files.forget('/');
    }
  }
  return { files, ...(failing && { failing }) };
}

function afterCommand(
  before: FileTree,
  command: ShellCommand,
  budget: Budget,
  isRoot: boolean,
): { readonly files: FileTree; readonly fails: boolean } {
  let files = before;
  let fails = false;
  let runs = command.runs === 'always';
  // Others may lack the right.
  const isDone = (outcome: Outcome) =>
    command.failureStopsBuild || (isRoot && outcome === 'succeeds');
  for (const path of command.writes) {
    // A file that is written to somewhere may be any.
    const change: Change =
      path === undefined ? { kind: 'forget', path: '/' } : { kind: 'make', path };
    const outcome = outcomeOf(change, files);
    // A command whose output goes nowhere is not run.
    if (outcome === 'fails') return { files, fails: true };
    runs &&= isDone(outcome);
    files = runs ? applied(files, change, budget) : maybeApplied(files, change, budget);
  }
  for (const change of effectOf(command, files)) {
    const outcome = outcomeOf(change, files);
    fails ||= outcome === 'fails';
    if (outcome === 'fails') continue;
    files =
      runs && isDone(outcome)
        ? applied(files, change, budget)
        : maybeApplied(files, change, budget);
  }
  return { files, fails };
}

function applied(files: FileTree, change: Change, budget: Budget): FileTree {
  try {
    switch (change.kind) {
      case 'remove':
        return files.remove(change.path);
      case 'make':
        return makeFile(files, change.path);
      case 'make-directory':
        return files.makeDirectory(change.path);
      case 'link':
        return files.replaceFile(
          placeOfLink(change, files),
          { ...made, linkTarget: change.target },
          { followLast: false },
        );
      case 'copy':
      case 'move':
        return transferred(files, change, budget);
      case 'forget':
        return files.forget(change.path);
      case 'loosen':
        return files.loosen(change.path, budget);
    }
  } catch (error) {
    if (error instanceof CopyConflict) return files.forget(error.path);
    throw error;
  }
}

function makeFile(files: FileTree, path: string): FileTree {
  const { names, node } = files.find(path, { followLast: true });
  return node.kind === 'directory' ? files : files.put(names, made);
}

function transferred(
  files: FileTree,
  { from, to, kind, contentsOnly }: Extract<Change, { readonly to: string }>,
  budget: Budget,
): FileTree {
  const moves = kind === 'move';
  const source = files.find(from, { followLast: !moves }).node;
  const there = files.find(to, { followLast: true }).node;
  if (source.kind === 'absent') return files;
  if (source.kind === 'unknown' || there.kind === 'unknown') {
    const forgotten = files.forget(to);
    return moves ? forgotten.forget(from) : forgotten;
  }
  const goesInto = there.kind === 'directory' && contentsOnly !== true;
  const target = goesInto ? posix.join(to, posix.basename(from)) : to;
  const copied =
    source.kind === 'directory'
      ? files.copyOver(target, source, budget)
      : files.replaceFile(target, source, { followLast: !moves });
  return moves && from !== target ? copied.remove(from) : copied;
}

/** Each place that a change would touch is unknown; a directory that is there stays one. */
function maybeApplied(files: FileTree, change: Change, budget: Budget): FileTree {
  switch (change.kind) {
    case 'make-directory':
      return files.find(change.path, { followLast: true }).node.kind === 'directory'
        ? files
        : files.forget(change.path);
    case 'copy':
      return files.forget(change.to);
    case 'move':
      return files.forget(change.to).forget(change.from);
    case 'loosen':
      return files.loosen(change.path, budget);
    default:
      return files.forget(change.path);
  }
}
