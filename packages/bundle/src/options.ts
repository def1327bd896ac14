import { quote } from '@kit/checker';
import { readCommandLine, UsageError } from '@kit/terminal';
import { dockerHub } from './registry/addresses.ts';

export type BundleCommand =
  | { readonly command: 'help' }
  | ({ readonly command: 'pack' } & PackOptions)
  | ({ readonly command: 'serve' } & ServeOptions)
  | { readonly command: 'load'; readonly from: string }
  | { readonly command: 'unload' };

export interface PackOptions {
  /** Names; empty for all. */
  readonly workshops: readonly string[];
  readonly platforms: readonly string[];
  /** Address without a slash at the end. */
  readonly registry: string;
  readonly index?: string;
  readonly output: string;
}

export interface ServeOptions {
  readonly file: string;
  /** Absent for the usual one, or a free one where that is taken. */
  readonly port?: number;
  /** What learners are to type in the place of what is found. */
  readonly address?: string;
  /** What the bundle lacks is asked for there. */
  readonly registry: string;
}

const declared = {
  workshop: { type: 'string' },
  platform: { type: 'string' },
  registry: { type: 'string' },
  index: { type: 'string' },
  output: { type: 'string', short: 'o' },
  port: { type: 'string' },
  address: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof declared;

const examples = {
  workshop: 'containerize-python',
  platform: 'linux/amd64,linux/arm64',
  registry: 'https://mirror.example',
  index: 'https://pypi.example/simple',
  output: 'workshop-bundle.tar',
  port: '4800',
  address: '192.168.1.20',
};

const defaultPlatforms = 'linux/amd64,linux/arm64';
const defaultOutput = 'workshop-bundle.tar';

/** Of each command, besides `--help`. */
const optionsOf: Readonly<Record<string, readonly Option[]>> = {
  pack: ['workshop', 'platform', 'registry', 'index', 'output'],
  serve: ['port', 'address', 'registry'],
  load: [],
  unload: [],
};

export const usage = `pnpm bundle pack               make one file of all that a room needs without the
                               Internet: base images, and the packages in them
pnpm bundle serve FILE         offer that file to all who are in the room
pnpm bundle load FILE|ADDRESS  give its images to this machine's engine
pnpm bundle unload             take them from it, and give back what it had

  --workshop NAME,…            pack: for these workshops; all
  --platform NAME,…            pack: for these processors;
                               linux/amd64,linux/arm64
  --registry ADDRESS           pack: from this registry instead of Docker Hub;
                               serve: what the bundle lacks comes from there
  --index ADDRESS              pack: Python packages from this index
  --output FILE                pack: the file; workshop-bundle.tar
  --address NAME               serve: what learners type, where the address that
                               is found does not lead here
  --port NUMBER                serve: the port; 4800, or a free one
  --help                       this text

A Dockerfile that begins with \`FROM python:3-alpine\` then builds as it is.
Interrupted, a command goes on where it was when it is run again.
Exit code: 0 done, 2 it could not be done.
`;

/** @throws UsageError */
export function readOptions(args: readonly string[]): BundleCommand {
  const { values, positionals } = readCommandLine(args, {
    command: 'pnpm bundle',
    options: declared,
    examples,
  });
  if (values.help === true) return { command: 'help' };
  const [command, ...operands] = positionals;
  const known = command === undefined ? undefined : optionsOf[command];
  if (command === undefined || known === undefined) {
    const what = command === undefined ? 'has to be told what to do' : `knows no ${quote(command)}`;
    throw new UsageError(`\`pnpm bundle\` ${what}. \`pnpm bundle --help\` shows what it does.`);
  }
  const foreign = (Object.keys(values) as Option[]).find((name) => !known.includes(name));
  if (foreign !== undefined) {
    throw new UsageError(`\`pnpm bundle ${command}\` knows no \`--${foreign}\`.`);
  }
  const text = (name: Option) => (values[name] === undefined ? undefined : String(values[name]));
  switch (command) {
    case 'pack':
      requireOperands(command, operands, 0);
      return { command, ...packOptions(text) };
    case 'serve':
      return { command, file: requireOperands(command, operands, 1), ...serveOptions(text) };
    case 'load':
      return { command, from: requireOperands(command, operands, 1) };
    default:
      requireOperands(command, operands, 0);
      return { command: 'unload' };
  }
}

/** @returns the first. */
function requireOperands(
  command: string,
  [first = '', ...more]: readonly string[],
  wanted: 0 | 1,
): string {
  const excess = wanted === 0 ? first : more[0];
  if (excess) throw new UsageError(`\`pnpm bundle ${command}\` knows no ${quote(excess)}.`);
  if (wanted === 1 && first === '') {
    throw new UsageError(
      `\`pnpm bundle ${command}\` has to be told which bundle: \`pnpm bundle ${command} ${defaultOutput}\`.`,
    );
  }
  return first;
}

function packOptions(text: (name: Option) => string | undefined): PackOptions {
  const index = text('index');
  if (index !== undefined) requireAddress('index', index);
  const platforms = items(text('platform') ?? defaultPlatforms);
  const wrong = platforms.find((platform) => !/^linux\/[a-z0-9]+(\/[a-z0-9]+)?$/.test(platform));
  if (wrong !== undefined || platforms.length === 0) {
    throw new UsageError(
      `\`--platform\` takes names as \`--platform ${examples.platform}\`, not ${quote(wrong ?? '')}.`,
    );
  }
  return {
    workshops: items(text('workshop') ?? ''),
    platforms,
    registry: registryOf(text('registry')),
    ...(index !== undefined && { index }),
    output: text('output') ?? defaultOutput,
  };
}

function serveOptions(text: (name: Option) => string | undefined): Omit<ServeOptions, 'file'> {
  const [port, address] = [text('port'), text('address')];
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new UsageError(`\`--port\` takes a number from 1 to 65535: \`--port ${examples.port}\`.`);
  }
  if (address !== undefined && !/^[\w.-]+$/.test(address)) {
    throw new UsageError(
      `\`--address\` takes a name or a number, without port or \`http://\`: \`--address ${examples.address}\`.`,
    );
  }
  return {
    ...(port !== undefined && { port: Number(port) }),
    ...(address !== undefined && { address }),
    registry: registryOf(text('registry')),
  };
}

function registryOf(address = dockerHub): string {
  requireAddress('registry', address);
  return address.replace(/\/+$/, '');
}

function items(text: string): readonly string[] {
  const all = text.split(',').map((each) => each.trim());
  return [...new Set(all)].filter((each) => each !== '');
}

function requireAddress(option: 'registry' | 'index', address: string): void {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return;
  throw new UsageError(
    `\`--${option}\` takes an address with its \`https://\`: \`--${option} ${examples[option]}\`.`,
  );
}
