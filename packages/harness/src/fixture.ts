import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BuildContext } from '@kit/dockerfile';

/** A folder for a test, by path and content; gone when the test has ended. */
export interface Fixture extends AsyncDisposable {
  readonly directory: string;
  readonly context: BuildContext;
  readonly dockerfile: 'Dockerfile';
}

export async function makeFixture(
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Fixture> {
  const directory = await mkdtemp(path.join(tmpdir(), 'harness-'));
  const all = { ...files, Dockerfile: dockerfile };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
  const entries = Object.entries(all).map(
    ([name, text]) => ({ path: name, kind: 'file', size: text.length, mode: 0o644 }) as const,
  );
  return {
    directory,
    context: { entries },
    dockerfile: 'Dockerfile',
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** The image of a Python program that is written into the Dockerfile itself. */
export function pythonImage(program: string, more = ''): string {
  return `FROM python:3-alpine
WORKDIR /app
COPY <<'PROGRAM' main.py
${program}
PROGRAM
${more}
CMD ["python3", "-u", "main.py"]
`;
}
