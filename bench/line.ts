import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a person types instead of `pnpm verify`: build, run, ask until it answers, remove. */
const byHand = `
set -e
image=$(docker build -q "$1")
container=$(docker run -d -p 127.0.0.1::8000 "$image")
until curl -sf -o "$1.page" "http://$(docker port "$container" 8000/tcp)/"; do sleep 0.01; done
docker rm -f "$container" >"$1.removed"
`;

export function buildRunAskByHand(directory: string): void {
  execFileSync('sh', ['-c', byHand, 'by-hand', directory], { stdio: 'pipe' });
}

/** @throws where the container of the submission did not answer. */
export function verify(root: string, directory: string): void {
  const report = `${directory}.json`;
  const program = path.join(root, 'packages/verify/bin/verify.js');
  // The learner's tags are missing, so its exit code may well be 1.
  spawnSync('node', [program, '--format', 'json', '--output', report, directory]);
  const { steps } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly steps: readonly { readonly id: string; readonly status: string }[];
  };
  const status = steps.find((step) => step.id === 'serve')?.status ?? 'not judged';
  if (status !== 'passed') throw new Error(`The step serve: ${status}`);
}
