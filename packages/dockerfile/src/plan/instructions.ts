import type { Instruction, Word } from '../ast.ts';
import { parseDuration } from '../duration.ts';
import { expandWords } from '../expand.ts';
import { CopyConflict } from '../files/merge.ts';
import type { BuildStep, Command, Healthcheck, StageState } from '../image-plan.ts';
import type { BuildSources } from './build-sources.ts';
import { carryOutCopy } from './copy.ts';
import { nameInEmptyImage } from './copy-flags.ts';
import type { GlobalArguments } from './global-arguments.ts';
import { LazyExpose } from './lazy-values.ts';
import type { PortRange } from './ports.ts';
import { parsePorts, portNames } from './ports.ts';
import { carryOutRun } from './run.ts';
import type { ExpandedWord } from './scope.ts';
import { isSignal } from './signals.ts';
import type { StageDraft } from './stage-draft.ts';

/** What all stages share. */
export interface Build {
  readonly globals: GlobalArguments;
  readonly sources: BuildSources;
  /** Whether `# syntax=` asks for the frontend with what is on trial. */
  readonly isOnTrial: boolean;
}

/** @returns the step; nothing for one of kind `other`. */
type Handler = (
  draft: StageDraft,
  instruction: Instruction,
  before: StageState,
  build: Build,
) => BuildStep | undefined;

/** Carries an instruction out on its stage. */
export function carryOut(draft: StageDraft, instruction: Instruction, build: Build): void {
  const before = draft.state();
  const step = handlers[instruction.keyword]?.(draft, instruction, before, build);
  draft.steps.push(step ?? { instruction, before, kind: 'other' });
  draft.latest.set(instruction.keyword, instruction);
}

const copy: Handler = (draft, instruction, before, { sources }) =>
  carryOutCopy(draft, instruction, before, sources);

const handlers: Readonly<Record<string, Handler>> = {
  ADD: copy,
  ARG: declareArguments,
  CMD: setCommand,
  COPY: copy,
  ENTRYPOINT: setEntrypoint,
  ENV: setEnvironment,
  EXPOSE: expose,
  HEALTHCHECK: setHealthcheck,
  LABEL: setLabels,
  ONBUILD: storeTrigger,
  RUN: (draft, instruction, before, { sources, isOnTrial }) => {
    if (!isOnTrial) refuseDevice(draft, instruction);
    return carryOutRun(draft, instruction, before, sources);
  },
  SHELL: setShell,
  STOPSIGNAL: setStopSignal,
  USER: setUser,
  VOLUME: addVolumes,
  WORKDIR: changeDirectory,
};

function refuseDevice(draft: StageDraft, instruction: Instruction): void {
  const flag = instruction.flags.find(({ name }) => name === 'device');
  if (flag === undefined) return;
  const message = '`--device` is on trial: it needs `# syntax=docker/dockerfile:1-labs` at the top';
  draft.error(instruction, 'unknown-flag', message, flag.range);
}

function declareArguments(
  draft: StageDraft,
  instruction: Instruction,
  _: StageState,
  { globals: { scope, declared } }: Build,
): undefined {
  // As with ENV, one does not see the others of its line.
  const expanded = instruction.pairs.map(({ value }) => value && draft.expand(instruction, value));
  for (const [index, { name, value }] of instruction.pairs.entries()) {
    if (value !== undefined) {
      const { known, text } = expanded[index] ?? { known: false };
      draft.scope.setArgument(name.text, known ? text : undefined);
    } else if (declared.has(name.text) && scope.has(name.text)) {
      draft.scope.setArgument(name.text, scope.value(name.text));
    }
    draft.arguments.add(name.text);
  }
}

function setEnvironment(draft: StageDraft, instruction: Instruction): undefined {
  for (const { name, value } of expandPairs(draft, instruction)) {
    draft.scope.setEnvironment(name, value.known ? value.text : undefined);
    draft.changes.push({ kind: 'env', name, value: value.text });
  }
}

function setLabels(draft: StageDraft, instruction: Instruction): undefined {
  for (const { name, value } of expandPairs(draft, instruction)) {
    draft.changes.push({ kind: 'label', name, value: value.text });
  }
}

/** All pairs, before any of them is set: one does not see the others of its line. */
function expandPairs(
  draft: StageDraft,
  instruction: Instruction,
): readonly { readonly name: string; readonly value: ExpandedWord }[] {
  return instruction.pairs.flatMap(({ name, value }) => {
    const expandedName = draft.expand(instruction, name);
    const expandedValue = value && draft.expand(instruction, value);
    if (expandedName === undefined || expandedValue === undefined) return [];
    return [{ name: expandedName.text, value: expandedValue }];
  });
}

function commandOf({ form, words, argument }: Instruction, shell: readonly string[]): Command {
  if (form === 'exec') return { form, argv: words.map(({ text }) => text) };
  return { form, shell, script: argument.text };
}

/** CMD or ENTRYPOINT: the last one of a stage counts. */
function readCommand(draft: StageDraft, instruction: Instruction): Command {
  const { keyword, form } = instruction;
  const earlier = draft.latest.get(keyword);
  if (earlier !== undefined) warnOfEarlier(draft, earlier);
  if (form === 'shell' && draft.shell === undefined) {
    const message = `\`${keyword}\` without a JSON array is run by a shell, which does not hand on signals such as that of \`docker stop\``;
    draft.warn(instruction, 'JSONArgsRecommended', message, instruction.argument.range);
  }
  return commandOf(instruction, draft.currentShell);
}

function warnOfEarlier(draft: StageDraft, earlier: Instruction): void {
  const message = `a later \`${earlier.keyword}\` replaces this one`;
  draft.warn(earlier, 'MultipleInstructionsDisallowed', message);
}

function argvOf(command: Command): readonly string[] {
  return command.form === 'exec' ? command.argv : [...command.shell, command.script];
}

function setCommand(draft: StageDraft, instruction: Instruction, before: StageState): BuildStep {
  const command = readCommand(draft, instruction);
  draft.changes.push({ kind: 'set', fields: { Cmd: argvOf(command) } });
  return { instruction, before, kind: 'command', command };
}

function setEntrypoint(draft: StageDraft, instruction: Instruction, before: StageState): BuildStep {
  const command = readCommand(draft, instruction);
  draft.changes.push({ kind: 'set', fields: { Entrypoint: argvOf(command) } });
  if (!draft.latest.has('CMD')) draft.changes.push({ kind: 'clear-command' });
  return { instruction, before, kind: 'command', command };
}

function setShell(draft: StageDraft, instruction: Instruction): undefined {
  draft.shell = instruction.words.map(({ text }) => text);
  draft.changes.push({ kind: 'set', fields: { Shell: draft.shell } });
}

function storeTrigger(draft: StageDraft, { argument, heredocs }: Instruction): undefined {
  const bodies = heredocs.map(({ name, body }) => `\n${body}${name}`);
  draft.changes.push({ kind: 'trigger', text: argument.text + bodies.join('') });
}

/** The one word of WORKDIR, USER and STOPSIGNAL. */
function expandArgument(draft: StageDraft, instruction: Instruction): ExpandedWord | undefined {
  const word: Word = instruction.words[0] ?? instruction.argument;
  return draft.expand(instruction, word);
}

function setUser(draft: StageDraft, instruction: Instruction): undefined {
  const user = expandArgument(draft, instruction);
  if (user === undefined) return;
  draft.user = user.text;
  draft.changes.push({ kind: 'set', fields: { User: user.text } });
}

function setStopSignal(draft: StageDraft, instruction: Instruction): undefined {
  const signal = expandArgument(draft, instruction);
  if (signal === undefined) return;
  if (signal.known && !isSignal(signal.text)) {
    const message = `\`${signal.text}\` is no signal; one is \`SIGTERM\``;
    draft.error(instruction, 'invalid-signal', message, instruction.argument.range);
  } else draft.changes.push({ kind: 'set', fields: { StopSignal: signal.text } });
}

function addVolumes(draft: StageDraft, instruction: Instruction): undefined {
  const paths: string[] = [];
  for (const word of instruction.words) {
    const path = draft.expand(instruction, word);
    if (path === undefined) continue;
    if (path.text === '')
      draft.error(instruction, 'empty-volume', 'a volume needs a path', word.range);
    else paths.push(path.text);
  }
  draft.changes.push({ kind: 'volumes', paths });
}

function expose(draft: StageDraft, instruction: Instruction, before: StageState): BuildStep {
  const ranges: PortRange[] = [];
  for (const word of instruction.words) {
    for (const text of expandToWords(draft, instruction, word)) {
      const read = parsePorts(text);
      if ('message' in read) {
        draft.error(instruction, 'invalid-port', read.message, word.range);
        continue;
      }
      ranges.push(read.ports);
      const [, protocol = ''] = text.split('/');
      if (protocol !== protocol.toLowerCase()) {
        const message = `the protocol in \`${text}\` is not in lower case`;
        draft.warn(instruction, 'ExposeProtoCasing', message, word.range);
      }
      if (!read.isMapping) continue;
      const message = `\`${text}\` maps ports, and \`EXPOSE\` keeps only the container’s`;
      draft.warn(instruction, 'ExposeInvalidFormat', message, word.range);
    }
  }
  draft.changes.push({ kind: 'ports', ranges });
  return new LazyExpose({ instruction, before }, () => portNames(ranges));
}

/** A value can hold several ports; where it is not known, so are they. */
function expandToWords(draft: StageDraft, instruction: Instruction, word: Word): readonly string[] {
  const expanded = draft.expand(instruction, word);
  if (expanded?.known !== true) return [];
  const { escapeCharacter, allowance } = draft.start;
  const options = { escapeCharacter, allowance };
  const split = expandWords(word.text, (name) => draft.scope.value(name), options);
  return split.error === undefined ? split.words : [];
}

function setHealthcheck(draft: StageDraft, instruction: Instruction): undefined {
  const [type, ...words] = instruction.words;
  if (type?.text.toUpperCase() === 'NONE') {
    draft.changes.push({ kind: 'set', fields: { Healthcheck: { Test: ['NONE'] } } });
    return;
  }
  const texts = words.map(({ text }) => text);
  const value = (name: string) => instruction.flags.find((flag) => flag.name === name)?.value ?? '';
  const numbers = {
    Interval: parseDuration(value('interval')),
    Timeout: parseDuration(value('timeout')),
    StartPeriod: parseDuration(value('start-period')),
    StartInterval: parseDuration(value('start-interval')),
    Retries: Number(value('retries')),
  } satisfies Partial<Record<keyof Healthcheck, number | undefined>>;
  // What is 0 the engine leaves to its default, and out of the config.
  const set = Object.entries(numbers).filter(([, number]) => number !== undefined && number !== 0);
  const test = instruction.form === 'exec' ? ['CMD', ...texts] : ['CMD-SHELL', texts.join(' ')];
  const healthcheck: Healthcheck = { Test: test, ...Object.fromEntries(set) };
  const earlier = draft.latest.get('HEALTHCHECK');
  if (earlier !== undefined) warnOfEarlier(draft, earlier);
  draft.changes.push({ kind: 'set', fields: { Healthcheck: healthcheck } });
}

function changeDirectory(draft: StageDraft, instruction: Instruction): undefined {
  const expanded = expandArgument(draft, instruction);
  if (expanded === undefined) return;
  const { text, known } = expanded;
  const isAbsolute = text.startsWith('/');
  if (!isAbsolute && !draft.isDirectorySet) {
    const message = `\`${text}\` does not start with \`/\`: it counts from the working directory of the base image`;
    draft.warn(instruction, 'WorkdirRelativePath', message, instruction.argument.range);
  }
  draft.isDirectorySet = true;
  const path = draft.resolveFor(instruction, text, instruction.argument.range);
  if (path === undefined) return;
  const owner = path === '/' ? undefined : nameInEmptyImage(draft, draft.user);
  if (owner !== undefined && owner !== 'root') {
    const message = `the folder is for the user \`${owner}\`, and an empty image knows no names: \`USER\` takes a number there`;
    draft.error(instruction, 'unknown-user', message);
  }
  draft.isDirectoryKnown = known && (isAbsolute || draft.isDirectoryKnown);
  // The config keeps an absolute path as it is written, a relative one is cleaned.
  if (text !== '') draft.workingDirectory = isAbsolute ? text : path;
  draft.changes.push({ kind: 'set', fields: { WorkingDir: draft.workingDirectory } });
  if (!draft.isDirectoryKnown) return;
  try {
    draft.files = draft.files.makeDirectory(path);
  } catch (error) {
    if (!(error instanceof CopyConflict)) throw error;
    blockedDirectory(draft, instruction, error.path);
  }
}

function blockedDirectory(draft: StageDraft, instruction: Instruction, path: string): void {
  const message = `\`${path}\` is a file in the image, so it cannot be a working directory`;
  // Whoever made it a file is to mend, not who finds it so.
  const maker = draft.steps.findLast(
    (step) => step.kind === 'copy' && step.copied.some((copied) => copied.path === path),
  )?.instruction;
  const blamed = maker ?? instruction;
  draft.error(blamed, 'not-a-folder', message, blamed.words.at(-1)?.range);
}
