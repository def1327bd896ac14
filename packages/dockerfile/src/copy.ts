import { posix } from 'node:path';
import type { Instruction, Word } from './ast.ts';
import type { ContextEntry } from './build-context.ts';
import { readHeredocStart } from './heredoc.ts';
import type { FileAnswer, FileOrigin } from './image-files.ts';
import { FileLayer, isDirectory, isThere } from './image-files.ts';
import type { CopiedFile } from './image-plan.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { Build, StageBuilder } from './stage-state.ts';
import { expanderOf, refuse } from './stage-state.ts';
import { expand, expandBody, isKnown } from './variables.ts';

export interface Copied {
  readonly copied: readonly CopiedFile[];
  readonly destination: string;
}

/** A place that files are taken from: the build context or another stage. */
interface Source {
  readonly at: (path: string) => FileAnswer;
  /** All below a folder, as absolute paths. */
  readonly below: (folder: string) => { readonly paths: readonly string[]; readonly complete: boolean };
}

interface Job {
  readonly build: Build;
  readonly stage: StageBuilder;
  readonly instruction: Instruction;
  readonly files: FileLayer;
  /** Absolute; ends in `/` where the builder takes it for a folder. */
  readonly destination: string;
  readonly copied: CopiedFile[];
  readonly excludes: (path: string) => boolean;
}

/** Carries COPY or ADD out on the files of the stage. */
export function copyInto(build: Build, stage: StageBuilder, instruction: Instruction): Copied {
  const files = new FileLayer(stage.files);
  stage.files = files;
  const expander = expanderOf(build, stage);
  const last = instruction.words.at(-1);
  const written = last === undefined ? '.' : expand(expander, last, instruction);
  for (const flag of instruction.flags.filter(({ name }) => name === 'chown' || name === 'chmod')) {
    expand(expander, { text: flag.value ?? '', range: flag.range }, instruction);
  }
  const destination = destinationOf(written, stage.config.WorkingDir ?? '/');
  const copied: CopiedFile[] = [];
  const job = { build, stage, instruction, files, destination, copied, excludes: excluding(instruction) };
  if (!isKnown(written)) {
    files.cover('/', 'unknown');
    return { copied, destination };
  }
  const bodies = [...instruction.heredocs];
  for (const word of instruction.words.slice(0, -1)) {
    const start = instruction.form === 'shell' ? readHeredocStart(word.text) : undefined;
    const heredoc = start && bodies.shift();
    if (heredoc !== undefined) {
      const content = heredoc.expand ? expandBody(expander, heredoc.body) : heredoc.body;
      place(job, heredoc.name, { kind: 'inline', content }, `<<${heredoc.name}`);
    } else copyWord(job, word, expand(expander, word, instruction));
  }
  return { copied, destination: posix.resolve('/', destination) };
}

function destinationOf(written: string, workingDirectory: string): string {
  const path = posix.resolve('/', workingDirectory, written);
  const isFolder = written === '' || /(?:^|\/)\.?$/.test(written);
  return isFolder && path !== '/' ? `${path}/` : path;
}

function copyWord(job: Job, word: Word, text: string): void {
  const { instruction, files, destination } = job;
  if (!isKnown(text)) return files.cover(destination, 'unknown');
  if (/^https?:\/\/|^git@|^git:\/\//i.test(text)) return copyAddress(job, word, text);
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  if (instruction.keyword === 'COPY' && from !== undefined) return copyFromStage(job, word, text, from);
  copyFromContext(job, word, text);
}

function copyAddress(job: Job, word: Word, address: string): void {
  const { stage, instruction, files, destination } = job;
  if (instruction.keyword === 'COPY') {
    const message = `\`COPY\` takes files of the build context; \`${address}\` is an address`;
    return refuse(stage, instruction, word, 'copy-of-address', message);
  }
  const isGit = /^git|\.git(?:[#?]|$)/.test(address);
  const name = /([^/?#]+)(?:[?#].*)?$/.exec(address.replace(/^\w+:\/\/[^/]*/, ''))?.[1];
  if (isGit || name === undefined) files.cover(destination, 'unknown');
  else place(job, name, { kind: 'made' }, address);
}

function copyFromContext(job: Job, word: Word, text: string): void {
  const { build } = job;
  const source: Source = {
    at: (path) => originOf(build.context.get(path.slice(1)), path),
    below: (folder) => {
      const prefix = folder === '/' ? '' : `${folder.slice(1)}/`;
      const paths = [...build.context.keys()].filter((path) => path.startsWith(prefix));
      return { paths: paths.map((path) => `/${path}`), complete: true };
    },
  };
  copyFrom(job, source, word, text, (path) => followLinks(build.context, path));
}

function originOf(entry: ContextEntry | undefined, path: string): FileAnswer {
  if (path === '/') return { kind: 'directory' };
  if (entry === undefined || entry.kind === 'special') return 'absent';
  return entry.kind === 'directory' ? { kind: 'directory' } : { kind: 'context', path: entry.path };
}

/** The builder follows links that a source names; each leads no further out than the context. */
function followLinks(context: Build['context'], path: string): string {
  let now = path;
  for (let turn = 0; turn < 40; turn += 1) {
    const parts = now.split('/').filter((part) => part !== '');
    const link = parts.findIndex(
      (_, index) => context.get(parts.slice(0, index + 1).join('/'))?.kind === 'symlink',
    );
    if (link < 0) return now;
    const folder = `/${parts.slice(0, link).join('/')}`;
    const target = context.get(parts.slice(0, link + 1).join('/'))?.linkTarget ?? '';
    now = posix.resolve(folder, target, ...parts.slice(link + 1));
  }
  return now;
}

function copyFromStage(job: Job, word: Word, text: string, from: string): void {
  const { build, stage, instruction, files, destination } = job;
  const origin = findStage(build, stage, from);
  if (origin === 'none') {
    const message = `\`--from=${from}\` names no stage before this one`;
    return refuse(stage, instruction, word, 'unknown-stage', message);
  }
  if (origin === undefined) return files.cover(destination, 'unknown');
  stage.uses.add(origin.index);
  const source: Source = {
    // What a RUN made, of which the plan does not know, may well be there.
    at: (path) => {
      const answer = origin.files.at(path);
      return answer === 'absent' && ranAnything(build, origin) ? 'unknown' : answer;
    },
    below: (folder) => origin.files.below(folder),
  };
  copyFrom(job, source, word, text, (path) => path);
}

function ranAnything(build: Build, stage: StageBuilder): boolean {
  const parents = [...stage.uses].map((index) => build.stages[index]);
  return (
    stage.steps.some(({ kind }) => kind === 'run') ||
    parents.some((parent) => parent !== undefined && ranAnything(build, parent))
  );
}

/** @returns `undefined` for an image, `none` for the number of no earlier stage. */
export function findStage(
  build: Build,
  stage: StageBuilder,
  from: string,
): StageBuilder | undefined | 'none' {
  if (/^\d+$/.test(from)) {
    return Number(from) < stage.index ? build.stages[Number(from)] : 'none';
  }
  return build.stages.slice(0, stage.index).findLast(({ name }) => name === from.toLowerCase());
}

function copyFrom(
  job: Job,
  source: Source,
  word: Word,
  text: string,
  follow: (path: string) => string,
): void {
  const { instruction, files, destination } = job;
  const pattern = posix.resolve('/', text);
  const keepsParents = instruction.flags.some(
    ({ name, value }) => name === 'parents' && value !== 'false',
  );
  if (/[*?[\\]/.test(pattern)) {
    const compiled = compilePathPattern(pattern, { globstar: keepsParents });
    const all = source.below('/');
    if (!all.complete || compiled === undefined) return files.cover(destination, 'unknown');
    const matches = all.paths.filter((path) => compiled.matches(path));
    const tops = matches.filter(
      (path) => !matches.some((other) => other !== path && path.startsWith(`${other}/`)),
    );
    for (const path of tops) copyPath(job, source, path, follow, keepsParents ? text : undefined);
    return;
  }
  const found = copyPath(job, source, pattern, follow, keepsParents ? text : undefined);
  if (found) return;
  refuse(job.stage, instruction, word, 'missing-source', missing(job, word, pattern));
}

function missing({ build, instruction }: Job, word: Word, path: string): string {
  const isElsewhere = instruction.flags.some(({ name }) => name === 'from');
  if (isElsewhere) return `\`${word.text}\` is not in the stage that \`--from\` names`;
  return build.ignored.has(path.slice(1))
    ? `\`${word.text}\` is in the folder, and \`.dockerignore\` leaves it out of the build context`
    : `\`${word.text}\` is not in the build context`;
}

/** @returns false where nothing is at the path. */
function copyPath(
  job: Job,
  source: Source,
  path: string,
  follow: (path: string) => string,
  parentsOf: string | undefined,
): boolean {
  const { files, destination } = job;
  const real = follow(path);
  const origin = source.at(real);
  if (origin === 'absent') return false;
  if (origin === 'unknown') {
    files.cover(destination, 'unknown');
    return true;
  }
  const pivot = parentsOf?.includes('/./') === true ? posix.resolve('/', parentsOf.split('/./')[0] ?? '') : '/';
  const kept = parentsOf === undefined ? undefined : posix.relative(pivot, path);
  if (!isDirectory(origin)) {
    if (job.excludes(posix.relative('/', path))) return true;
    if (kept !== undefined) putAt(job, posix.resolve('/', destination, kept), origin, path);
    else if (isArchive(job, path)) files.cover(destination, 'unknown');
    else place(job, posix.basename(path), origin, path);
    return true;
  }
  const folder = posix.resolve('/', destination, kept ?? '');
  const present = files.at(folder);
  if (isThere(present) && !isDirectory(present)) {
    const message = `\`${folder}\` is a file in the image; the files of a folder cannot be copied into it`;
    refuse(job.stage, job.instruction, job.instruction.argument, 'not-a-folder', message);
    return true;
  }
  files.putFolder(folder);
  const { paths, complete } = source.below(real);
  if (!complete) files.cover(folder, 'unknown');
  for (const each of paths) {
    const inside = posix.relative(real, each);
    const what = source.at(each);
    if (what === 'absent' || job.excludes(inside)) continue;
    const target = posix.join(folder, inside);
    if (isDirectory(what)) files.putFolder(target);
    else if (what === 'unknown') files.cover(target, 'unknown');
    else putAt(job, target, what, each);
  }
  return true;
}

/** ADD unpacks archives of the context. Which they are, their first bytes tell; their names mostly do. */
function isArchive({ instruction }: Job, path: string): boolean {
  return instruction.keyword === 'ADD' && /\.(?:tar|t?gz|tbz2?|txz|tar\.\w+|bz2|xz|zst)$/i.test(path);
}

/** One file: into the destination where that is a folder, else as the destination. */
function place(job: Job, name: string, origin: FileOrigin, source: string): void {
  const { files, destination } = job;
  const folder = destination.endsWith('/');
  const present = files.at(destination);
  if (present === 'unknown' && !folder) {
    files.cover(destination, 'unknown');
    return;
  }
  const path = folder || isDirectory(present) ? posix.join(destination, name) : destination;
  putAt(job, path, origin, source);
}

function putAt(job: Job, path: string, origin: FileOrigin, source: string): void {
  const { files, stage, instruction } = job;
  const blocking = fileAbove(files, path);
  if (blocking !== undefined) {
    const message = `\`${blocking}\` is a file in the image, so nothing can be put below it`;
    refuse(stage, instruction, instruction.argument, 'not-a-folder', message);
    return;
  }
  files.put(path, origin);
  job.copied.push({ source: source.replace(/^\//, ''), path });
}

/** The file that stands where a folder on the way to `path` should be. */
export function fileAbove(files: FileLayer, path: string): string | undefined {
  for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) {
    const answer = files.at(folder);
    if (isThere(answer) && !isDirectory(answer)) return folder;
  }
  return undefined;
}

function excluding({ flags }: Instruction): (path: string) => boolean {
  const patterns = flags
    .filter(({ name }) => name === 'exclude')
    .map(({ value = '' }) => compilePathPattern(value.replace(/^\/+|\/+$/g, ''), { globstar: true }));
  return (path) => {
    const parts = path.split('/');
    return parts.some((_, index) => {
      const part = parts.slice(0, index + 1).join('/');
      return patterns.some((pattern) => pattern?.matches(part) === true);
    });
  };
}
