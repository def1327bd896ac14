import { isDeepStrictEqual } from 'node:util';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path, { posix } from 'node:path';
import { readSubmission } from '@kit/checker';
import { evaluateImagePlan, imageConfigOnBase, parseDockerfile } from '@kit/dockerfile';
import type { ImageConfig, ImagePlan, StagePlan } from '@kit/dockerfile';
import { buildImage, describeImage, keepImages, readImageTree, removeImage } from '@kit/harness';
import type { BuildOutcome, Engine, ImageEntry } from '@kit/harness';

/** A Dockerfile and what is beside it. */
export interface Written {
  readonly dockerfile: string;
  /** Content by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Text of `.dockerignore`. */
  readonly ignore?: string;
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

function textsOf({ dockerfile, files, ignore }: Written): Readonly<Record<string, string>> {
  return {
    ...files,
    Dockerfile: dockerfile,
    ...(ignore !== undefined && { '.dockerignore': ignore }),
  };
}

async function writeAll(directory: string, written: Written): Promise<void> {
  for (const [name, text] of Object.entries(textsOf(written))) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
}

async function compare(
  engine: Engine,
  { errors: [error], target }: ImagePlan,
  outcome: BuildOutcome,
  written: Written,
): Promise<readonly string[]> {
  if (outcome.kind === 'failed') {
    // What a program of RUN does, and so what a COPY finds after it, may be known to the engine alone.
    const runs = target?.steps.some(({ kind }) => kind === 'run') === true;
    return error === undefined && !runs ? [`The engine refuses: ${outcome.message}`] : [];
  }
  if (error !== undefined) return [`The plan refuses: ${error.range.start.line}: ${error.message}`];
  if (target === undefined) return ['The plan has no target.'];
  const base = await baseConfigOf(engine, target);
  const tree = await readImageTree(engine, outcome.imageId, foldersOf(target));
  return [
    ...compareConfigs(imageConfigOnBase(target.config, base), outcome.config),
    ...compareFiles(target, tree, textsOf(written)),
  ];
}

async function baseConfigOf(engine: Engine, { base }: StagePlan): Promise<ImageConfig> {
  // What BuildKit starts `scratch` with, beside PATH.
  if (base.kind === 'scratch') return { WorkingDir: '/' };
  if (base.kind === 'stage') return baseConfigOf(engine, base.stage);
  const { config } = await describeImage(engine, base.reference);
  return config;
}

const fields: readonly (keyof ImageConfig)[] = [
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

function compareConfigs(planned: ImageConfig, built: ImageConfig): readonly string[] {
  return fields.flatMap((field) => {
    const [ours, theirs] = [planned, built].map((config) => emptyAsNone(config[field] ?? null));
    return isDeepStrictEqual(ours, theirs)
      ? []
      : [`${field}: plan ${JSON.stringify(ours)}, engine ${JSON.stringify(theirs)}`];
  });
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

/** Folders at the top that the Dockerfile fills, and `/usr/src`. */
function foldersOf({ files }: StagePlan): readonly string[] {
  const tops = files.paths().map((path) => path.split('/')[1] ?? '');
  const own = tops.filter((top) => top !== '' && !systemFolders.has(top));
  return [...new Set(own), 'usr/src', 'srv', 'home'].map((folder) => `/${folder}`);
}

function compareFiles(
  { files, config }: StagePlan,
  tree: ReadonlyMap<string, ImageEntry>,
  texts: Readonly<Record<string, string>>,
): readonly string[] {
  const there = [...tree].flatMap(([path, entry]) => {
    const planned = files.at(path);
    if (planned === 'unknown') return [];
    // A container has folders for its volumes, whether the image has them or not.
    if (planned === 'absent' && isAboveVolume(path, config)) return [];
    if (planned === 'absent') return [`${path}: the engine has it, the plan does not`];
    if (planned.kind === 'made') return [];
    if (planned.kind === 'directory') {
      return entry.kind === 'directory' ? [] : [`${path}: plan directory, engine ${entry.kind}`];
    }
    const content = planned.kind === 'inline' ? planned.content : texts[planned.path];
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

function isRead(path: string): boolean {
  const [, top = '', second] = path.split('/');
  return top !== '' && (!systemFolders.has(top) || (top === 'usr' && second === 'src'));
}

function isAboveVolume(path: string, { Volumes = {} }: ImageConfig): boolean {
  return Object.keys(Volumes).some((volume) =>
    `${posix.resolve('/', volume)}/`.startsWith(`${path}/`),
  );
}
