import type { ContextEntry } from '@kit/dockerfile';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import type { Evidence } from '../evidence.ts';
import type { Witness } from '../step.ts';
import { usualFiles } from './row.ts';

/**
 * What the checks see of a Dockerfile among some files, by name and content; a
 * content like `-> other` makes a link, a name like `data/` a folder, one like
 * `run.sh*` an executable file.
 */
export function witnessOf(
  text: string,
  files: Readonly<Record<string, string>> = usualFiles,
  evidence: Evidence = {},
): Witness {
  const entries = [...Object.entries(files), ['Dockerfile', text] as const]
    .map(([name, content]) => entryOf(name, content))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const ignored = files['.dockerignore'];
  const context = {
    entries,
    ...(ignored === undefined ? {} : { ignoreFile: { name: '.dockerignore', text: ignored } }),
  };
  const dockerfile = parseDockerfile(text);
  return {
    submission: {
      directory: '.',
      path: '/learner',
      dockerfile: { kind: 'text', name: 'Dockerfile', text },
      context,
      textOf: (path) => files[path] ?? files[`${path}*`],
      headOf: (path) => Buffer.from(files[path] ?? ''),
      digest: 'sha256:0',
    },
    dockerfile,
    plan: evaluateImagePlan(dockerfile, context),
    evidence,
  };
}

function entryOf(name: string, content: string): ContextEntry {
  const path = name.replace(/\/$/, '');
  if (path !== name) return { path, kind: 'directory', size: 0, mode: 0o755 };
  const linkTarget = /^-> (.*)$/.exec(content)?.[1];
  if (linkTarget !== undefined) return { path, kind: 'symlink', size: 0, mode: 0o777, linkTarget };
  const isExecutable = name.endsWith('*');
  return {
    path: name.replace(/\*$/, ''),
    kind: 'file',
    size: 1,
    mode: isExecutable ? 0o755 : 0o644,
  };
}
