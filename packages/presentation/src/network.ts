import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';

/** Of engines and virtual machines: no other laptop is there. */
const inside = /^(docker|wkit-|br-|veth(?!ernet)|virbr|vmnet|vboxnet|podman|cni|lxc)/i;
/** Of private networks across others, and bridges: seldom those of the room. */
const seldom = /^(utun|tun|tap|zt|tailscale|vEthernet)/i;
const privateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * IPv4 addresses of this machine, the one first that learners are likeliest to reach;
 * those that lead nowhere else only where there is no other.
 */
export function localAddresses(interfaces: Interfaces = networkInterfaces()): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, all = []]) =>
    all
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  );
  const sorted = found.toSorted((one, other) => one.rank - other.rank);
  const outside = sorted.filter(({ rank }) => rank < 3);
  const shown = (outside.length > 0 ? outside : sorted).map(({ address }) => address);
  return shown.length === 0 ? ['127.0.0.1'] : shown;
}

function rankOf(name: string, address: string): number {
  if (inside.test(name)) return 3;
  if (seldom.test(name)) return 2;
  return privateRange.test(address) ? 0 : 1;
}

/**
 * Whether a request's `Host` leads here by a name that is this machine's: a page of another
 * site may have a name of its own that leads here too.
 * @param more names that the instructor gives.
 */
export function isOwnHost(host: string | undefined, more: readonly string[]): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const own = hostname().toLowerCase();
  const names = ['localhost', own, `${own}.local`, ...more.map((each) => each.toLowerCase())];
  return isIP(name) > 0 || names.includes(name);
}
