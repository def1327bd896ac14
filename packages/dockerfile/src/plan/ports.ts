/** Ports `first` to `last` of one protocol. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

export interface PortFault {
  readonly message: string;
}

/**
 * Reads one word of EXPOSE, `[[ip:]hostPort:]port[-port][/protocol]`; only the
 * container's ports count.
 * @returns `isMapping` where it says more than EXPOSE keeps.
 */
export function parsePorts(
  text: string,
): { readonly ports: PortRange; readonly isMapping: boolean } | PortFault {
  const parts = text.split(':');
  const [port = '', ...more] = (parts.at(-1) ?? '').split('/');
  const protocol = more.join('/').toLowerCase() || 'tcp';
  const host = parts.length > 1 ? parts.at(-2) : undefined;
  const address = parts.slice(0, -2).join(':');
  if (port === '') return { message: `no port stands in \`${text}\`` };
  if (!/^(?:tcp|udp|sctp)$/.test(protocol)) {
    return {
      message: `\`${more.join('/')}\` is no protocol: a port is \`tcp\`, \`udp\` or \`sctp\``,
    };
  }
  if (address !== '' && !isAddress(address)) {
    return { message: `\`${address}\` is no IP address` };
  }
  const ports = parseRange(port);
  if (ports === undefined) {
    return { message: `\`${text}\` is not the number of a port, from 1 to 65535` };
  }
  if (host !== undefined && host !== '') {
    const hostPorts = parseRange(host);
    if (hostPorts === undefined) return { message: `\`${host}\` is no port` };
    const [first, last] = ports;
    if (last !== first && last - first !== hostPorts[1] - hostPorts[0]) {
      return { message: `\`${host}\` and \`${port}\` are not equally many ports` };
    }
  }
  const [first, last] = ports;
  const isMapping = address !== '' || (host !== undefined && host !== '');
  return { ports: { first, last, protocol }, isMapping };
}

function parseRange(text: string): readonly [first: number, last: number] | undefined {
  const dash = text.indexOf('-', 1);
  const first = parsePort(dash < 0 ? text : text.slice(0, dash));
  const last = dash < 0 ? first : parsePort(text.slice(dash + 1));
  return first === undefined || last === undefined || last < first ? undefined : [first, last];
}

function parsePort(text: string): number | undefined {
  if (!/^\+?\d{1,20}$/.test(text)) return undefined;
  const port = Number(text);
  return port > 65_535 ? undefined : port;
}

function isAddress(text: string): boolean {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare)
    ? bare.split('.').every((part) => Number(part) <= 255)
    : /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(bare);
}

/** `8000/tcp` for each port of some ranges, each once, in ascending order within a protocol. */
export function portNames(ranges: Iterable<PortRange>): readonly string[] {
  const byProtocol = Map.groupBy(ranges, ({ protocol }) => protocol);
  const names: string[] = [];
  for (const [protocol, some] of byProtocol) {
    let next = 0;
    for (const { first, last } of some.toSorted((a, b) => a.first - b.first)) {
      for (let port = Math.max(first, next); port <= last; port++)
        names.push(`${port}/${protocol}`);
      next = Math.max(next, last + 1);
    }
  }
  return names;
}
