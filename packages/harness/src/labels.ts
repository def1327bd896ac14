import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ImageConfig } from '@kit/dockerfile';

const prefix = 'org.docker-workshop-kit';

/** On everything the kit makes in an engine. */
export const ownerLabel = `${prefix}.owner`;

/**
 * This process, told from one that gets its number later.
 * @param part tells several of its images apart: those with the same labels can be one.
 */
export function ownLabels(part = ''): Readonly<Record<string, string>> {
  return { [ownerLabel]: `${hostname()}/${process.pid}/${processStart(process.pid) ?? ''}${part}` };
}

/**
 * Labels for an image of the kit's own, which is nobody else's, whatever else was built.
 * @param purpose what it was made for, for people who find it.
 */
export function imageLabels(purpose = ''): Readonly<Record<string, string>> {
  return ownLabels(`/${randomUUID()}${purpose === '' ? '' : `/${purpose}`}`);
}

/** A config as it would be without the kit's own label. */
export function withoutOwnLabel(config: ImageConfig): ImageConfig {
  const { Labels, ...rest } = config;
  const { [ownerLabel]: own, ...others } = Labels ?? {};
  if (own === undefined) return config;
  return Object.keys(others).length === 0 ? rest : { ...rest, Labels: others };
}

/** Whether this process made something. */
export function isOwn(owner: string): boolean {
  const own = ownLabels()[ownerLabel] ?? '';
  return owner === own || owner.startsWith(`${own}/`);
}

/** Whether the process that made something is still there; those of other machines are taken to be. */
export function isOwnerAlive(owner: string): boolean {
  const [host, pid, start = ''] = owner.split('/');
  return host !== hostname() || isProcessAlive(Number(pid), start);
}

/** @param start as `processStart` tells; empty where it is not known. */
export function isProcessAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return start === '' || processStart(pid) === start;
}

/** proc(5): the 22nd field of `stat` is when the process started, in clock ticks since boot. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
