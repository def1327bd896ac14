import { posix } from 'node:path';
import type { Instruction } from './ast.ts';
import { findStage } from './copy.ts';
import { FileLayer, isDirectory } from './image-files.ts';
import type { Command, StageState } from './image-plan.ts';
import type { ShellCommand } from './shell-commands.ts';
import { readShellCommands } from './shell-commands.ts';
import type { Build, StageBuilder } from './stage-state.ts';
import { isKnown } from './variables.ts';

/** The programs of a RUN, and the state they find: `--mount` puts more files there. */
export function readRun(
  build: Build,
  stage: StageBuilder,
  instruction: Instruction,
  command: Command,
  before: StageState,
): { readonly commands: readonly ShellCommand[]; readonly before: StageState } {
  const files = withMounts(build, stage, instruction);
  const variables = new Map([...before.variables].filter(([, value]) => isKnown(value)));
  const context = { directory: before.workingDirectory, variables };
  return { commands: commandsOf(instruction, command, context), before: { ...before, files } };
}

type Context = Parameters<typeof readShellCommands>[1];

function commandsOf(
  instruction: Instruction,
  command: Command,
  context: Context,
): readonly ShellCommand[] {
  if (command.form === 'exec') {
    return readShellCommands(command.argv.map(quote).join(' '), context);
  }
  const shell = shellOptions(command.shell);
  if (shell === undefined) return unreadable;
  const [heredoc, ...others] = instruction.heredocs;
  if (heredoc === undefined) return readShellCommands(command.script, { ...context, ...shell });
  const isWhole = /^\d*<<-?\s*\S+$/.test(command.script.trim()) && others.length === 0;
  if (isWhole) {
    const interpreter = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(heredoc.body);
    if (interpreter === null) return readShellCommands(heredoc.body, { ...context, ...shell });
    const program = interpreter[1]?.endsWith('/env') === true ? interpreter[2] : interpreter[1];
    if (!/(?:^|\/)(?:ba|da|a)?sh$/.test(program ?? '')) return unreadable;
    const exitOnError = /^-\w*e/.test(interpreter[2] ?? '');
    return readShellCommands(heredoc.body, { ...context, exitOnError });
  }
  const bodies = instruction.heredocs.map(({ name, body }) => `${body}${name}\n`);
  return readShellCommands(`${command.script}\n${bodies.join('')}`, { ...context, ...shell });
}

/** What `SHELL` says of a POSIX shell; `undefined` for another one. */
function shellOptions(
  shell: readonly string[],
): { readonly exitOnError: boolean; readonly pipeFails: boolean } | undefined {
  const [program = '', ...options] = shell;
  if (!/^(?:.*\/)?(?:ba|da|a)?sh$/.test(program)) return undefined;
  if (options.length === 0 || !/^-\w*c$/.test(options.at(-1) ?? '')) return undefined;
  return {
    exitOnError: options.some((option) => /^-[a-z]*e/.test(option)) || options.includes('errexit'),
    pipeFails: options.includes('pipefail'),
  };
}

const unreadable: readonly ShellCommand[] = [
  { argv: [undefined], directory: undefined, runs: 'maybe', failureStopsBuild: true, writes: [undefined] },
];

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function withMounts(build: Build, stage: StageBuilder, instruction: Instruction): FileLayer {
  const mounts = instruction.flags.filter(({ name }) => name === 'mount');
  if (mounts.length === 0) return stage.files;
  const files = new FileLayer(stage.files);
  for (const { value = '' } of mounts) {
    const options = new Map(
      value.split(',').map((option): [string, string] => {
        const [name = '', ...rest] = option.split('=');
        return [name, rest.join('=')];
      }),
    );
    if ((options.get('type') ?? 'bind') !== 'bind') continue;
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '';
    const source = posix.resolve('/', options.get('source') ?? options.get('src') ?? '/');
    const path = posix.resolve('/', stage.config.WorkingDir ?? '/', target);
    mount(build, stage, files, path, source, options.get('from'));
  }
  return files;
}

function mount(
  build: Build,
  stage: StageBuilder,
  files: FileLayer,
  target: string,
  source: string,
  from: string | undefined,
): void {
  const origin = from === undefined || from === '' ? undefined : findStage(build, stage, from);
  files.cover(target, from === undefined ? 'absent' : 'unknown');
  if (typeof origin === 'object') {
    const answer = origin.files.at(source);
    if (typeof answer === 'object' && !isDirectory(answer)) files.put(target, answer);
    for (const path of origin.files.below(source).paths) {
      files.put(posix.join(target, posix.relative(source, path)), origin.files.at(path));
    }
  }
  if (from !== undefined) return;
  for (const entry of build.context.values()) {
    const path = `/${entry.path}`;
    if (path !== source && !path.startsWith(source === '/' ? '/' : `${source}/`)) continue;
    const place = posix.join(target, posix.relative(source, path));
    if (entry.kind === 'directory') files.putFolder(place);
    else files.put(place, { kind: 'context', path: entry.path });
  }
}
