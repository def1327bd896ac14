import { imageConfigOnBase } from '@kit/dockerfile';
import type { ImageConfig, ImagePlan, StagePlan } from '@kit/dockerfile';

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

/**
 * Lays the config of the built image beside what the plan makes of its base image's.
 * @returns what differs, a line a field.
 */
export function compareConfigs(
  { stages }: ImagePlan,
  target: StagePlan,
  base: ImageConfig,
  built: ImageConfig,
): readonly string[] {
  const planned = imageConfigOnBase(target.config, base);
  const fields = sharesMaps(stages, target) ? ofNoMap : allFields;
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
