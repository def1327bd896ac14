/** Which part of the machine failed. */
export type EngineFault =
  'gone' | 'unanswered' | 'disk' | 'processes' | 'registry' | 'network' | 'refused';

/** The machine's fault, never the learner's: what happened, and the one thing to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly fault: EngineFault;
  readonly help: string;

  constructor(fault: EngineFault, message: string, help: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
    this.help = help;
  }
}

/** There is none, it may not be used, or it is there and keeps silent. */
export type Unavailability = 'absent' | 'forbidden' | 'silent';

/** No container engine answers on this machine. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  readonly kind: Unavailability;
  readonly help: string;

  constructor(kind: Unavailability, message: string, help: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.help = help;
  }
}

const goneCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
]);

/** What a call to the engine threw, in words for people; errors of ours stay as they are. */
export function engineErrorOf(error: unknown, doing: string): Error {
  if (error instanceof EngineError || error instanceof EngineUnavailableError) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const { code, statusCode, reason } = error as {
    readonly code?: string;
    readonly statusCode?: number;
    readonly reason?: string;
  };
  if (/no space left on device/i.test(error.message)) return diskFull(error);
  if (goneCodes.has(code ?? '') || /socket hang up|aborted/i.test(error.message)) {
    return new EngineError(
      'gone',
      `The container engine stopped answering while ${doing}.`,
      'Start the engine again, then run the same command again.',
      error,
    );
  }
  const detail = reason ?? error.message;
  return new EngineError(
    'refused',
    `The container engine refused while ${doing}${statusCode === undefined ? '' : ` (HTTP ${statusCode})`}: ${detail}`,
    'Read what the engine says above; `docker info` shows its state.',
    error,
  );
}

export function diskFull(cause?: unknown): EngineError {
  return new EngineError(
    'disk',
    'The disk of the container engine is full.',
    'Free some space, for example with `docker system prune`, and run the same command again.',
    cause,
  );
}

export function processesUsedUp(): EngineError {
  return new EngineError(
    'processes',
    'There run nearly as many processes as the container engine may have.',
    'Run the same command again, with fewer submissions at one time: `--jobs 1`.',
  );
}
