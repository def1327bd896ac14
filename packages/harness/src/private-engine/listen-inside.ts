import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:net';

const program = `
const server = require('node:net').createServer();
server.listen(Number(process.argv[2]), process.argv[1], () => {
  process.send('listening', server);
});`;

const patienceMs = 30_000;

/**
 * Listens in the network of another process. A socket stays in the network that it was
 * opened in, whoever holds it: a short-lived process opens it there and hands it over.
 */
export async function listenInside(id: number, host: string, port: number): Promise<Server> {
  const child = spawn(
    'nsenter',
    [`--net=/proc/${id}/ns/net`, process.execPath, '-e', program, host, String(port)],
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} },
  );
  const failed = once(child, 'exit').then(() => {
    throw new Error('Nobody could listen in the network of an engine.');
  });
  failed.catch(() => undefined);
  const listening = once(child, 'message', { signal: AbortSignal.timeout(patienceMs) });
  const [, server] = (await Promise.race([listening, failed])) as [unknown, Server];
  // It would go on to take every other connection.
  child.kill('SIGKILL');
  return server;
}
