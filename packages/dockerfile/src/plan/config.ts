import type { Healthcheck, ImageConfig } from '../image-plan.ts';
import type { PortRange } from './ports.ts';
import { portNames } from './ports.ts';

/** One thing that an instruction writes into the image's config. */
export type ConfigChange =
  | { readonly kind: 'env'; readonly name: string; readonly value: string }
  | { readonly kind: 'label'; readonly name: string; readonly value: string }
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'volumes'; readonly paths: readonly string[] }
  | { readonly kind: 'set'; readonly fields: SimpleFields }
  | { readonly kind: 'trigger'; readonly text: string }
  /** ENTRYPOINT takes away the CMD that was inherited. */
  | { readonly kind: 'clear-command' };

export type SimpleFields = {
  readonly [
    Field in 'User' | 'WorkingDir' | 'Entrypoint' | 'Cmd' | 'StopSignal' | 'Shell'
  ]?: NonNullable<ImageConfig[Field]>;
} & { readonly Healthcheck?: Healthcheck };

/** What each stage wrote, the one that all start from first. */
export function configOf(stages: readonly (readonly ConfigChange[])[]): ImageConfig {
  const environment = new Map<string, string>();
  const labels = new Map<string, string>();
  const ports: PortRange[] = [];
  const volumes = new Set<string>();
  const triggers: string[] = [];
  let fields: SimpleFields = {};
  for (const [index, changes] of stages.entries()) {
    for (const change of changes) {
      switch (change.kind) {
        case 'env':
          environment.set(change.name, change.value);
          break;
        case 'label':
          labels.set(change.name, change.value);
          break;
        case 'ports':
          for (const range of change.ranges) ports.push(range);
          break;
        case 'volumes':
          for (const path of change.paths) volumes.add(path);
          break;
        case 'set':
          fields = { ...fields, ...change.fields };
          break;
        case 'clear-command':
          fields = withoutCommand(fields);
          break;
        case 'trigger':
          // The next stage carries them out; they are not handed on.
          if (index === stages.length - 1) triggers.push(change.text);
          break;
      }
    }
  }
  return {
    ...fields,
    ...(ports.length > 0 && { ExposedPorts: emptyObjects(portNames(ports)) }),
    ...(environment.size > 0 && {
      Env: [...environment].map(([name, value]) => `${name}=${value}`),
    }),
    ...(volumes.size > 0 && { Volumes: emptyObjects(volumes) }),
    ...(labels.size > 0 && { Labels: Object.fromEntries(labels) }),
    ...(triggers.length > 0 && { OnBuild: triggers }),
  };
}

function withoutCommand({ Cmd: _, ...others }: SimpleFields): SimpleFields {
  return others;
}

function emptyObjects(names: Iterable<string>): Record<string, Record<string, never>> {
  const objects: Record<string, Record<string, never>> = {};
  for (const name of names) objects[name] = empty;
  return objects;
}

/** One for all: a range of ports has thousands. */
const empty: Record<string, never> = Object.freeze({});

/** The variables of a config's `Env`. */
export function environmentOf({ Env = [] }: ImageConfig): ReadonlyMap<string, string> {
  return new Map(Env.map(splitPair));
}

/**
 * The config that the built image has, given its base image's own.
 * @param config of an image plan.
 * @param base `{}` for `scratch`.
 */
export function imageConfigOnBase(config: ImageConfig, base: ImageConfig): ImageConfig {
  const environment = new Map(environmentOf(base));
  if (!environment.has('PATH')) environment.set('PATH', defaultPath);
  for (const [name, value] of environmentOf(config)) environment.set(name, value);
  const { OnBuild: _, Cmd, ...inherited } = base;
  return {
    ...inherited,
    ...(config.Entrypoint === undefined && Cmd !== undefined && { Cmd }),
    ...config,
    Env: Array.from(environment, ([name, value]) => `${name}=${value}`),
    ...merged('ExposedPorts', base, config),
    ...merged('Volumes', base, config),
    ...merged('Labels', base, config),
  };
}

/** What BuildKit gives an image that has no PATH. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function splitPair(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function merged(
  field: 'ExposedPorts' | 'Volumes' | 'Labels',
  base: ImageConfig,
  config: ImageConfig,
): ImageConfig {
  if (base[field] === undefined && config[field] === undefined) return {};
  return { [field]: { ...base[field], ...config[field] } };
}
