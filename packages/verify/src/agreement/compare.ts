import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSubmission } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import type { BuildStep, ImageConfig, ImagePlan, StagePlan } from '@kit/dockerfile';
import { buildImage, describeImage, keepImages, readImageTree, removeImage } from '@kit/harness';
import type { BuildOutcome, Engine } from '@kit/harness';
import { compareConfigs } from './compare-config.ts';
import { compareFiles, foldersOf } from './compare-files.ts';
import { writeAll } from './written.ts';
import type { Written } from './written.ts';

/** There are made-up scripts on which BusyBox's shell goes round for ever; they tell nothing. */
const longestBuildMs = 60_000;

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
    const signal = AbortSignal.timeout(longestBuildMs);
    const request = { directory, context, dockerfile: 'Dockerfile', signal };
    const outcome = await buildImage(engine, request).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (outcome === undefined) return [];
    try {
      return await compare(engine, plan, outcome, written);
    } finally {
      if (outcome.kind === 'built') await removeImage(engine, outcome.imageId, kept);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function compare(
  engine: Engine,
  plan: ImagePlan,
  outcome: BuildOutcome,
  written: Written,
): Promise<readonly string[]> {
  const {
    errors: [error],
    stages,
    target,
  } = plan;
  if (outcome.kind === 'failed') {
    // What a program of RUN does or a base image holds, and so what a COPY finds, may be known to the engine alone.
    const isOpen = stages.some(
      ({ base, steps }) => base.kind === 'image' || steps.some(isForEngine),
    );
    return error === undefined && !isOpen ? [`The engine refuses: ${outcome.message}`] : [];
  }
  if (error !== undefined) return [`The plan refuses: ${error.range.start.line}: ${error.message}`];
  if (target === undefined) return ['The plan has no target.'];
  const failing = target.steps.find((step) => step.kind === 'run' && step.fails);
  if (failing !== undefined) {
    return [`The plan says that line ${failing.instruction.range.start.line} fails.`];
  }
  const base = await baseConfigOf(engine, target);
  const tree = await readImageTree(engine, outcome.imageId, foldersOf(target));
  return [
    ...compareConfigs(plan, target, base, outcome.config),
    ...compareFiles(target, tree, written),
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
