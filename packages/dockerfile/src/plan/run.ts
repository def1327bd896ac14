import { posix } from 'node:path';
import type { Instruction } from '../ast.ts';
import type { Budget } from '../files/budget.ts';
import { absent, emptyDirectory, unknown } from '../files/file-node.ts';
import type { FileNode } from '../files/file-node.ts';
import type { FileTree } from '../files/file-tree.ts';
import { CopyConflict } from '../files/merge.ts';
import { readHeredocStart } from '../heredoc.ts';
import type { ImageFiles } from '../image-files.ts';
import type { BuildStep, Command, StageState } from '../image-plan.ts';
import type { ShellCommand, ShellContext, ShellReading } from '../shell-commands.ts';
import { readShellText } from '../shell-commands.ts';
import type { BuildSources } from './build-sources.ts';
import { LazyState } from './lazy-values.ts';
import { pathsOfGlob } from './glob-paths.ts';
import type { Mount } from './mounts.ts';
import { readMounts } from './mounts.ts';
import { applyCommands } from './run-effects.ts';
import type { StageDraft } from './stage-draft.ts';

/**
 * Follows the text of RUN, as far as it tells, to what it does to the files of
 * the stage. The step finds what mounts put there for as long as it runs.
 */
export function carryOutRun(
  draft: StageDraft,
  instruction: Instruction,
  before: StageState,
  sources: BuildSources,
): BuildStep {
  const command = commandOf(instruction, before.shell);
  if (command.form === 'exec' && command.argv.length === 0) {
    draft.error(instruction, 'missing-program', 'an empty list names no program to run');
  }
  const mounted: { readonly path: string; readonly covered: FileNode }[] = [];
  let files = draft.files;
  for (const mount of readMounts(draft, instruction)) {
    const found = findMounted(draft, instruction, sources, mount);
    if (found === undefined) continue;
    const { names, node } = files.find(found.path, { followLast: true });
    mounted.push({ path: found.path, covered: node });
    files = withNode(files, names, found.node);
  }
  const reading = readCommand(draft, command, before, files, sources.budget);
  const commands = draft.isDirectoryKnown
    ? reading.commands
    : reading.commands.map((each) => ({ ...each, directory: undefined }));
  const effects = applyCommands(files, commands, sources.budget, isRoot(draft));
  let after = effects.files;
  // What a mount covered is there again, and what was written to it is gone.
  for (const { path, covered } of mounted.reverse()) {
    const { names } = after.find(path, { followLast: true });
    after = withoutStubs(withNode(after, names, covered), names, draft.files);
  }
  draft.files = after;
  const found = mounted.length > 0 ? withFiles(before, files) : before;
  const filesAt = filesAlong(files, commands, sources.budget, isRoot(draft));
  const { failing } = draft.isDirectoryKnown ? effects : {};
  return {
    instruction,
    before: found,
    kind: 'run',
    command,
    commands,
    filesAt,
    fails: reading.fails || failing !== undefined,
    ...(failing && { failing }),
  };
}

/** Goes on from the place that was asked for before: most ask for one after the other. */
function filesAlong(
  start: FileTree,
  commands: readonly ShellCommand[],
  budget: Budget,
  isRoot: boolean,
): (place: number) => FileTree {
  let last = { place: 0, files: start };
  return (place) => {
    const from = place < last.place ? { place: 0, files: start } : last;
    const { files } = applyCommands(from.files, commands.slice(from.place, place), budget, isRoot);
    last = { place, files };
    return files;
  };
}

function isRoot({ user }: StageDraft): boolean {
  return /^(?:root|0)(?::|$)/.test(user);
}

/** The same state; its variables are still worked out only when they are asked for. */
function withFiles(state: StageState, files: FileTree): StageState {
  const { workingDirectory, user, shell } = state;
  return new LazyState({ workingDirectory, user, shell, files }, () => state.variables);
}

function withNode(files: FileTree, names: readonly string[], node: FileNode): FileTree {
  try {
    return names.length === 0 ? files : files.put(names, node);
  } catch (error) {
    if (error instanceof CopyConflict) return files;
    throw error;
  }
}

/** The folders that were made to mount something in are taken away again, where nothing else is in them. */
function withoutStubs(files: FileTree, names: readonly string[], before: FileTree): FileTree {
  const above = names.slice(0, -1);
  const at = { followLast: false };
  const node = files.find(`/${above.join('/')}`, at).node;
  const wasThere = before.find(`/${above.join('/')}`, at).node.kind !== 'absent';
  if (above.length === 0 || wasThere || node.kind !== 'directory') return files;
  const kinds = new Set(node.children.sorted().map(([, child]) => child.kind));
  if (kinds.has('leaf') || kinds.has('directory')) return files;
  const isEmpty = node.others === 'absent' && !kinds.has('unknown');
  return withoutStubs(withNode(files, above, isEmpty ? absent : unknown), above, before);
}

function findMounted(
  draft: StageDraft,
  instruction: Instruction,
  sources: BuildSources,
  { flag, type, target, source, from, id }: Mount,
): { readonly path: string; readonly node: FileNode } | undefined {
  const isFile = type === 'secret' || type === 'ssh';
  if (type === undefined || target === undefined || (isFile && target === '')) return undefined;
  const path = draft.resolveFor(instruction, target, flag.range);
  if (path === undefined) return undefined;
  if (path === '/' && (draft.isDirectoryKnown || target.startsWith('/'))) {
    const message =
      'a mount cannot take the place of `/`: `target=…` has to name a folder below it';
    draft.error(instruction, 'invalid-mount', message, flag.range);
    return undefined;
  }
  if (type === 'tmpfs') return { path, node: emptyDirectory };
  if (type === 'cache' && from === '') {
    return { path, node: sources.takesEmptyCache(id, target) ? emptyDirectory : unknown };
  }
  if (type !== 'bind' || source === undefined || from === undefined) return { path, node: unknown };
  draft.usesContext ||= from === '';
  const tree =
    from === '' ? sources.context : sources.filesOf(draft, instruction, from, flag.range);
  const node = tree?.find(posix.resolve('/', source), { followLast: true }).node ?? unknown;
  if (node.kind !== 'absent') return { path, node };
  const message = `\`${source}\` is not there to be mounted`;
  draft.error(instruction, 'missing-source', message, flag.range);
  return undefined;
}

/** The text of RUN as it is run; a here-document that is all of it is the script itself. */
function commandOf(instruction: Instruction, shell: readonly string[]): Command {
  const { form, words, argument, heredocs } = instruction;
  if (form === 'exec') return { form, argv: words.map(({ text }) => text) };
  const [heredoc] = heredocs;
  if (heredoc === undefined) return { form, shell, script: argument.text };
  if (readHeredocStart(argument.text) === undefined) {
    const bodies = heredocs.map(({ name, body }) => `\n${body}${name}`);
    return { form, shell, script: argument.text + bodies.join('') };
  }
  // With `#!` it becomes a file that is run as a program.
  const interpreter = /^#!\s*(.*)/.exec(heredoc.body)?.[1]?.trim();
  if (interpreter === undefined) return { form, shell, script: heredoc.body };
  return { form, shell: interpreter.split(/\s+/), script: heredoc.body };
}

function readCommand(
  draft: StageDraft,
  command: Command,
  before: StageState,
  files: FileTree,
  budget: Budget,
): ShellReading {
  const script = command.form === 'exec' ? command.argv.map(quote).join(' ') : command.script;
  const variables = new Map(draft.scope.mentionedIn(script));
  if (isRoot(draft) && !draft.scope.has('HOME')) variables.set('HOME', '/root');
  const context: ShellContext = {
    directory: before.workingDirectory,
    variables,
    isUnset: (name) => !draft.scope.isOpen && !draft.scope.has(name) && !setByOthers.test(name),
    fileAt: (path) => kindAt(files, path),
    namesOf: (pattern) => pathsOfGlob(files, pattern, budget),
    allowance: budget.shell,
  };
  if (command.form === 'exec') return readShellText(script, context);
  const options = shellOptions(command.shell);
  return options === undefined
    ? { commands: [unreadable], fails: false }
    : readShellText(script, { ...context, ...options });
}

/** Variables of the shell itself, of the builder, and of who is logged in. */
const setByOthers =
  /^(?:BASH\w*|BUILD\w*|E?UID|HOME|HOSTNAME|IFS|LINENO|LOGNAME|OLDPWD|OPT\w+|P?PID|PATH|PPID|PS\d|PWD|RANDOM|SECONDS|SHELL|SHLVL|SOURCE_DATE_EPOCH|TARGET\w*|TERM|USER|_|\w+_(?:proxy|PROXY))$/;

/** What a shell finds at a path. */
function kindAt(files: ImageFiles, path: string): 'file' | 'directory' | 'absent' | 'unknown' {
  const origin = files.at(path, { followLast: true });
  if (typeof origin === 'string') return origin;
  return origin.kind === 'directory' ? 'directory' : 'file';
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What a shell is told by its own options; undefined for one whose text cannot be read. */
function shellOptions(
  shell: readonly string[],
): Pick<ShellContext, 'exitOnError' | 'pipeFails'> | undefined {
  const words = /(?:^|\/)env$/.test(shell[0] ?? '') ? shell.slice(1) : shell;
  const [program = '', ...options] = words[0] === '-S' ? words.slice(1) : words;
  if (!/^(?:ba|da|a)?sh$/.test(posix.basename(program))) return undefined;
  return {
    exitOnError: options.some((option) => /^-[a-z]*e/.test(option)) || options.includes('errexit'),
    pipeFails: options.includes('pipefail'),
  };
}

const unreadable: ShellCommand = {
  argv: [undefined],
  directory: undefined,
  runs: 'always',
  failureStopsBuild: true,
  writes: [undefined],
};
