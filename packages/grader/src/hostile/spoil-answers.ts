import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { MachineBench } from './machine-bench.ts';

/** Stands between a grader and its engine. */
export interface SpoiledAnswers extends Disposable {
  /** As of DOCKER_HOST. */
  readonly address: string;
  /** Whether it spoils them now. */
  isOn: boolean;
}

export function refusal(): Buffer {
  const body = '{"message":"no"}';
  const head = `HTTP/1.1 500 No\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}`;
  return Buffer.from(`${head}\r\n\r\n${body}`);
}

/**
 * @param spoil makes another answer out of what comes from the engine.
 * @param asked only of requests that begin so; they never reach the engine.
 */
export async function spoilAnswers(
  { engine, out }: MachineBench,
  spoil: (chunk: Buffer) => Buffer,
  asked?: RegExp,
): Promise<SpoiledAnswers> {
  const socket = out(`${++made}.sock`);
  const spoiling = { address: `unix://${socket}`, isOn: false };
  const server = createServer((client) => {
    const upstream = connect(engine.env.DOCKER_HOST.replace('unix://', ''));
    client.on('error', () => upstream.destroy()).on('close', () => upstream.end());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('data', (chunk: Buffer) => {
      if (spoiling.isOn && asked?.test(chunk.toString('latin1'))) client.end(spoil(chunk));
      else upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (spoiling.isOn && asked === undefined) client.end(spoil(chunk));
      else client.write(chunk);
    });
  }).listen(socket);
  await once(server, 'listening');
  return Object.assign(spoiling, {
    [Symbol.dispose]: () => {
      server.close();
    },
  });
}

let made = 0;
