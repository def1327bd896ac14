/**
 * Reads one argument of EXPOSE: `[address:][published:]port[-last][/protocol]`.
 * Only the port of the container counts; what stands before it is dropped.
 * @returns `8000/tcp`, … one for each port; an `error` where the builder stops.
 */
export function readPorts(text: string): { readonly ports: readonly string[]; readonly error?: string } {
  const [pair = '', protocol = 'tcp', ...more] = text.split('/');
  const name = (protocol === '' ? 'tcp' : protocol).toLowerCase();
  if (more.length > 0 || !['tcp', 'udp', 'sctp'].includes(name)) {
    return failure(`\`${protocol}\` is no protocol: \`tcp\`, \`udp\` or \`sctp\``);
  }
  const parts = pair.split(':');
  const inside = readRange(parts.at(-1) ?? '');
  if (inside === undefined) return failure(`\`${text}\` is not the number of a port, from 1 to 65535`);
  const published = parts.at(-2) ?? '';
  if (parts.length > 1 && published !== '') {
    const outside = readRange(published);
    if (outside === undefined) return failure(`\`${published}\` is no port`);
    const size = (range: Span) => range.last - range.first;
    if (size(inside) !== size(outside) && size(inside) !== 0) {
      return failure(`the ranges of \`${text}\` have different lengths`);
    }
  }
  const ports: string[] = [];
  for (let port = inside.first; port <= inside.last; port += 1) ports.push(`${port}/${name}`);
  return { ports };
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function readRange(text: string): Span | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last > 65_535 || last < first ? undefined : { first, last };
}

function failure(error: string): { readonly ports: readonly string[]; readonly error: string } {
  return { ports: [], error };
}
