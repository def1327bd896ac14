import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

const prefix = 'org.docker-workshop-kit';

/** On everything the kit makes in an engine. */
export const ownerLabel = `${prefix}.owner`;

/** This process, told from one that gets its number later. */
export function ownLabels(): Readonly<Record<string, string>> {
  return { [ownerLabel]: `${hostname()}/${process.pid}/${startOf(process.pid) ?? ''}` };
}

/** Whether the process that made something is still there; those of other machines are taken to be. */
export function isOwnerAlive(owner: string): boolean {
  const [host, pid, start] = owner.split('/');
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return start === '' || startOf(Number(pid)) === start;
}

/** proc(5): the 22nd field of `stat` is when the process started, in clock ticks since boot. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
