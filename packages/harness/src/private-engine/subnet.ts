import { isEngineName } from './layout.ts';

/** A block of IPv4 addresses, as numbers. */
interface Block {
  readonly address: number;
  readonly mask: number;
}

/**
 * Chooses a /16 for containers that this machine does not use.
 * @param routes `/proc/net/route`
 * @param resolvConf `/etc/resolv.conf`, whose servers containers must reach
 * @param preferred as returned before: kept while it is free
 * @returns the first two numbers, `10.213`
 */
export function chooseSubnet(routes: string, resolvConf: string, preferred?: string): string {
  const taken = [...parseRoutes(routes).map(({ block }) => block), ...parseNameservers(resolvConf)];
  const candidates = [
    ...(preferred === undefined ? [] : [preferred]),
    // Far from what home routers, companies and Docker itself like to take.
    ...[213, 217, 221, 229, 233, 237, 241, 245].map((second) => `10.${second}`),
    ...[25, 26, 27, 28, 29, 30, 31].map((second) => `172.${second}`),
  ];
  const free = candidates.find(
    (prefix) => !taken.some((block) => overlaps(block, blockOf(prefix))),
  );
  if (free === undefined)
    throw new Error('Every block of addresses that containers could use is in use.');
  return free;
}

/** The devices that lead to a /16 chosen before. */
function devicesOf(prefix: string, routes: string): readonly string[] {
  const own = blockOf(prefix);
  return parseRoutes(routes)
    .filter(({ block }) => block.mask >>> 0 >= own.mask && overlaps(block, own))
    .map(({ device }) => device);
}

/**
 * Those of them that are an engine's own: none where another engine has taken
 * the block since this one ended.
 */
export function ownDevicesOf(
  { name, prefix }: { readonly name: string; readonly prefix: string },
  routes: string,
): readonly string[] {
  const devices = devicesOf(prefix, routes);
  return devices.some((device) => isEngineName(device) && device !== name) ? [] : devices;
}

function overlaps(one: Block, other: Block): boolean {
  const mask = one.mask & other.mask;
  return (one.address & mask) === (other.address & mask);
}

function blockOf(prefix: string): Block {
  return { address: parseAddress(`${prefix}.0.0`), mask: 0xffff0000 };
}

function parseAddress(dotted: string): number {
  return dotted.split('.').reduce((value, part) => ((value << 8) | Number(part)) >>> 0, 0);
}

/** /proc/net/route has addresses in hexadecimal, in the byte order of this machine. */
function parseRoutes(text: string): readonly { readonly device: string; readonly block: Block }[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, destination = '00000000']) => destination !== '00000000')
    .map(([device = '', destination = '', , , , , , mask = '']) => ({
      device,
      block: { address: fromHostOrder(destination), mask: fromHostOrder(mask) },
    }));
}

function fromHostOrder(hexadecimal: string): number {
  return Buffer.from(hexadecimal, 'hex').readUInt32LE();
}

function parseNameservers(resolvConf: string): readonly Block[] {
  const servers = resolvConf.matchAll(/^nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/gm);
  return [...servers].map(([, server = '']) => ({
    address: parseAddress(server),
    mask: 0xffffffff,
  }));
}
