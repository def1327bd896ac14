import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections of those who have not shown yet that they belong here. */
export interface Strangers {
  /** Who is behind this one belongs here. */
  recognise(connection: Socket): void;
}

/**
 * Lets only so many of them wait: a newer one takes the place of the one that has waited longest.
 * Who opens connections and says nothing loses them first, and keeps nobody out.
 */
export function boundStrangers(server: Server, most: number): Strangers {
  const waiting = new Set<Socket>();
  server.on('connection', (connection) => {
    waiting.add(connection);
    connection.once('close', () => waiting.delete(connection));
    const [oldest] = waiting;
    if (waiting.size > most) oldest?.destroy();
  });
  return { recognise: (connection) => void waiting.delete(connection) };
}
