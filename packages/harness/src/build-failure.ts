import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Instruction } from '@kit/dockerfile';
import { parseDockerfile } from '@kit/dockerfile';
import type { BuildFailed, BuildRequest } from './build.ts';
import type { Engine } from './engine.ts';
import { diskFull, EngineError } from './errors.ts';
import { saysItFails, saysNoSuchImage } from './registry-answer.ts';

/** An instruction as a builder counts it. */
export interface FailedPlace {
  /** BuildKit only: the stage's name, or `stage-1`; absent where there is but one. */
  readonly stage?: string;
  readonly number: number;
  readonly total: number;
  readonly text: string;
}

/**
 * Tells the learner's fault from the machine's.
 * @param log what the failing instruction wrote.
 * @throws EngineError where no change to the Dockerfile would help.
 */
export function explainFailure(
  engine: Engine,
  message: string,
  log: readonly string[],
): Pick<BuildFailed, 'message' | 'exitCode'> {
  const output = log.join('\n');
  // `runc` says it in lower case, where it could not start what a RUN runs.
  if (/no space left on device/i.test(`${message}\n${output}`)) throw diskFull();
  const exit =
    /did not complete successfully: exit code: (\d+)\s*$|returned a non-zero code: (\d+)\s*$/.exec(
      message,
    );
  if (exit === null) refuseEngine(message);
  else refuseMachine(engine, output);
  return {
    message: firstLine(message),
    ...(exit === null ? {} : { exitCode: Number(exit[1] ?? exit[2]) }),
  };
}

/** By the engine's own words; those of a command that ended are its Dockerfile's, which it repeats. */
function refuseEngine(message: string): void {
  if (/no active session|rpc error: code = (?:Canceled|Unavailable)/.test(message)) {
    throw new EngineError(
      'gone',
      `The container engine lost the connection while building the image: ${firstLine(message)}`,
      'Run the same command again.',
    );
  }
  // BuildKit's words for a RUN whose container went away under it; a command's own end has a code.
  if (/: runc did not terminate successfully: [^"]*: container does not exist\s*$/.test(message)) {
    throw new EngineError(
      'gone',
      'The container engine lost the container in which it carried out a `RUN`.',
      'Run the same command again.',
    );
  }
  if (/toomanyrequests|pull rate limit|429 Too Many Requests/i.test(message)) {
    throw new EngineError(
      'registry',
      'Docker Hub refuses more pulls from this address for now.',
      'Wait, run `docker login`, or load the base image from a file with `docker load`.',
    );
  }
  if (saysItFails(message)) {
    throw new EngineError(
      'registry',
      `The registry of the base image does not work as it should: ${firstLine(message)}`,
      'Wait, or load the image from a file with `docker load`; then run the same command again.',
    );
  }
  if (isUnreachable(message)) {
    const what = /for (?:docker\.io\/(?:library\/)?)?([^\s:]+(?::[\w.-]+)?):/.exec(message)?.[1];
    const missing = what?.startsWith('docker/dockerfile') ? 'frontend' : 'base image';
    throw new EngineError(
      'registry',
      `The ${missing}${what === undefined ? '' : ` ${what}`} is not on this machine, and its registry cannot be reached.`,
      'Connect to the network, or load the image from a file with `docker load`; then run the same command again.',
    );
  }
}

/** Where the registry answered, it is no fault of the network's: the name is wrong. */
function isUnreachable(message: string): boolean {
  if (saysNoSuchImage(message)) return false;
  return (
    /failed to do request|failed to fetch (?:anonymous|oauth) token|dial tcp|TLS handshake|i\/o timeout|lookup \S+ on/.test(
      message,
    ) && /resolve|pull|manifest|registry|Get "https?:|Head "https?:/i.test(message)
  );
}

function refuseMachine(engine: Engine, output: string): void {
  const offline =
    /Temporary failure in name resolution|Failed to establish a new connection|NewConnectionError|NameResolutionError|Network is unreachable|ConnectTimeoutError|ProxyError\(|bad address '/;
  // Not where the proxy of grading answered, and refused.
  if (offline.test(output) && !output.includes('Tunnel connection failed: 403')) {
    throw new EngineError(
      'network',
      'The build needs something from the network, and the network could not be reached.',
      'Connect to the network, then run the same command again.',
    );
  }
  if (engine.standIn === undefined) return;
  const missing =
    /No matching distribution found for ([^\s(]+)/.exec(output)?.[1] ??
    /^(?:.*\s)?(apk|gcc): (?:not found|command not found|this is a stand-in)/m.exec(output)?.[1];
  if (missing === undefined) return;
  throw new EngineError(
    'network',
    `The build asks for ${JSON.stringify(missing)}, and the stand-in for ${engine.standIn} does not have it.`,
    'Run the same command again where Docker Hub and the Python index can be reached.',
  );
}

function firstLine(message: string): string {
  const lines = message.split(/\r?\n/).filter((line) => line.trim() !== '');
  return (lines[0] ?? message).replace(/^failed to solve: /, '').slice(0, 2_000);
}

/** Those of the Dockerfile; none where it cannot be read. */
export async function instructionsOf(request: BuildRequest): Promise<readonly Instruction[]> {
  const file = path.join(request.directory, request.dockerfile);
  const text = await readFile(file, 'utf8').catch(() => '');
  return parseDockerfile(text).instructions;
}

/** The line of the Dockerfile that the engine stopped at. */
export async function lineOf(
  request: BuildRequest,
  message: string,
  place: FailedPlace | undefined,
): Promise<number | undefined> {
  const named = /(?:parse error (?:on )?line |[Dd]ockerfile:)(\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  const instructions = await instructionsOf(request);
  if (place !== undefined) return instructionAt(instructions, place)?.range.start.line;
  const missing = /"\/([^"]+)": not found/.exec(message)?.[1];
  if (missing === undefined) return undefined;
  return instructions.find(
    ({ keyword, words }) =>
      ['COPY', 'ADD'].includes(keyword) &&
      words.some((word) => path.posix.resolve('/', word.text) === `/${missing}`),
  )?.range.start.line;
}

/**
 * BuildKit counts per stage, and of its instructions only those that make a
 * layer; FROM is the first of them where it names an image, and is not counted
 * where it names a stage. The classic builder counts all, through the file.
 */
function instructionAt(
  instructions: readonly Instruction[],
  { stage, number, total, text }: FailedPlace,
): Instruction | undefined {
  const index = /^stage-(\d+)$/.exec(stage ?? '')?.[1];
  const ofStage = stagesOf(instructions).find(
    ([from], each) =>
      stage === undefined ||
      from?.words[2]?.text.toLowerCase() === stage ||
      (index !== undefined && each === Number(index)),
  );
  const layers = ofStage?.filter(({ keyword }) => layerMakers.has(keyword)) ?? [];
  const candidates = [layers[number - 1 - total + layers.length], instructions[number - 1]];
  return candidates.find(
    (each) => each !== undefined && text.toUpperCase().startsWith(each.keyword),
  );
}

const layerMakers: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR']);

/** By FROM; each starts with it. */
function stagesOf(instructions: readonly Instruction[]): readonly (readonly Instruction[])[] {
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  return starts.map((start, index) => instructions.slice(start, starts[index + 1]));
}
