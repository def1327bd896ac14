import type { BuildProgress } from './build.ts';
import type { FailedPlace } from './build-failure.ts';
import { BuildLog } from './build-log.ts';
import type { Trace } from './buildkit-trace.ts';
import { decodeTrace } from './buildkit-trace.ts';

/** One line of the stream that `POST /build` answers with (Engine API, "Build an image"). */
interface Message {
  readonly id?: string;
  readonly stream?: string;
  readonly status?: string;
  readonly progress?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
  readonly aux?: string | { readonly ID?: string };
}

/** A line longer than this is no message of an engine. */
const maximumMessage = 16 * 1024 * 1024;
/** BuildKit clips what a RUN writes; the classic builder hands on all of it. */
const maximumOutput = 64 * 1024 * 1024;

/** Reads what an engine tells while it builds, either builder's way. */
export class BuildReader {
  imageId: string | undefined;
  error: string | undefined;
  /** Short ids of what the classic builder made on the way, and its base images. */
  readonly intermediate: string[] = [];
  readonly #log: BuildLog;
  readonly #tell: (event: BuildProgress) => void;
  readonly #vertexes = new Map<
    string,
    { place?: FailedPlace; told: boolean; failed: boolean; log: BuildLog }
  >();
  #classicPlace: FailedPlace | undefined;
  #classicLog = new BuildLog();

  constructor(log: BuildLog, tell: (event: BuildProgress) => void) {
    this.#log = log;
    this.#tell = tell;
  }

  async readAll(stream: NodeJS.ReadableStream): Promise<void> {
    let rest = '';
    let size = 0;
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > maximumOutput) {
        this.error = `The build was ended: it had written ${maximumOutput / 2 ** 20} MiB of output.`;
        // Closes the connection, and so ends the build.
        break;
      }
      rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > maximumMessage) rest = '';
      for (const line of lines) this.#readLine(line);
    }
    this.#readLine(rest);
  }

  /** The instruction that failed, where the engine tells. */
  failedPlace(): FailedPlace | undefined {
    const failed = [...this.#vertexes.values()].find((vertex) => vertex.failed);
    return failed === undefined ? this.#classicPlace : failed.place;
  }

  failedLog(): readonly string[] | undefined {
    const failed = [...this.#vertexes.values()].find((vertex) => vertex.failed);
    const lines = (failed?.log ?? this.#classicLog).lines().filter((line) => line !== '');
    return lines.length === 0 ? undefined : lines;
  }

  #readLine(line: string): void {
    if (line.trim() === '') return;
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      return;
    }
    const { id, aux, stream, status } = message;
    const error = message.errorDetail?.message ?? message.error;
    if (error !== undefined) this.error = error;
    if (id === 'moby.buildkit.trace' && typeof aux === 'string') this.#readTrace(decodeTrace(aux));
    else if (typeof aux === 'object' && aux.ID !== undefined) this.imageId = aux.ID;
    if (stream !== undefined) this.#readClassic(stream);
    if (status !== undefined && id !== 'moby.buildkit.trace') {
      this.#tell({ kind: 'pull', text: [id, status, message.progress].filter(Boolean).join(' ') });
    }
  }

  #readTrace({ vertexes, logs, statuses }: Trace): void {
    for (const { digest, name, cached, started, completed, error } of vertexes) {
      const place = placeOf(name);
      const known = this.#vertexes.get(digest) ?? {
        told: false,
        failed: false,
        log: new BuildLog(),
      };
      if (place !== undefined) known.place = place;
      // Others are cancelled when one fails; theirs is no failure of their own.
      if (error !== '' && !error.includes('context canceled')) known.failed = true;
      this.#vertexes.set(digest, known);
      const hasBegun = Boolean(started ?? completed);
      if (place === undefined || known.told || !hasBegun) continue;
      known.told = true;
      this.#tell({ kind: cached ? 'cached' : 'instruction', ...place });
    }
    for (const { vertex, ID } of statuses) {
      if (this.#vertexes.get(vertex)?.place?.text.startsWith('FROM') === true && ID !== '') {
        this.#tell({ kind: 'pull', text: ID });
      }
    }
    for (const { vertex, msg } of logs) {
      const text = new TextDecoder().decode(msg);
      for (const line of this.#log.add(text)) this.#tell({ kind: 'output', line });
      this.#vertexes.get(vertex)?.log.add(text);
    }
  }

  #readClassic(text: string): void {
    const step = /^Step (\d+)\/(\d+) : (.*)/.exec(text);
    if (step !== null) {
      const [, number, total, instruction = ''] = step;
      this.#classicPlace = { number: Number(number), total: Number(total), text: instruction };
      this.#classicLog = new BuildLog();
      this.#tell({ kind: 'instruction', ...this.#classicPlace });
    } else if (text.startsWith(' ---> Using cache') && this.#classicPlace !== undefined) {
      this.#tell({ kind: 'cached', ...this.#classicPlace });
    } else if (/^ ---> [0-9a-f]{12}\s*$/.test(text)) {
      this.intermediate.push(text.trim().slice(-12));
    } else if (!/^ --->|^Successfully|^Removing intermediate/.test(text)) {
      this.#classicLog.add(text);
      for (const line of this.#log.add(text)) {
        if (line !== '') this.#tell({ kind: 'output', line });
      }
    }
  }
}

/** BuildKit names an instruction `[stage 2/5] RUN …`; the stage only where there are several. */
function placeOf(name: string): FailedPlace | undefined {
  const match = /^\[(?:(\S+) +)?(\d+)\/(\d+)\] (.*)$/s.exec(name);
  if (match === null) return undefined;
  const [, stage, number, total, text = ''] = match;
  return {
    ...(stage === undefined ? {} : { stage }),
    number: Number(number),
    total: Number(total),
    text,
  };
}
