import { cleanLine } from './clean-line.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';

const maximumLines = 50;
const maximumLineLength = 500;

/** The last lines that a container wrote, oldest first; empty where they cannot be had. */
export async function readLog(engine: Engine, id: string): Promise<readonly string[]> {
  try {
    const raw: unknown = await withDeadline(
      engine.client.getContainer(id).logs({ stdout: true, stderr: true, tail: maximumLines }),
      'being asked for the output of a container',
    );
    const text = Buffer.isBuffer(raw) ? demultiplex(raw) : String(raw);
    return text
      .split(/\r?\n/)
      .map((line) => cleanLine(line, maximumLineLength))
      .filter((line) => line !== '')
      .slice(-maximumLines);
  } catch {
    return [];
  }
}

/** Engine API, "Attach to a container": frames of an 8-byte header and as many bytes as it says. */
export function demultiplex(raw: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length;) {
    const size = raw.readUInt32BE(at + 4);
    if ((raw[at] ?? 0) > 2) return raw.toString('utf8');
    parts.push(raw.subarray(at + 8, at + 8 + size));
    at += 8 + size;
  }
  return Buffer.concat(parts).toString('utf8');
}
