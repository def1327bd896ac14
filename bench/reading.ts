import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { evaluateImagePlan, parseDockerfile } from '../packages/dockerfile/src/index.ts';
import type { BuildContext } from '../packages/dockerfile/src/index.ts';

/**
 * How many Dockerfiles a second are parsed and evaluated, once the code is warm:
 * all those of the workshops, right and wrong, again and again for two seconds.
 */
export function readingSpeed(root: string): { readonly perSecond: number; readonly files: number } {
  const texts = globSync('workshop/**/Dockerfile', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  const readAll = () => {
    for (const text of texts) evaluateImagePlan(parseDockerfile(text), context);
  };
  repeatFor(500, readAll);
  const { rounds, ms } = repeatFor(2000, readAll);
  return { perSecond: (rounds * texts.length * 1000) / ms, files: texts.length };
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
