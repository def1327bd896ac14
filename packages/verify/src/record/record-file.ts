import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { repository } from '../workshops.ts';
import { whyNot, writeAtomically } from '@kit/terminal';

/** How far a learner came in a folder; what stands in the file of all folders. */
export interface LearnerRecord {
  readonly workshop: string;
  /** Absolute, links resolved. */
  readonly directory: string;
  /** By step id. */
  readonly steps: Readonly<Partial<Record<string, StepRecord>>>;
  /** How often all steps came to pass. */
  readonly passes: number;
}

export interface StepRecord {
  /** When it passed for the first time, ISO 8601. */
  readonly passedAt?: string;
  /** Number of hints shown. */
  readonly hints?: number;
  readonly solutionShown?: true;
}

/** `note`: why a file could not be read or written, for people; never a reason to stop. */
export interface Outcome {
  readonly note?: string;
}

const schema = 'workshop/progress/v1';

/** The folder for what is the learner's, not the repository's: `.workshop` in the kit. */
export function recordHome(env = process.env): string {
  return env.WORKSHOP_PROGRESS_HOME ?? path.join(repository, '.workshop');
}

/** Records of all folders; a file that makes no sense is put aside and told of. */
export async function readRecords(
  home: string,
): Promise<Outcome & { readonly records: readonly LearnerRecord[] }> {
  const file = path.join(home, 'progress.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const isNew = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    return isNew ? { records: [] } : { records: [], note: cannot('read', error) };
  }
  const records = parse(text);
  if (records !== undefined) return { records };
  const aside = path.join(home, `progress.damaged-${Date.now()}.json`);
  const isAside = await rename(file, aside).then(
    () => true,
    () => false,
  );
  const where = isAside ? `; it is now ${path.basename(aside)}` : '';
  return { records: [], note: `The file with your progress could not be understood${where}.` };
}

/** Writes the records of all folders, whole or not at all. */
export async function writeRecords(
  home: string,
  records: readonly LearnerRecord[],
): Promise<Outcome> {
  try {
    await mkdir(home, { recursive: true });
    const text = `${JSON.stringify({ schema, records }, null, 2)}\n`;
    await writeAtomically(path.join(home, 'progress.json'), text);
    return {};
  } catch (error) {
    return { note: cannot('kept', error) };
  }
}

function parse(text: string): readonly LearnerRecord[] | undefined {
  try {
    const content = JSON.parse(text) as { readonly schema?: unknown; readonly records?: unknown };
    if (content.schema !== schema || !Array.isArray(content.records)) return undefined;
    return content.records.every(isRecord) ? content.records : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is LearnerRecord {
  const { workshop, directory, steps, passes } = (value ?? {}) as Partial<
    Record<keyof LearnerRecord, unknown>
  >;
  return (
    typeof workshop === 'string' &&
    typeof directory === 'string' &&
    typeof passes === 'number' &&
    isObject(steps) &&
    Object.values(steps).every(isStepRecord)
  );
}

function isStepRecord(value: unknown): value is StepRecord {
  if (!isObject(value)) return false;
  const { passedAt, hints } = value as Partial<Record<keyof StepRecord, unknown>>;
  const isTime = typeof passedAt === 'string' && !Number.isNaN(Date.parse(passedAt));
  return (passedAt === undefined || isTime) && ['undefined', 'number'].includes(typeof hints);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cannot(what: 'read' | 'kept', error: unknown): string {
  return `Your progress cannot be ${what}: ${whyNot(error)}.`;
}
