import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { quote } from '@kit/checker';
import { openOutputFile, UsageError, whyNot, writeAtomically } from '@kit/verify/terminal';
import type { ClassReport } from '../class-report.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';

/** Written each time: the grader's overview, and what each learner gets. */
const always: readonly string[] = ['json', 'csv', 'markdown', 'html', 'learner', 'learner-json'];

export interface Wanted {
  readonly out: string;
  /** Names of formats, besides those that are always written. */
  readonly formats: readonly string[];
  readonly output?: string;
}

/**
 * Writes a class's reports: `OUT/FILE` for the class, `OUT/learners/FOLDER/FILE`
 * for each learner. A file that has the same content already is left alone.
 * @returns a text for stdout, where one format for the whole class was asked for and no file.
 * @throws UsageError where one cannot be written, as on a full disk.
 */
export async function writeReports(
  report: ClassReport,
  { out, formats: asked, output }: Wanted,
): Promise<string | undefined> {
  const [first, ...others] = formats.filter(({ name }) => asked.includes(name));
  if (output !== undefined && first !== undefined) {
    const file = await openOutputFile(output);
    await file.write(onlyText(first, report));
  }
  const wanted = formats.filter(({ name }) => always.includes(name) || asked.includes(name));
  for (const format of wanted) await writeFormat(format, report, out);
  const isForScreen = others.length === 0 && output === undefined && first?.scope === 'class';
  return isForScreen ? first.render(report) : undefined;
}

function onlyText(format: Format, report: ClassReport): string {
  if (format.scope === 'class') return format.render(report);
  const [grade, ...others] = report.submissions;
  if (grade === undefined || others.length > 0) {
    throw new UsageError(
      `\`--format ${format.name}\` is a report of one learner, and ${report.submissions.length} were graded: leave \`--output\` out, and each gets a file.`,
    );
  }
  return format.render(grade, report);
}

async function writeFormat(format: Format, report: ClassReport, out: string): Promise<void> {
  if (format.scope === 'class') {
    await writeFile(path.join(out, format.file), format.render(report));
    return;
  }
  for (const grade of report.submissions) {
    const file = path.join(out, 'learners', grade.folder, format.file);
    await writeFile(file, format.render(grade, report));
  }
}

async function writeFile(file: string, text: string): Promise<void> {
  try {
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
    await mkdir(path.dirname(file), { recursive: true });
    await writeAtomically(file, text);
  } catch (error) {
    throw new UsageError(
      `The reports cannot be written to ${quote(file)}: ${whyNot(error)}. Give another folder to \`--out\`; what is graded is kept.`,
      { cause: error },
    );
  }
}
