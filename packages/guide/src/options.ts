import { parseArgs } from 'node:util';
import { UsageError } from '@kit/verify';

export interface Options {
  /** Folder to judge; absent for the workshop's own app. */
  readonly directory?: string;
  readonly workshop: string;
  /** Absent for the usual one, or a free one where that is taken. */
  readonly port?: number;
  readonly static: boolean;
  readonly open: boolean;
  readonly help: boolean;
}

export const usage = `pnpm guide [DIR]               the workshop's pages in the browser, with your Dockerfile beside them

DIR is the folder of the workshop's app where none is given: apps/python-server.

  --workshop NAME              the workshop to show
  --port NUMBER                the port to serve on; 4600 or a free one where it is left out
  --static                     without a container engine
  --no-open                    open no browser
  --help                       this text

Only this machine can reach it. Ctrl-C ends it.
`;

const declared = {
  workshop: { type: 'string', default: 'containerize-python' },
  port: { type: 'string' },
  static: { type: 'boolean', default: false },
  'no-open': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args[0] === '--' ? args.slice(1) : args);
  const [directory, ...more] = positionals;
  if (more.length > 0) throw new UsageError('`pnpm guide` shows one folder; leave the others out.');
  const port = values.port === undefined ? undefined : portOf(values.port);
  return {
    ...(directory !== undefined && { directory }),
    workshop: values.workshop,
    ...(port !== undefined && { port }),
    static: values.static,
    open: !values['no-open'],
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: declared, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. (?=To specify)/);
    throw new UsageError(`${sentence}. \`pnpm guide --help\` shows all options.`, { cause });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new UsageError('`--port` takes a number from 1 to 65535: `--port 4600`.');
}
