import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { judgeStep } from '../packages/checker/src/index.ts';
import type { StepResult, Workshop } from '../packages/checker/src/index.ts';
import { evaluateImagePlan, parseDockerfile } from '../packages/dockerfile/src/index.ts';
import type { BuildContext } from '../packages/dockerfile/src/index.ts';

/** What can be done to the text of a Dockerfile, by name. */
export type Readers = Readonly<Record<string, (text: string) => unknown>>;

/** Ours, as far as it goes each time, and what others have for the same. */
export function readersFor(workshop: Workshop): Readers {
  return {
    'parsed: this kit': parseDockerfile,
    'parsed: dockerfile-ast': (text) => DockerfileParser.parse(text),
    'parsed, evaluated: this kit': (text) => evaluateImagePlan(parseDockerfile(text), context),
    'parsed, evaluated, judged: this kit': (text) => judge(text, workshop),
    'parsed, validated: dockerfile-utils': (text) => validate(text),
  };
}

/** Texts of the Dockerfiles below some folders. */
export function dockerfilesBelow(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    globSync('**/*Dockerfile*', { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/ignore$|\.expected$/.test(entry.name))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')),
  );
}

/** Dockerfiles a second, once the code is warm: all of them again and again for a second. */
export function speedOf(read: (text: string) => unknown, texts: readonly string[]): number {
  const readAll = () => {
    for (const text of texts) read(text);
  };
  repeatFor(300, readAll);
  const { rounds, ms } = repeatFor(1000, readAll);
  return (rounds * texts.length * 1000) / ms;
}

/** hadolint on the same Dockerfiles, a second, its start included; `undefined` where there is none. */
export function speedOfHadolint(texts: readonly string[], scratch: string): number | undefined {
  if (spawnSync('hadolint', ['--version']).status !== 0) return undefined;
  const files = texts.map((text, index) => {
    const file = path.join(scratch, `Dockerfile.${index}`);
    writeFileSync(file, text);
    return file;
  });
  const started = performance.now();
  execFileSync('hadolint', ['--no-fail', ...files], { stdio: 'ignore' });
  return (texts.length * 1000) / (performance.now() - started);
}

/** A Dockerfile of about this many bytes, of all kinds of lines. */
export function longDockerfile(bytes: number): string {
  const block = [
    'ENV NAME_#="value #" OTHER=${NAME_#:-x}',
    'COPY --chown=1:2 requirements.txt server.py /srv/#/',
    'RUN pip install -r requirements.txt && echo # \\\n  # a comment\n  && rm -rf /tmp/#',
    'LABEL org.example.#="${OTHER} #"',
    'RUN <<EOF\ncp server.py /srv/#.py\nEOF',
    'WORKDIR /srv/#',
    'EXPOSE #',
  ].join('\n');
  let text = 'FROM python:3-alpine\n';
  for (let number = 1; text.length < bytes; number++)
    text += `${block.replaceAll('#', `${number}`)}\n`;
  return text;
}

/** Every step's verdict and all advice, without an engine. */
export function judge(text: string, workshop: Workshop): readonly StepResult[] {
  const dockerfile = parseDockerfile(text);
  const witness = {
    submission: {
      directory: '.',
      path: '/',
      dockerfile: { kind: 'text', name: 'Dockerfile', text },
      context,
      digest: '',
      textOf: () => undefined,
      headOf: () => undefined,
    },
    dockerfile,
    plan: evaluateImagePlan(dockerfile, context),
    evidence: {},
  } as const;
  const results = new Map<string, StepResult>();
  for (const step of workshop.steps) results.set(step.id, judgeStep(step, witness, results));
  for (const advice of workshop.advice) advice.advise(witness);
  return [...results.values()];
}

const context: BuildContext = {
  entries: ['Dockerfile', 'requirements.txt', 'server.py'].map((path) => ({
    path,
    kind: 'file',
    size: 100,
    mode: 0o644,
  })),
};

function repeatFor(ms: number, run: () => void): { readonly rounds: number; readonly ms: number } {
  const started = performance.now();
  let rounds = 0;
  let passed = 0;
  while (passed < ms) {
    run();
    rounds += 1;
    passed = performance.now() - started;
  }
  return { rounds, ms: passed };
}
