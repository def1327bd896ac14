import type { Server, Socket } from 'node:net';

/**
 * Keeps so many connections: one more takes the place of the oldest of the address that has
 * most of them. Who opens them without end, or takes nothing of what they ask for, is in
 * nobody's way but their own.
 */
export function shareConnections(server: Pick<Server, 'on'>, most: number): void {
  const all = new Map<Socket, string>();
  server.on('connection', (connection) => {
    all.set(connection, connection.remoteAddress ?? '');
    connection.once('close', () => all.delete(connection));
    if (all.size <= most) return;
    const [oldest] = largestGroup(all);
    if (oldest === undefined) return;
    oldest.destroy();
    all.delete(oldest);
  });
}

function largestGroup(all: ReadonlyMap<Socket, string>): readonly Socket[] {
  const groups = Map.groupBy(all.keys(), (each) => all.get(each)).values();
  return [...groups].reduce((one, other) => (other.length > one.length ? other : one));
}
