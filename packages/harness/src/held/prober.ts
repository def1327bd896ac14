import { readFileSync } from 'node:fs';
import { againMs, wantedAnswers } from '../answers.ts';
import { demultiplex } from '../container-log.ts';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { EngineError, engineErrorOf } from '../errors.ts';
import { ownLabels } from '../labels.ts';
import type { ListeningSocket } from '../listening.ts';
import type { Answer } from '../probe.ts';
import { pullImage } from '../pull-image.ts';
import { standInReference } from '../private-engine/stand-in-image.ts';
import { removeContainer } from '../cleanup.ts';
import { proberHostConfig } from './host-config.ts';

export interface ProberRequest {
  readonly port: number;
  readonly path: string;
  /** Milliseconds to the first answer. */
  readonly deadlineMs: number;
  readonly purpose?: string;
}

/** As of a port asked from outside; `refused` tells what listens instead. */
export type InsideAnswer =
  | Exclude<Answer, { readonly kind: 'refused' }>
  | { readonly kind: 'refused'; readonly listening: readonly ListeningSocket[] };

export interface Prober {
  readonly id: string;
  /** All answers, in the order in which they came, once there are no more. */
  readonly asked: Promise<{
    readonly answers: readonly InsideAnswer[];
    readonly last: InsideAnswer;
  }>;
  /** Those that there are by now. */
  readonly answersSoFar: () => Promise<readonly InsideAnswer[]>;
  remove(): Promise<void>;
}

const program = readFileSync(new URL('prober.py', import.meta.url), 'utf8');
/** Its Python is the prober's: the base image of the workshops, as it came. */
const image = standInReference;
/** For its start, and for a machine that is busy. */
const graceMs = 30_000;

/**
 * Starts a container of the kit's own with a network that leads nowhere, for
 * another one to join, and asks a port there several times. What runs in the other container
 * can answer it, and can neither see nor write what it reports.
 * @throws EngineError
 */
export async function startProber(engine: Engine, request: ProberRequest): Promise<Prober> {
  const { port, path, deadlineMs, purpose } = request;
  const wanted = wantedAnswers();
  const times = [deadlineMs, wanted, againMs].map((each) => String(Math.round(each)));
  const create = () =>
    withDeadline(
      engine.client.createContainer({
        Image: image,
        Entrypoint: ['python3'],
        Cmd: ['-I', '-S', '-c', program, String(port), path, ...times],
        User: '65534:65534',
        WorkingDir: '/',
        Env: [],
        Labels: ownLabels(purpose && `/${purpose}/prober`),
        Healthcheck: { Test: ['NONE'] },
        HostConfig: proberHostConfig,
      }),
      'making the container that asks',
    );
  const container = await create().catch(async (error: unknown) => {
    if ((error as { readonly statusCode?: number }).statusCode !== 404) {
      throw engineErrorOf(error, 'making the container that asks');
    }
    await pull(engine);
    return create();
  });
  const remove = () => removeContainer(engine, container.id);
  try {
    const ended = container.wait({ condition: 'next-exit' });
    ended.catch(() => undefined);
    await withDeadline(container.start(), 'starting the container that asks', { ms: graceMs });
    const read = () => readOutput(engine, container.id);
    const ms = deadlineMs + (wanted - 1) * againMs + graceMs;
    const asked = withDeadline(ended, 'asking a container', { ms }).then(async () => {
      const output = await read();
      const answers = parseAnswers(output);
      const last = answers.at(-1);
      if (last === undefined) throw withoutReport(output);
      return { answers, last };
    });
    asked.catch(() => undefined);
    const answersSoFar = async () => parseAnswers(await read());
    return { id: container.id, asked, answersSoFar, remove };
  } catch (error) {
    await remove().catch(() => undefined);
    throw engineErrorOf(error, 'starting the container that asks');
  }
}

async function readOutput(engine: Engine, id: string): Promise<string> {
  const raw: unknown = await withDeadline(
    engine.client.getContainer(id).logs({ stdout: true, stderr: true }),
    'being asked for what a container answered',
  );
  return Buffer.isBuffer(raw) ? demultiplex(raw) : String(raw);
}

function parseAnswers(output: string): readonly InsideAnswer[] {
  // The last line may be on its way.
  const lines = output.split('\n').slice(0, -1);
  try {
    return lines.map((line) => decode(JSON.parse(line) as InsideAnswer));
  } catch (error) {
    throw withoutReport(output, error);
  }
}

function decode(answer: InsideAnswer): InsideAnswer {
  if (answer.kind !== 'answered') return answer;
  return { ...answer, body: Buffer.from(answer.body, 'base64').toString('utf8') };
}

function withoutReport(output: string, cause?: unknown): EngineError {
  return new EngineError(
    'refused',
    `The container that asks has ended without a report: ${output.trim().slice(-200)}`,
    `See that \`docker run --rm ${image} python3 --version\` works, then run the same command again.`,
    cause,
  );
}

async function pull(engine: Engine): Promise<void> {
  try {
    await pullImage(engine, image);
  } catch (error) {
    throw new EngineError(
      'registry',
      `Grading asks containers from within, by a container of ${image}, which could not be pulled.`,
      `Get it with \`docker pull ${image}\`, then run the same command again.`,
      error,
    );
  }
}
