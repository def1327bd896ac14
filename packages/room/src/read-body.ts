import type { IncomingMessage } from 'node:http';
import { plain, plainLines } from '@kit/checker';
import { limits } from '@kit/verify/room';
import type { Told } from '@kit/verify/room';
import * as v from 'valibot';

/** What a stranger sends: bounded, of the shape that was agreed, and made plain. */

/** @returns absent where it is too long, or no JSON. */
export async function readJson(asked: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of asked as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.bodyBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const line = (limit: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => plain(text, limit)),
  );
const lines = v.pipe(
  v.string(),
  v.transform((text) => plainLines(text, limits.textLength)),
);
const lineNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

const joining = v.object({ code: v.string(), name: line(limits.nameLength), workshop: v.string() });

const problem = v.object({
  check: line(60),
  message: lines,
  why: lines,
  help: lines,
  lines: v.optional(v.tuple([lineNumber, lineNumber])),
});

const told = v.object({
  steps: v.pipe(
    v.array(
      v.object({
        id: v.string(),
        status: v.picklist(['passed', 'failed', 'blocked', 'skipped', 'error', 'waiting']),
        problems: v.optional(v.pipe(v.array(problem), v.maxLength(limits.problems))),
      }),
    ),
    v.maxLength(100),
  ),
  trouble: v.optional(lines),
  dockerfile: v.optional(v.pipe(v.string(), v.maxLength(limits.dockerfileLength))),
});

export function readJoining(body: unknown): v.InferOutput<typeof joining> | undefined {
  const result = v.safeParse(joining, body);
  return result.success ? result.output : undefined;
}

/** @param ids of the steps that there are. */
export function readTold(body: unknown, ids: ReadonlySet<string>): Told | undefined {
  const result = v.safeParse(told, body);
  if (!result.success || result.output.steps.some(({ id }) => !ids.has(id))) return undefined;
  return result.output as Told;
}
