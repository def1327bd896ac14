import { quote } from '@kit/checker';
import { readCommandLine, UsageError } from '@kit/terminal';

export type RoomCommand =
  | { readonly command: 'help' }
  | { readonly command: 'forget'; readonly out: string }
  | ({ readonly command: 'open' } & OpenOptions);

/** What the instructor decides of the plan. */
export interface PlanOptions {
  /** For all steps; absent for those of the workshop's authors. */
  readonly minutes?: number;
  readonly stuckMinutes: number;
}

export interface OpenOptions {
  readonly workshop: string;
  /** Absent for that of the session, the usual one, or a free one where that is taken. */
  readonly port?: number;
  /** What learners are to type in the place of what is found. */
  readonly address?: string;
  /** A session of its own, whatever was before. */
  readonly new: boolean;
  readonly plan: PlanOptions;
  /** The folder of what the kit remembers. */
  readonly out: string;
  /** Opens the board in the browser. */
  readonly open: boolean;
}

const declared = {
  workshop: { type: 'string' },
  port: { type: 'string' },
  address: { type: 'string' },
  new: { type: 'boolean' },
  minutes: { type: 'string' },
  stuck: { type: 'string' },
  out: { type: 'string' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const examples = {
  workshop: 'containerize-python',
  port: '4700',
  address: '192.168.1.20',
  minutes: '90',
  stuck: '5',
  out: 'grades',
};

const defaultOut = 'grades';

export const usage = `pnpm room                      open the room: a board for you, a door for learners
pnpm room forget               delete all that was kept of rooms that have ended

  --workshop NAME              the workshop that is taught; containerize-python
  --minutes N                  the plan: all steps in so many minutes; as many
                               as the workshop says, 90 for those of the kit
  --stuck N                    who is stuck: no progress for N minutes; 5
  --open                       open the board in the browser
  --address NAME               what learners type, where the address that is
                               found does not lead here
  --port NUMBER                the port; 4700, or a free one
  --new                        a new session, with a code and a secret of its own
  --out FOLDER                 where it is remembered; grades, as by pnpm grade
  --help                       this text

Learners join with \`pnpm verify --watch --room ADDRESS --as NAME\`. Started again
within twelve hours the room is the same: address, code, secret, learners. With
DATABASE_URL it is kept in that PostgreSQL. Ctrl-C ends it.
`;

/** @throws UsageError */
export function readOptions(args: readonly string[]): RoomCommand {
  const { values, positionals } = readCommandLine(args, {
    command: 'pnpm room',
    options: declared,
    examples,
  });
  if (values.help === true) return { command: 'help' };
  const text = (name: keyof typeof declared) =>
    values[name] === undefined ? undefined : String(values[name]);
  const out = text('out') ?? defaultOut;
  const [command, ...more] = positionals;
  if (command !== undefined && (command !== 'forget' || more.length > 0)) {
    const wrong = command === 'forget' ? (more[0] ?? '') : command;
    throw new UsageError(
      `\`pnpm room\` knows no ${quote(wrong)}. \`pnpm room --help\` shows what it does.`,
    );
  }
  if (command === 'forget') {
    const foreign = Object.keys(values).find((name) => name !== 'out');
    if (foreign !== undefined) {
      throw new UsageError(`\`pnpm room forget\` knows no \`--${foreign}\`.`);
    }
    return { command, out };
  }
  const address = text('address');
  if (address !== undefined && !/^[\w.-]+$/.test(address)) {
    throw new UsageError(
      '`--address` takes a name or a number, without port or `http://`: `--address 192.168.1.20`.',
    );
  }
  const port = text('port');
  const minutes = text('minutes');
  return {
    command: 'open',
    workshop: text('workshop') ?? 'containerize-python',
    ...(port !== undefined && { port: numberOf('port', port, 65_535) }),
    ...(address !== undefined && { address }),
    new: values.new === true,
    plan: {
      ...(minutes !== undefined && { minutes: numberOf('minutes', minutes, 1_440) }),
      stuckMinutes: numberOf('stuck', text('stuck') ?? '5', 1_440),
    },
    out,
    open: values.open === true,
  };
}

function numberOf(name: keyof typeof examples, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new UsageError(
    `\`--${name}\` takes a number from 1 to ${most}: \`--${name} ${examples[name]}\`.`,
  );
}
