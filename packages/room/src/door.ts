import { encode } from 'uqr';
import type { Door } from './board-state.ts';
import { localAddresses } from '@kit/presentation/live';

/** @param address what the instructor gives in the place of what is found. */
export function doorOf(address: string | undefined, port: number, code: string): Door {
  const hosts = address === undefined ? localAddresses() : [address];
  const addresses = hosts.map((host) => `http://${host}:${port}/${code}`);
  const { data, size } = encode(addresses[0] ?? '', { border: 2 });
  const squares = data.flatMap((line, y) =>
    line.flatMap((isBlack, x) => (isBlack ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { addresses, code, qr: { size, path: squares.join('') } };
}
