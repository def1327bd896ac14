import { posix } from 'node:path';
import type { BuildStep, Instruction } from '@kit/dockerfile';

/** Value of a flag, the last where it is given twice; `''` where it has none. */
export function flagOf(instruction: Instruction, name: string): string | undefined {
  const flag = instruction.flags.findLast((candidate) => candidate.name === name);
  return flag && (flag.value ?? '');
}

/**
 * The path in the build context that a `RUN --mount=type=bind` puts at `path`
 * of the image; `unclear` where the mount is of another stage or image.
 */
export function boundContextPath(
  { instruction, before }: BuildStep,
  path: string,
): string | 'unclear' | undefined {
  for (const flag of instruction.flags.filter(({ name }) => name === 'mount').toReversed()) {
    const fields = new Map(
      (flag.value ?? '').split(',').map((field) => {
        const [name = '', value = ''] = field.split(/=(.*)/s);
        return [name.toLowerCase(), value];
      }),
    );
    if ((fields.get('type') ?? 'bind') !== 'bind') continue;
    const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination');
    if (target === undefined) continue;
    const way = posix.relative(posix.resolve(before.workingDirectory, target), path);
    if (way === '..' || way.startsWith('../')) continue;
    if (fields.has('from')) return 'unclear';
    const source = fields.get('source') ?? fields.get('src') ?? '/';
    return posix.join('/', source, way).slice(1);
  }
  return undefined;
}
