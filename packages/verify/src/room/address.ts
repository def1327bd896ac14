import { quote } from '@kit/checker';
import { UsageError } from '@kit/terminal';

/** Where a room is, and what opens its door. */
export interface RoomAddress {
  /** `http://192.168.1.20:4700` */
  readonly origin: string;
  readonly code: string;
}

const example = 'http://192.168.1.20:4700/K7M2QX';

/**
 * Reads the address of a room as people type it: with or without `http://`, the code behind it
 * or by itself.
 * @throws UsageError
 */
export function readRoomAddress(text: string, code?: string): RoomAddress {
  const url = parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new UsageError(
      `${quote(text)} is no address of a room. Type it as your instructor shows it: \`--room ${example}\`.`,
    );
  }
  const behind = /^\/([^/]*)\/?$/.exec(url.pathname)?.[1];
  const given = (code ?? behind ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z0-9]{4,12}$/.test(given)) {
    throw new UsageError(
      given === ''
        ? `The room wants a code: put it behind the address, as in \`--room ${example}\`, or give it with \`--code\`.`
        : `${quote(given)} is no code of a room. Type it as your instructor shows it: \`--code K7M2QX\`.`,
    );
  }
  return { origin: url.origin, code: given };
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
