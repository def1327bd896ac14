import type { ContextEntry } from '@kit/dockerfile';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import type { Evidence } from '../evidence.ts';
import type { Witness } from '../step.ts';
import { usualFiles } from './row.ts';

/** What the checks see of a Dockerfile among some files, by name and content. */
export function witnessOf(
  text: string,
  files: Readonly<Record<string, string>> = usualFiles,
  evidence: Evidence = {},
): Witness {
  const names = [...Object.keys(files), 'Dockerfile'].sort();
  const ignored = files['.dockerignore'];
  const context = {
    entries: names.map((path): ContextEntry => ({ path, kind: 'file', size: 1, mode: 0o644 })),
    ...(ignored === undefined ? {} : { ignoreFile: { name: '.dockerignore', text: ignored } }),
  };
  const dockerfile = parseDockerfile(text);
  return {
    submission: {
      directory: '.',
      path: '/learner',
      dockerfile: { kind: 'text', name: 'Dockerfile', text },
      context,
      digest: 'sha256:0',
    },
    dockerfile,
    plan: evaluateImagePlan(dockerfile, context),
    evidence,
  };
}
