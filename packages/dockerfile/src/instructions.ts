import { posix } from 'node:path';
import type { Instruction, Word } from './ast.ts';
import { copyInto, fileAbove, findStage } from './copy.ts';
import { parseDuration } from './duration.ts';
import { FileLayer, isDirectory } from './image-files.ts';
import type { BuildStep, Command, Healthcheck, StageState } from './image-plan.ts';
import { readPorts } from './ports.ts';
import { applyCommands } from './run-effects.ts';
import { readRun } from './run.ts';
import type { Build, StageBuilder } from './stage-state.ts';
import { expanderOf, refuse } from './stage-state.ts';
import { expand, expandToWords, isKnown } from './variables.ts';

/** Carries one instruction out on its stage, and notes the step. */
export function carryOut(build: Build, stage: StageBuilder, instruction: Instruction): void {
  const before = stateOf(stage);
  const doing = handlers[instruction.keyword]?.(build, stage, instruction, before);
  stage.steps.push({ instruction, before, ...(doing ?? { kind: 'other' }) });
}

export function stateOf(stage: StageBuilder): StageState {
  return {
    workingDirectory: posix.resolve('/', stage.config.WorkingDir ?? '/'),
    variables: new Map(stage.variables),
    user: stage.config.User ?? '',
    shell: stage.config.Shell ?? defaultShell,
    files: stage.files,
  };
}

const defaultShell: readonly string[] = ['/bin/sh', '-c'];

type Doing = BuildStep extends infer Step ? (Step extends BuildStep ? Omit<Step, 'instruction' | 'before'> & Partial<Pick<Step, 'before'>> : never) : never;

type Handler = (
  build: Build,
  stage: StageBuilder,
  instruction: Instruction,
  before: StageState,
) => Doing | undefined;

const handlers: Readonly<Record<string, Handler>> = {
  ADD: copy,
  COPY: copy,
  ARG: argument,
  CMD: (_, stage, instruction) => {
    const command = commandOf(stage, instruction.words, instruction.form);
    stage.config.Cmd = argvOf(command);
    stage.commandSet = true;
    return { kind: 'command', command };
  },
  ENTRYPOINT: (_, stage, instruction) => {
    const command = commandOf(stage, instruction.words, instruction.form);
    stage.config.Entrypoint = argvOf(command);
    if (!stage.commandSet) delete stage.config.Cmd;
    return { kind: 'command', command };
  },
  ENV: environment,
  EXPOSE: expose,
  HEALTHCHECK: healthCheck,
  LABEL: (build, stage, instruction) => {
    const expander = expanderOf(build, stage);
    const labels = instruction.pairs.map(({ name, value }): [string, string] => [
      expand(expander, name, instruction),
      value === undefined ? '' : expand(expander, value, instruction),
    ]);
    stage.config.Labels = { ...stage.config.Labels, ...Object.fromEntries(labels) };
    return undefined;
  },
  ONBUILD: (_, stage, instruction) => {
    if (instruction.trigger === undefined) return undefined;
    stage.triggers.push(instruction.trigger);
    stage.config.OnBuild = [...(stage.config.OnBuild ?? []), instruction.argument.text];
    return undefined;
  },
  RUN: run,
  SHELL: (_, stage, instruction) => {
    stage.config.Shell = instruction.words.map(({ text }) => text);
    return undefined;
  },
  STOPSIGNAL: (build, stage, instruction) => {
    const signal = first(build, stage, instruction);
    if (isKnown(signal) && !isSignal(signal)) {
      refuse(stage, instruction, instruction.argument, 'invalid-signal', `\`${signal}\` is no signal`);
    } else stage.config.StopSignal = signal;
    return undefined;
  },
  USER: (build, stage, instruction) => {
    stage.config.User = first(build, stage, instruction);
    return undefined;
  },
  VOLUME: (build, stage, instruction) => {
    const expander = expanderOf(build, stage);
    for (const word of instruction.words) {
      const path = expand(expander, word, instruction);
      if (path.trim() === '') refuse(stage, instruction, word, 'empty-volume', 'a volume needs a path');
      else stage.config.Volumes = { ...stage.config.Volumes, [path]: {} };
    }
    return undefined;
  },
  WORKDIR: workingDirectory,
};

function first(build: Build, stage: StageBuilder, instruction: Instruction): string {
  const [word] = instruction.words;
  return word === undefined ? '' : expand(expanderOf(build, stage), word, instruction);
}

function copy(build: Build, stage: StageBuilder, instruction: Instruction): Doing {
  return { kind: 'copy', ...copyInto(build, stage, instruction) };
}

function argument(build: Build, stage: StageBuilder, instruction: Instruction): undefined {
  const expander = expanderOf(build, stage);
  for (const { name, value } of instruction.pairs) {
    const key = expand(expander, name, instruction);
    const given =
      value === undefined ? build.globalArguments.get(key) : expand(expander, value, instruction);
    if (given !== undefined) stage.variables.set(key, given);
  }
}

function environment(build: Build, stage: StageBuilder, instruction: Instruction): undefined {
  const expander = expanderOf(build, stage);
  for (const { name, value } of instruction.pairs) {
    const key = expand(expander, name, instruction);
    const text = value === undefined ? '' : expand(expander, value, instruction);
    stage.variables.set(key, text);
    const env = [...(stage.config.Env ?? [])];
    const place = env.findIndex((each) => each.startsWith(`${key}=`));
    env.splice(place < 0 ? env.length : place, place < 0 ? 0 : 1, `${key}=${text}`);
    stage.config.Env = env;
  }
}

function expose(build: Build, stage: StageBuilder, instruction: Instruction): Doing {
  const expander = expanderOf(build, stage);
  const ports: string[] = [];
  for (const word of instruction.words) {
    for (const text of expandToWords(expander, word, instruction)) {
      if (!isKnown(text)) continue;
      const read = readPorts(text);
      ports.push(...read.ports);
      if (read.error !== undefined) refuse(stage, instruction, word, 'ExposeInvalidFormat', read.error);
    }
  }
  const added = Object.fromEntries(ports.map((port) => [port, {}]));
  if (ports.length > 0) stage.config.ExposedPorts = { ...stage.config.ExposedPorts, ...added };
  return { kind: 'expose', ports };
}

function workingDirectory(build: Build, stage: StageBuilder, instruction: Instruction): undefined {
  const written = first(build, stage, instruction);
  const before = stage.config.WorkingDir ?? '/';
  const path = written.startsWith('/') ? written : posix.join(before, written);
  stage.config.WorkingDir = path;
  if (!isKnown(path)) return;
  const folder = posix.resolve('/', path);
  const present = stage.files.at(folder);
  const blocking =
    typeof present === 'object' && !isDirectory(present) ? folder : fileAbove(stage.files, folder);
  if (blocking !== undefined) {
    const message = `\`${blocking}\` is a file in the image, so it cannot be a working directory`;
    // Whoever made it a file is to mend, not who finds it so.
    const { instruction: maker } = stage.steps.findLast(
      (step) => step.kind === 'copy' && step.copied.some(({ path }) => path === blocking),
    ) ?? { instruction };
    refuse(stage, maker, maker.words.at(-1) ?? maker, 'not-a-folder', message);
    return;
  }
  stage.files = new FileLayer(stage.files);
  stage.files.putFolder(folder);
}

function run(build: Build, stage: StageBuilder, instruction: Instruction, before: StageState): Doing {
  for (const { name, value = '' } of instruction.flags) {
    const from = name === 'mount' ? /(?:^|,)from=([^,]*)/.exec(value)?.[1] : undefined;
    const origin = from === undefined ? undefined : findStage(build, stage, from);
    if (typeof origin === 'object') stage.uses.add(origin.index);
  }
  const command = commandOf(stage, instruction.words, instruction.form);
  const read = readRun(build, stage, instruction, command, before);
  stage.files = applyCommands(stage.files, read.commands);
  return { kind: 'run', command, ...read };
}

function healthCheck(_: Build, stage: StageBuilder, instruction: Instruction): undefined {
  const [type, ...words] = instruction.words;
  if (type?.text.toUpperCase() === 'NONE') {
    stage.config.Healthcheck = { Test: ['NONE'] };
    return;
  }
  const time = (name: string) => {
    const value = instruction.flags.find((flag) => flag.name === name)?.value;
    return value === undefined ? undefined : parseDuration(value);
  };
  const retries = Number(instruction.flags.find(({ name }) => name === 'retries')?.value ?? 0);
  const texts = words.map(({ text }) => text);
  const test = instruction.form === 'exec' ? ['CMD', ...texts] : ['CMD-SHELL', texts.join(' ')];
  const times: Partial<Record<keyof Healthcheck, number | undefined>> = {
    Interval: time('interval'),
    Timeout: time('timeout'),
    StartPeriod: time('start-period'),
    StartInterval: time('start-interval'),
    Retries: retries,
  };
  const set = Object.entries(times).filter(([, value]) => value !== undefined && value !== 0);
  stage.config.Healthcheck = { Test: test, ...Object.fromEntries(set) };
}

function commandOf(
  stage: StageBuilder,
  words: readonly Word[],
  form: Instruction['form'],
): Command {
  const texts = words.map(({ text }) => text);
  if (form === 'exec') return { form, argv: texts };
  return { form, shell: stage.config.Shell ?? defaultShell, script: texts.join(' ') };
}

function argvOf(command: Command): readonly string[] {
  return command.form === 'exec' ? command.argv : [...command.shell, command.script];
}

const signals: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT ' +
    'STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'
  ).split(' '),
);

function isSignal(text: string): boolean {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 64;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return signals.has(name) || /^RTM(?:IN(?:\+\d+)?|AX(?:-\d+)?)$/.test(name);
}
