import type { Server as Listener, Socket } from 'node:net';
import { RequestError, Server } from 'proxy-chain';

/** Far more than a class that installs packages has open at a time. */
const mostConnections = 256;
/** A package that is larger is not for a workshop. */
const mostBytes = 1024 ** 3;
const idleMs = 60_000;
const lookMs = 500;

export interface PackageProxy {
  readonly close: () => Promise<void>;
}

/**
 * Serves a proxy that leads to a few hosts, and refuses whatever else it is asked for.
 * It looks the names up itself: whoever asks needs no way to a name server.
 * @param hosts `pypi.org`, at the ports of HTTP and HTTPS, or `10.0.0.5:8080`. What is named is
 * meant, on whichever network it is.
 */
export function openPackageProxy(listener: Listener, hosts: readonly string[]): PackageProxy {
  const proxy = new Server({
    verbose: false,
    prepareRequestFunction({ hostname, port }) {
      if (isListed(hostname, port, hosts)) return {};
      throw new RequestError('Grading lets builds reach an index of packages alone.', 403);
    },
  });
  proxy.on('requestFailed', () => undefined);
  const { server } = proxy;
  server.maxConnections = mostConnections;
  server.on('connection', (socket: Socket) => socket.setTimeout(idleMs, () => socket.destroy()));
  server.listen(listener);
  const timer = setInterval(() => {
    for (const id of proxy.getConnectionIds()) {
      const { srcTxBytes = 0, srcRxBytes = 0 } = proxy.getConnectionStats(id) ?? {};
      if (srcTxBytes + srcRxBytes > mostBytes) proxy.closeConnection(id);
    }
  }, lookMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await proxy.close(true);
    },
  };
}

export function isListed(hostname: string, port: number, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase();
  if (hosts.includes(`${name}:${port}`)) return true;
  return hosts.includes(name) && (port === 443 || port === 80);
}
