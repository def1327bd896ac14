import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path, { posix } from 'node:path';
import { readSubmission } from '@kit/checker';
import { evaluateImagePlan, imageConfigOnBase, parseDockerfile } from '@kit/dockerfile';
import type { BuildStep, ImageConfig, ImagePlan, StagePlan } from '@kit/dockerfile';
import { buildImage, describeImage, keepImages, readImageTree, removeImage } from '@kit/harness';
import type { BuildOutcome, Engine, ImageEntry } from '@kit/harness';

/** A Dockerfile and what is beside it. */
export interface Written {
  readonly dockerfile: string;
  /** Content by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Where symbolic links lead, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Text of `.dockerignore`. */
  readonly ignore?: string;
  /** Text of `Dockerfile.dockerignore`. */
  readonly ownIgnore?: string;
}

/**
 * Builds a Dockerfile on the engine and lays the image beside the plan: whether
 * it builds at all, every field of its config, and the files.
 * @returns what differs, a line each.
 */
export async function compareWithEngine(
  engine: Engine,
  written: Written,
): Promise<readonly string[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'agreement-'));
  const kept = await keepImages(engine);
  try {
    await writeAll(directory, written);
    const { context } = await readSubmission(directory);
    const plan = evaluateImagePlan(parseDockerfile(written.dockerfile), context);
    const outcome = await buildImage(engine, { directory, context, dockerfile: 'Dockerfile' });
    try {
      return await compare(engine, plan, outcome, written);
    } finally {
      if (outcome.kind === 'built') await removeImage(engine, outcome.imageId, kept);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

function textsOf({
  dockerfile,
  files,
  ignore,
  ownIgnore,
}: Written): Readonly<Record<string, string>> {
  return {
    ...files,
    Dockerfile: dockerfile,
    ...(ignore !== undefined && { '.dockerignore': ignore }),
    ...(ownIgnore !== undefined && { 'Dockerfile.dockerignore': ownIgnore }),
  };
}

async function writeAll(directory: string, written: Written): Promise<void> {
  for (const [name, text] of Object.entries(textsOf(written))) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
  for (const [name, target] of Object.entries(written.links ?? {})) {
    await symlink(target, path.join(directory, name));
  }
}

async function compare(
  engine: Engine,
  { errors: [error], stages, target }: ImagePlan,
  outcome: BuildOutcome,
  written: Written,
): Promise<readonly string[]> {
  if (outcome.kind === 'failed') {
    // What a program of RUN does or a base image holds, and so what a COPY finds, may be known to the engine alone.
    const isOpen = stages.some(
      ({ base, steps }) => base.kind === 'image' || steps.some(isForEngine),
    );
    return error === undefined && !isOpen ? [`The engine refuses: ${outcome.message}`] : [];
  }
  if (error !== undefined) return [`The plan refuses: ${error.range.start.line}: ${error.message}`];
  if (target === undefined) return ['The plan has no target.'];
  const base = await baseConfigOf(engine, target);
  const tree = await readImageTree(engine, outcome.imageId, foldersOf(target));
  const fields = sharesMaps(stages, target) ? ofNoMap : allFields;
  return [
    ...compareConfigs(fields, imageConfigOnBase(target.config, base), outcome.config),
    ...compareFiles(target, tree, textsOf(written), written.links ?? {}),
  ];
}

/** It may unpack an archive, or run a program. */
function isForEngine({ kind, instruction: { keyword, argument } }: BuildStep): boolean {
  return kind === 'run' || (keyword === 'ADD' && /\.tar|[*?]/.test(argument.text));
}

async function baseConfigOf(engine: Engine, { base }: StagePlan): Promise<ImageConfig> {
  // What BuildKit starts `scratch` with, beside PATH.
  if (base.kind === 'scratch') return { WorkingDir: '/' };
  if (base.kind === 'stage') return baseConfigOf(engine, base.stage);
  const { config } = await describeImage(engine, base.reference);
  return config;
}

const allFields: readonly (keyof ImageConfig)[] = [
  'Cmd',
  'Entrypoint',
  'Env',
  'ExposedPorts',
  'Healthcheck',
  'Labels',
  'OnBuild',
  'Shell',
  'StopSignal',
  'User',
  'Volumes',
  'WorkingDir',
];

const ofNoMap = allFields.filter((field) => !/^(?:ExposedPorts|Labels|Volumes)$/.test(field));

/**
 * Engines from before 2026 let stages that build on the same one share these
 * maps of its config, so that each writes to those of the others.
 */
function sharesMaps(stages: readonly StagePlan[], { base }: StagePlan): boolean {
  if (base.kind !== 'stage') return false;
  const siblings = stages.filter(
    (each) => each.base.kind === 'stage' && each.base.stage === base.stage,
  );
  return siblings.length > 1 || sharesMaps(stages, base.stage);
}

function compareConfigs(
  fields: readonly (keyof ImageConfig)[],
  planned: ImageConfig,
  built: ImageConfig,
): readonly string[] {
  return fields.flatMap((field) => {
    const [ours, theirs] = [planned, built].map((config) => emptyAsNone(config[field] ?? null));
    return agree(ours, theirs)
      ? []
      : [`${field}: plan ${JSON.stringify(ours)}, engine ${JSON.stringify(theirs)}`];
  });
}

/** What only the engine knows stands in the plan as `$NAME`. */
const openValue = /\$\{?(?:BUILD|TARGET)[A-Z]/;

function agree(ours: unknown, theirs: unknown): boolean {
  if (typeof ours === 'string') return ours === theirs || openValue.test(ours);
  if (ours === null || typeof ours !== 'object') return ours === theirs;
  if (theirs === null || typeof theirs !== 'object') return false;
  const names = Object.keys(ours);
  return (
    names.length === Object.keys(theirs).length &&
    names.every((name) => agree(valueOf(ours, name), valueOf(theirs, name)))
  );
}

function valueOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

/** The engine shows what is not set as `""`, `[]`, `{}` or `null`, as it likes. */
function emptyAsNone(value: unknown): unknown {
  if (value === '') return null;
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0
    ? null
    : value;
}

/** The base image's own, of which nothing is said, and what the engine lays over every container. */
const systemFolders = new Set(
  '.dockerenv bin boot dev etc lib lib64 media mnt proc root run sbin sys tmp usr var'.split(' '),
);

/** All there is, or on a base image the folders at the top that the Dockerfile fills, and `/usr/src`. */
function foldersOf({ files, base }: StagePlan): readonly string[] {
  if (base.kind === 'scratch') return ['/'];
  if (base.kind === 'stage' && foldersOf(base.stage).includes('/')) return ['/'];
  const tops = files.paths().map((path) => path.split('/')[1] ?? '');
  const own = tops.filter((top) => top !== '' && !systemFolders.has(top));
  return [...new Set(own), 'usr/src', 'srv', 'home'].map((folder) => `/${folder}`);
}

function compareFiles(
  { files, config }: StagePlan,
  tree: ReadonlyMap<string, ImageEntry>,
  texts: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): readonly string[] {
  const there = [...tree].flatMap(([path, entry]) => {
    const planned = isRead(path) ? files.at(path) : 'unknown';
    if (planned === 'unknown') return [];
    // A container has folders for its volumes, whether the image has them or not.
    if (planned === 'absent' && isAboveVolume(path, config)) return [];
    if (planned === 'absent') return [`${path}: the engine has it, the plan does not`];
    if (planned.kind === 'made') return [];
    if (planned.kind === 'directory') {
      return entry.kind === 'directory' ? [] : [`${path}: plan directory, engine ${entry.kind}`];
    }
    if (files.at(path, { followLast: true }) !== planned) {
      const expected = planned.kind === 'context' ? links[planned.path] : undefined;
      const found = entry.kind === 'symlink' ? entry.target : entry.kind;
      return found === expected ? [] : [`${path}: plan link to ${expected}, engine ${found}`];
    }
    const content =
      planned.kind === 'inline' ? planned.content : texts[resolved(planned.path, links)];
    if (entry.kind !== 'file') return [`${path}: plan file, engine ${entry.kind}`];
    const found = entry.content.toString();
    return found === content
      ? []
      : [`${path}: plan ${JSON.stringify(content)}, engine ${JSON.stringify(found)}`];
  });
  const missing = files
    .paths()
    .filter((path) => isRead(path) && !tree.has(path))
    .map((path) => `${path}: the plan has it, the engine does not`);
  return [...there, ...missing];
}

/** A path of the context without the links in it. */
function resolved(path: string, links: Readonly<Record<string, string>>): string {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const folder = parts.slice(0, count - 1).join('/');
    const target = links[posix.join(folder, parts[count - 1] ?? '')];
    if (target === undefined) continue;
    const rest = parts.slice(count).join('/');
    return resolved(posix.resolve('/', folder, target, rest).slice(1), links);
  }
  return path;
}

function isRead(path: string): boolean {
  const [, top = '', second] = path.split('/');
  return top !== '' && (!systemFolders.has(top) || (top === 'usr' && second === 'src'));
}

function isAboveVolume(path: string, { Volumes = {} }: ImageConfig): boolean {
  return Object.keys(Volumes).some((volume) =>
    `${posix.resolve('/', volume)}/`.startsWith(`${path}/`),
  );
}
